/**
 * Types of columns of text, from a sample of their cells. Knows nothing of files.
 */
import * as t from 'io-ts'
import { parseBoolean, parseNumber } from '../../codec/parse-text.ts'

/**
 * What the cells of a column of text look like.
 *
 * @example
 * const type: ColumnType = 'number'
 * type // 'number'
 */
export type ColumnType = 'number' | 'boolean' | 'string'

/**
 * What a sample says of a column.
 *
 * @example
 * const hasGaps = (column: ColumnFacts) => column.nulls > 0
 * await writeFile('people.csv', 'name,age\nAda,36\nBob,\n')
 * const { columns } = await inferCsv('people.csv')
 * columns.filter(hasGaps).map(({ name }) => name) // [ 'age' ]
 */
export interface ColumnFacts {
  readonly name: string
  readonly type: ColumnType
  /** How many cells of the sample stand for no value. */
  readonly nulls: number
}

/**
 * Texts that `Number` would read, and that are more than their number: codes with leading zeros (`00501`), telephone
 * numbers (`+49…`). As numbers they would lose what makes them codes.
 */
const isCode = (text: string): boolean => /^[ \t]*(?:\+|-?0\d)/.test(text)

const looksNumeric = (text: string): boolean => !isCode(text) && parseNumber(text) !== undefined

/**
 * The type of each column that all cells of the sample agree with: boolean, else number, else string. A column without any
 * value is one of strings, which contradicts nothing that may follow.
 */
export const inferColumns = (
  names: readonly string[],
  sample: Iterable<readonly string[]>,
  nulls: readonly string[],
): readonly ColumnFacts[] => {
  const tokens = new Set(nulls)
  const seen = names.map(() => ({ numbers: true, booleans: true, nulls: 0, values: 0 }))
  for (const cells of sample)
    for (const [i, facts] of seen.entries()) {
      const cell = cells[i]
      if (cell === undefined || tokens.has(cell)) {
        facts.nulls++
        continue
      }
      facts.values++
      if (facts.numbers && !looksNumeric(cell)) facts.numbers = false
      if (facts.booleans && parseBoolean(cell) === undefined) facts.booleans = false
    }
  return names.map((name, i) => {
    const { numbers, booleans, nulls, values } = seen[i] as (typeof seen)[number]
    return { name, type: values === 0 ? 'string' : booleans ? 'boolean' : numbers ? 'number' : 'string', nulls }
  })
}

const codecs: { readonly [T in ColumnType]: t.Mixed } = {
  number: t.union([t.number, t.null]),
  boolean: t.union([t.boolean, t.null]),
  string: t.union([t.string, t.null]),
}

/** The codec that reads what was inferred. Any column may be null: a sample cannot show that none is. */
export const codecOfColumns = (columns: readonly ColumnFacts[]): t.Mixed =>
  t.type(Object.fromEntries(columns.map(({ name, type }) => [name, codecs[type]])))
