/**
 * How CSV may be written, and what is taken for granted where nothing is said.
 */
import { printValue } from '../../data/print-value.ts'
import { FloeError } from '../../error/floe-error.ts'
import type { FileOptions } from '../files/from-files.ts'
import { defaultNulls } from '../text/text-cell.ts'

/**
 * How `csv` reads.
 *
 * @example
 * const options: CsvOptions = { delimiter: ';', columns: ['name', 'age'], nulls: ['-'] }
 * await writeFile('people.csv', 'Ada;36\nBob;-\n')
 * await F.toList(csv('people.csv', options)) // List [ { name: 'Ada', age: 36 }, { name: 'Bob', age: null } ]
 */
export interface CsvOptions extends FileOptions {
  /** The character between cells. Default: a comma; a tab in files named `.tsv` or `.tab`. */
  readonly delimiter?: string
  /** The character around cells, or `false` if quotes mean nothing. Default: `"`. */
  readonly quote?: string | false
  /** The character that makes a quote within quotes mean itself. Default: the quote, doubled: `""`. */
  readonly escape?: string
  /** Whether the first line names the columns. Default: yes, unless `columns` does. */
  readonly header?: boolean
  /** The names of the columns of a file without a header, in order. Default: the fields of the codec. */
  readonly columns?: readonly string[]
  /** Cells that stand for no value, exactly as they are written. Default: `['']`. */
  readonly nulls?: readonly string[]
  /** How many rows are looked at to infer types, without a codec. Default: 10,000. */
  readonly sample?: number
}

/** Options with nothing left open but what depends on a file's name. */
export interface CsvFormat {
  readonly delimiter: string | undefined
  readonly quote: string | false
  readonly escape: string
  readonly header: boolean
  readonly columns: readonly string[] | undefined
  readonly nulls: readonly string[]
  readonly sample: number
}

const wrong = (message: string, hint: string): never => {
  throw new FloeError('InvalidArgument', { message, hint })
}

const isCharacter = (text: unknown): text is string =>
  typeof text === 'string' && [...text].length === 1 && !/[\r\n\ufeff]/.test(text)

const checkCharacter = (name: string, text: unknown): void => {
  if (text !== undefined && !isCharacter(text))
    wrong(`${printValue(text)} can be no ${name}`, `a ${name} is one character, and no line end: ${name}: ';'`)
}

const checkStrings = (name: string, value: unknown): void => {
  if (value !== undefined && !(Array.isArray(value) && value.every((text) => typeof text === 'string')))
    wrong(`${name} is ${printValue(value)}, and must be a list of texts`, `${name}: ['a', 'b']`)
}

/**
 * The format that options describe.
 *
 * @throws FloeError InvalidArgument
 */
export const csvFormat = (options: CsvOptions): CsvFormat => {
  const { delimiter, quote = '"', escape: escapedBy, header, columns, nulls = defaultNulls, sample = 10_000 } = options
  checkCharacter('delimiter', delimiter)
  if (quote !== false) checkCharacter('quote', quote)
  checkCharacter('escape', escapedBy)
  checkStrings('columns', columns)
  checkStrings('nulls', nulls)
  if (delimiter !== undefined && delimiter === quote)
    wrong(`${printValue(quote)} is both delimiter and quote`, 'quote: false, if quotes mean nothing')
  if (columns !== undefined && header === true)
    wrong(
      'columns are named twice: by the header, and by columns',
      'leave out columns; or header, if the file has none',
    )
  if (columns?.length === 0) wrong('columns names no column', 'leave it out: then the header names them')
  if (!Number.isInteger(sample) || sample < 1)
    wrong(`sample is ${printValue(sample)}, and must be a count of rows`, 'sample: 10_000')
  return Object.freeze({
    delimiter,
    quote,
    escape: escapedBy ?? (quote === false ? '"' : quote),
    header: header ?? columns === undefined,
    columns: columns === undefined ? undefined : Object.freeze([...columns]),
    nulls: Object.freeze([...nulls]),
    sample,
  })
}

/** The delimiter of a file. */
export const delimiterOf = ({ delimiter }: CsvFormat, path: string): string =>
  delimiter ?? (/\.(?:tsv|tab)(?:\.gz)?$/i.test(path) ? '\t' : ',')

/** Options as `explain` shows them: those that were given, but what is said of each stage in the same words. */
export const printOptions = ({ onError: _, path: __, ...options }: CsvOptions): string => {
  const given = Object.entries(options).filter(([, value]) => value !== undefined)
  return given.length === 0 ? '' : `{ ${given.map(([name, value]) => `${name}: ${printValue(value)}`).join(', ')} }`
}
