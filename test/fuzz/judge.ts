/**
 * One input read in every way there is: the verdict is an answer, a clear error, or rejects that add up. What is none of
 * them is found wrong.
 */
import { writeFileSync } from 'node:fs'
import { PassThrough } from 'node:stream'
import * as t from 'io-ts'
import { identical } from '../../src/data/identical.ts'
import { FloeError } from '../../src/error/floe-error.ts'
import { csvFormat } from '../../src/io/csv/options.ts'
import { readCsvBytes } from '../../src/io/csv/read-file.ts'
import { bytesScan as csvScan } from '../../src/io/csv/scan/scan-csv.ts'
import type { ByteChunk } from '../../src/io/files/byte-chunk.ts'
import { packingOf, unpack, unpackZstd } from '../../src/io/files/unpack.ts'
import { readJsonBytes } from '../../src/io/json/read-file.ts'
import { rowReader } from '../../src/io/json/row-reader.ts'
import { readLineBytes } from '../../src/io/lines/read-file.ts'
import { readNdjsonBytes } from '../../src/io/ndjson/read-file.ts'
import { bytesScan as ndjsonScan } from '../../src/io/ndjson/scan/scan.ts'
import { parquet } from '../../src/io/parquet/source.ts'
import { type RowDecoder, rowDecoder } from '../../src/io/text/row-decoder.ts'
import type { Batch, Columns, Source } from '../../src/plan/source.ts'
import { sourceOf } from '../io/parquet/table.ts'
import type { Input } from './input.ts'

const nullable = <C extends t.Mixed>(codec: C) => t.union([codec, t.null])
const fields = ['a', 'b', 'c']
const Cells = t.type({ a: nullable(t.number), b: nullable(t.string), c: nullable(t.boolean), d: nullable(t.string) })
const Json = t.type({ a: nullable(t.number), b: t.string, c: nullable(t.boolean), d: t.array(t.string) })
const Table = t.type({ a: nullable(t.number), b: nullable(t.string), c: nullable(t.boolean), e: nullable(t.number) })

const format = csvFormat({})
const decoder = rowDecoder(Cells, format) as RowDecoder
const readJson = rowReader(Json)
const csvColumns = csvScan(Cells, format, decoder, fields, { capacity: 5 })
const jsonColumns = ndjsonScan(Json, readJson, fields, { capacity: 5 })

/** What a reading gave: the fields of each row, or the name of its error; and how it ended. */
interface Told {
  readonly rows: readonly (readonly unknown[] | string)[]
  readonly end: string
}

/** More batches than this from so few bytes, and it would not end. */
const mostBatches = 100_000

const told = async <B extends Batch | Columns>(
  batches: AsyncIterable<B>,
  count: (batch: B) => number,
  row: (batch: B, i: number) => readonly unknown[],
): Promise<Told> => {
  const rows: (readonly unknown[] | string)[] = []
  let seen = 0
  try {
    for await (const batch of batches) {
      if (++seen > mostBatches) throw new Error('it does not end')
      const length = count(batch)
      for (const [i, error] of batch.errors) {
        if (!(error instanceof FloeError) || error._tag === 'Defect') throw error
        if (i >= length) throw new Error(`an error of row ${i}, where there are ${length}`)
      }
      for (let i = 0; i < length; i++) rows.push(batch.errors.get(i)?._tag ?? row(batch, i))
    }
  } catch (error) {
    if (!(error instanceof FloeError) || error._tag === 'Defect') throw error
    return { rows, end: error._tag }
  }
  return { rows, end: 'done' }
}

const byRows = (batches: AsyncIterable<Batch>, isWhole = false): Promise<Told> =>
  told(
    batches,
    ({ rows }) => rows.length,
    ({ rows }, i) => (isWhole ? [rows[i]] : fields.map((name) => (rows[i] as Readonly<Record<string, unknown>>)[name])),
  )

