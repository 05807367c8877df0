/**
 * Rows to a file of CSV: RFC 4180, UTF-8, lines that end in LF.
 */
import { printValue } from '../../data/print-value.ts'
import { FloeError } from '../../error/floe-error.ts'
import type { ResumableWriter, Resumption, Sink, Writer } from '../../plan/sink.ts'
import type { Column, RowsInColumns } from '../../plan/source.ts'
import { type AtomicFile, atomicFile } from '../files/atomic-file.ts'
import { type ResumableFile, resumableAt } from '../files/resumable-file.ts'
import { standardOutput, standardOutputName, standardPath } from '../files/standard-output.ts'
import { cellPrinter, isWellFormed, type PrintCell } from './print-cell.ts'
import { columnsPrinter } from './print-columns.ts'

/**
 * How `toCsv` writes.
 *
 * @example
 * const options: ToCsvOptions = { delimiter: ';', columns: ['b', 'a'] }
 * await F.write(F.rows([{ a: 1, b: 2 }]), toCsv('out.csv', options))
 *
 * console.log(await readFile('out.csv', 'utf8'))
 * // b;a
 * // 2;1
 */
export interface ToCsvOptions {
  /** The columns, in order. Without: the fields of the first row, in its order. */
  readonly columns?: readonly string[]
  /** One character between cells. Default: a comma. */
  readonly delimiter?: string
  /** Whether the first line names the columns. Default: yes. */
  readonly header?: boolean
}

/** A row that a table can hold: cells by name. */
type Row = Readonly<Record<string, unknown>>

const isRow = (row: unknown): row is Row => {
  if (typeof row !== 'object' || row === null) return false
  const prototype: unknown = Object.getPrototypeOf(row)
  return prototype === Object.prototype || prototype === null
}

/** Where a row stands, for messages: it counts from 1. */
interface At {
  readonly source: string
  readonly row: number
}

const failed = (message: string, hint: string, at: At, field?: string): FloeError<'SinkFailed'> =>
  new FloeError('SinkFailed', { message, hint, place: { ...at, ...(field === undefined ? {} : { field }) } })

const noCell = (value: unknown, at: At, field: string): FloeError<'SinkFailed'> => {
  if (value instanceof Date) return failed('an invalid Date has no time to write', 'map it to null', at, field)
  if (typeof value === 'string' && !isWellFormed(value))
    return failed(
      `the text has half of a surrogate pair, which UTF-8 cannot hold: ${printValue(value)}`,
      'it was cut in the middle of a character; text.toWellFormed() puts a mark in its place',
      at,
      field,
    )
  return failed(
    `a cell of CSV cannot hold ${printValue(value)}`,
    'map the row to one whose fields are text, numbers, booleans, dates or null; JSON.stringify makes text of the rest',
    at,
    field,
  )
}

/** One row as one line. */
const linePrinter = (
  columns: readonly string[],
  delimiter: string,
  print: PrintCell,
): ((row: unknown, at: At) => string) => {
  const known = new Set(columns)
  /** Most rows have the columns, in their order. */
  const isUsual = (names: readonly string[]): boolean => {
    if (names.length !== columns.length) return false
    for (let i = 0; i < names.length; i++) if (names[i] !== columns[i]) return false
    return true
  }
  return (row, at) => {
    if (!isRow(row))
      throw failed(
        `a line of CSV is made of an object with fields, and the row is ${printValue(row)}`,
        'map the rows to objects first: map((value) => ({ value }))',
        at,
      )
    const names = Object.keys(row)
    const isLikeColumns = isUsual(names)
    if (!isLikeColumns)
      for (const name of names)
        if (!known.has(name))
          throw failed(
            `the row has a field that the table has no column for: ${printValue(name)}`,
            `the columns are ${columns.join(', ')}; toCsv(path, { columns: [...] }) names others`,
            at,
            name,
          )
    let line = ''
    for (let i = 0; i < columns.length; i++) {
      const name = columns[i] as string
      const value = isLikeColumns || Object.hasOwn(row, name) ? row[name] : undefined
      const cell = print(value)
      if (cell === undefined) throw noCell(value, at, name)
      line += i === 0 ? cell : delimiter + cell
    }
    // Of a line without a character most readers make no row. So in a table of one column, null is written like ''.
    return line === '' ? '""' : line
  }
}

/** The rows as the objects that they are. */
const objectsOf = ({ names, length, columns }: RowsInColumns): readonly Row[] =>
  Array.from({ length }, (_, i) =>
    Object.fromEntries(
      names.map((name, k) => {
        const column = columns[k] as Column
        return [name, column.kind === 'texts' ? column.at(i) : column.values[i]]
      }),
    ),
  )

const columnsOf = (row: unknown, at: At): readonly string[] => {
  const names = isRow(row) ? Object.keys(row) : ['']
  if (names.length > 0) return names
  throw failed('the first row has no fields to name columns by', 'name them: toCsv(path, { columns: [...] })', at)
}

/** How far a table has come. */
interface Begun {
  readonly columns: readonly string[] | undefined
  readonly rows: number
}

