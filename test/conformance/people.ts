/**
 * Files of people, in the formats that are scanned: all good, with rows that do not decode, of more than a batch, and empty.
 */
import type * as F from 'floe'
import * as IO from 'floe/io'
import * as t from 'io-ts'
import { table } from '../io/parquet/table.ts'
import { temporary } from '../io/temporary.ts'

const Score = t.refinement(t.number, (n) => n >= 0, 'Score')

export const Person = t.type({
  id: t.number,
  name: t.string,
  n: t.union([t.number, t.null]),
  flag: t.boolean,
  score: Score,
})

/** With a field that is not always there: of such rows there are no columns. */
export const Loose = t.intersection([Person, t.partial({ more: t.string })])

export type Row = t.TypeOf<typeof Person>

const names = ['a', 'b', '', 'ä 🙂', 'a,"b"', '\u0000s', '\u2028', 'constructor', '__proto__', '`$', 'B']
const numbers = [1, -1, 0.1, null, 1e21, 0.2, null, 0, 5e-324, 2 ** 53, -7]

const rowOf = (i: number, isBad: boolean): Row => ({
  id: i,
  name: names[(i * 7) % names.length] as string,
  n: numbers[(i * 5) % numbers.length] as number | null,
  flag: i % 3 === 0,
  score: isBad && i % 5 === 3 ? -1 : (i * 13) % 11,
})

const cell = (value: unknown): string => {
  const text = value === null ? '' : `${value}`
  return /[",\n]/.test(text) || text === '' ? (value === null ? '' : `"${text.replaceAll('"', '""')}"`) : text
}

const fields = ['id', 'name', 'n', 'flag', 'score'] as const

const textOf = {
  csv: (rows: readonly Row[]) =>
    [fields.join(','), ...rows.map((row) => fields.map((name) => cell(row[name])).join(',')), ''].join('\n'),
  ndjson: (rows: readonly Row[]) => rows.map((row) => `${JSON.stringify(row)}\n`).join(''),
  parquet: (rows: readonly Row[]) =>
    table(
      [
        { name: 'id', data: rows.map(({ id }) => id), type: 'DOUBLE' },
        { name: 'name', data: rows.map(({ name }) => name), type: 'STRING' },
        { name: 'n', data: rows.map(({ n }) => n), type: 'DOUBLE', nullable: true },
        { name: 'flag', data: rows.map(({ flag }) => flag), type: 'BOOLEAN' },
        { name: 'score', data: rows.map(({ score }) => score), type: 'DOUBLE' },
      ],
      { rowGroupSize: 1500 },
    ),
} as const

const read = {
  csv: (path: string, codec: typeof Person) => IO.csv(path, codec),
  ndjson: (path: string, codec: typeof Person) => IO.ndjson(path, codec),
  parquet: (path: string, codec: typeof Person) => IO.parquet(path, codec),
} as const

export type Format = keyof typeof textOf
export const formats = Object.keys(textOf) as readonly Format[]

const counts = { few: 9, bad: 12, none: 0, many: 2500 } as const
export type Amount = keyof typeof counts

const extension = { csv: 'csv', ndjson: 'jsonl', parquet: 'parquet' } as const

/** Puts the files, and gives their rows. */
export const people = () => {
  const { put } = temporary()
  const files = new Map<string, string>()
  for (const format of formats)
    for (const [name, count] of Object.entries(counts)) {
      const isBad = name === 'bad' || name === 'many'
      const rows = Array.from({ length: count }, (_, i) => rowOf(i, isBad && (i < 20 || i % 100 < 5)))
      files.set(`${format} ${name}`, put(`${name}.${extension[format]}`, textOf[format](rows)))
    }
  return (format: Format, amount: Amount, isLoose = false): F.Sequence<Row> => {
    const path = files.get(`${format} ${amount}`) as string
    const codec = isLoose ? (Loose as unknown as typeof Person) : Person
    return read[format](path, codec) as F.Sequence<Row>
  }
}