const byColumns = (batches: AsyncIterable<Columns>): Promise<Told> =>
  told(
    batches,
    ({ length }) => length,
    ({ columns }, i) => columns.map((column) => (column.kind === 'texts' ? column.at(i) : column.values[i])),
  )

async function* stepped(bytes: Buffer, step: number): AsyncGenerator<Buffer> {
  // A copy: readers own what they get.
  for (let from = 0; from < bytes.length; from += step) yield Buffer.from(bytes.subarray(from, from + step))
}

async function* plain(bytes: Buffer, step: number): AsyncGenerator<ByteChunk> {
  for await (const chunk of stepped(bytes, step)) yield { chunk, stored: chunk.length }
}

const stored = ({ bytes, step }: Input): AsyncIterable<ByteChunk> => {
  const packing = packingOf(bytes)
  if (packing === undefined) return plain(bytes, step)
  // Content that is not packed within its frame needs no zstd of Node's.
  return packing === 'zstd'
    ? unpackZstd(stepped(bytes, step), 'input', () => new PassThrough())
    : unpack(stepped(bytes, step), packing, 'input')
}

const differ = (one: Told, other: Told): string | undefined => {
  if (one.end !== other.end) return `rows end with ${one.end}, columns with ${other.end}`
  if (one.rows.length !== other.rows.length) return `${one.rows.length} rows, and ${other.rows.length} in columns`
  const at = one.rows.findIndex((row, i) => !identical(row, other.rows[i]))
  return at < 0
    ? undefined
    : `row ${at + 1} is ${JSON.stringify(one.rows[at])}, and in columns ${JSON.stringify(other.rows[at])}`
}

const linesIn = (bytes: Buffer): number =>
  bytes
    .toString('latin1')
    .replace(/^\xef\xbb\xbf/, '')
    .split('\n')
    .filter((line) => !/^[ \t\r]*$/.test(line)).length

const scanOf = (source: Source): AsyncIterable<Columns> | undefined =>
  source.scan?.(fields)?.open(new AbortController().signal)

/** Makes a name for a file that is not there yet. */
export type NewPath = () => string

/** What is wrong with how an input is read; undefined if nothing is. It throws what readers must not throw. */
export const judge = async (
  input: Input,
  newPath: NewPath,
): Promise<{ readonly wrong?: string; readonly end: string }> => {
  switch (input.format) {
    case 'csv': {
      const rows = await byRows(readCsvBytes(stored(input), 'input', format, decoder))
      const columns = csvColumns && (await byColumns(csvColumns.start()(stored(input), 'input')))
      return verdict(rows, columns)
    }
    case 'ndjson': {
      const rows = await byRows(readNdjsonBytes(stored(input), 'input', readJson))
      const columns = jsonColumns && (await byColumns(jsonColumns.start()(stored(input), 'input')))
      const isPlain = packingOf(input.bytes) === undefined
      if (isPlain && rows.end === 'done' && rows.rows.length !== linesIn(input.bytes))
        return { wrong: `${rows.rows.length} rows and rejects of ${linesIn(input.bytes)} lines`, end: rows.end }
      return verdict(rows, columns)
    }
    case 'json':
      return verdict(await byRows(readJsonBytes(stored(input), 'input', [], readJson)), undefined)
    case 'lines':
      return verdict(await byRows(readLineBytes(stored(input), 'input'), true), undefined)
    case 'parquet': {
      const path = newPath()
      writeFileSync(path, input.bytes)
      const source = sourceOf(parquet(path, Table))
      const rows = await byRows(source.open(new AbortController().signal))
      const columns = scanOf(source)
      return verdict(rows, columns && (await byColumns(columns)))
    }
    default:
      return input.format satisfies never
  }
}

const verdict = (rows: Told, columns: Told | undefined): { readonly wrong?: string; readonly end: string } => {
  const end = rows.end === 'done' && rows.rows.some((row) => typeof row === 'string') ? 'rejects' : rows.end
  const wrong = columns && differ(rows, columns)
  return wrong === undefined ? { end } : { wrong, end }
}