const writerTo = (
  file: AtomicFile,
  path: string,
  { columns, delimiter = ',', header = true }: ToCsvOptions,
  before: Begun = { columns: undefined, rows: 0 },
): Writer<Row> & { readonly begun: () => Begun } => {
  const print = cellPrinter(delimiter)
  let named = before.columns
  let line = named && linePrinter(named, delimiter, print)
  let written = before.rows
  const begin = (names: readonly string[]): string => {
    named = names
    line = linePrinter(names, delimiter, print)
    const head = names.map((name) => {
      const cell = print(name)
      if (cell === undefined) throw noCell(name, { source: path, row: 1 }, name)
      return cell
    })
    return header ? `${head.join(delimiter)}\n` : ''
  }
  const write = async (rows: readonly unknown[]): Promise<void> => {
    let text = ''
    for (const row of rows) {
      const at: At = { source: path, row: ++written }
      if (line === undefined) text += begin(columns ?? columnsOf(row, at))
      text += `${line?.(row, at)}\n`
    }
    if (text !== '') await file.write(text)
  }
  const { lines, print: printColumns } = columnsPrinter(delimiter, print)
  return {
    write,
    writeColumns: async (rows) => {
      const table = named ?? columns ?? rows.names
      const fits = table.length === rows.names.length && table.every((name) => rows.names.includes(name))
      lines.at = 0
      // Whatever is wrong with a row is said where rows are written one by one.
      if (rows.length === 0 || table.length === 0 || !fits || !printColumns(table, rows)) return write(objectsOf(rows))
      if (line === undefined) await file.write(begin(table))
      written += rows.length
      await file.write(lines.bytes.subarray(0, lines.at))
    },
    close: async () => {
      if (line === undefined && columns !== undefined) await file.write(begin(columns))
      await file.close()
    },
    abort: file.abort,
    park: file.park,
    begun: () => ({ columns: named, rows: written }),
  }
}

const checkOptions = (path: string, { columns, delimiter = ',' }: ToCsvOptions): void => {
  const wrong = (message: string, hint: string): never => {
    throw new FloeError('InvalidArgument', { message, hint })
  }
  if (typeof path !== 'string' || path === '') wrong('toCsv was given no path to write to', "toCsv('out.csv')")
  if (delimiter.length !== 1 || /["\r\n\ufeff]/.test(delimiter))
    wrong(
      `${printValue(delimiter)} cannot delimit cells`,
      'a delimiter is one character, and neither a quote nor a line end',
    )
  if (columns?.length === 0) wrong('toCsv was given no columns', 'leave them out, and the first row names them')
  const twice = columns?.find((name, i) => columns.indexOf(name) !== i)
  if (twice !== undefined) wrong(`the column ${printValue(twice)} is given twice`, 'name each column once')
}

/** A sink of CSV to whatever is opened, and to what can be gone on with if there is something. */
export const csvSink = (
  name: string,
  options: ToCsvOptions,
  openFile: () => Promise<AtomicFile>,
  openAgain?: (resumption: Resumption) => Promise<ResumableFile>,
): Sink<object> => {
  const resume = async (resumption: Resumption): Promise<ResumableWriter<object>> => {
    const file = await (openAgain as NonNullable<typeof openAgain>)(resumption)
    const before = (resumption.mark as { readonly begun: Begun } | undefined)?.begun
    const { begun, ...writer } = writerTo(file, name, options, before)
    return {
      ...(writer as Writer<object>),
      committed: before?.rows ?? 0,
      commit: async () => ({ begun: begun(), file: await file.commit() }),
    }
  }
  return Object.freeze({
    format: 'csv',
    name,
    details: JSON.stringify(options),
    open: async () => writerTo(await openFile(), name, options) as Writer<object>,
    ...(openAgain === undefined ? {} : { resume }),
  })
}

/**
 * A file of CSV for rows that are plain objects; packed if the path ends in `.gz` (gzip) or `.zst` (zstd, on Node 22.15 and later).
 *
 * Columns are named by `columns`, or by the fields of the first row. A row that lacks one gets an empty cell; a row with
 * any other is an error, because its value would be lost. Cells:
 *
 * - null, undefined and absent: nothing; the empty string: `""`. (In a table of one column both are `""`: a line with
 *   nothing in it is no row to most readers.)
 * - Numbers: the shortest text that reads back the same, also `-0`, `NaN`, `Infinity` and `-Infinity`.
 * - Bigints in digits; `true`, `false`; a Date in ISO 8601, UTC; text as it is, quoted where it must be.
 * - Arrays, objects and bytes are an error: flatten them first.
 *
 * The same rows are the same bytes every time. The file appears under its name only when all rows are written, in place
 * of what was there; after an error or an abort there is nothing of it. Memory: one batch.
 *
 * @param path of the file, or `-` for standard output, which is written as rows come
 * @throws FloeError InvalidArgument, here; SinkFailed, when it is written to
 * @example
 * await F.write(F.rows([{ origin: 'SEA', delay: 4 }]), toCsv('out.csv'))
 *
 * console.log(await readFile('out.csv', 'utf8'))
 * // origin,delay
 * // SEA,4
 */
export const toCsv = (path: string, options: ToCsvOptions = {}): Sink<object> => {
  checkOptions(path, options)
  const { columns, ...others } = options
  const kept: ToCsvOptions = Object.freeze({
    ...others,
    ...(columns === undefined ? {} : { columns: Object.freeze([...columns]) }),
  })
  if (path === standardPath) return csvSink(standardOutputName, kept, standardOutput)
  return csvSink(path, kept, () => atomicFile(path), resumableAt(path))
}
