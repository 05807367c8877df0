/**
 * CSV from memory, cut into any chunks, read twice: as rows, and as columns of some fields. What came out, so that it can be
 * compared.
 */
import type * as t from 'io-ts'
import { FloeError } from '../../../../src/error/floe-error.ts'
import { type CsvOptions, csvFormat } from '../../../../src/io/csv/options.ts'
import { readCsvBytes } from '../../../../src/io/csv/read-file.ts'
import { bytesScan } from '../../../../src/io/csv/scan/scan-csv.ts'
import { type RowDecoder, rowDecoder } from '../../../../src/io/text/row-decoder.ts'
import type { Batch, Column, Columns, Where } from '../../../../src/plan/source.ts'
import { chunksOf } from '../../chunks.ts'

/** What is wrong, in all that a reader can see. */
export const told = (error: FloeError | undefined): unknown =>
  error === undefined
    ? undefined
    : {
        tag: error._tag,
        message: error.message,
        place: error.place,
        found: error.found,
        expected: error.expected,
        hint: error.hint,
      }

export interface Reading {
  readonly options?: CsvOptions
  /** Where the bytes are cut. */
  readonly lengths?: readonly number[]
  /** Rows in a batch of columns. */
  readonly capacity?: number
}

export interface Outcome {
  /** Of good rows the values of the fields, of bad ones what is wrong. */
  readonly rows: readonly unknown[]
  readonly places: readonly Where[]
  readonly bytes: number
  readonly fatal: unknown
}

const cell = (column: Column, index: number): unknown => {
  switch (column.kind) {
    case 'texts':
      return column.at(index)
    case 'numbers':
    case 'values':
      return column.values[index]
    default:
      return column satisfies never
  }
}

/** Of the rows of batches these fields, and how they end. */
export const gatherFields = async (batches: AsyncIterable<Batch>, fields: readonly string[]): Promise<Outcome> => {
  const rows: unknown[] = []
  const places: Where[] = []
  let bytes = 0
  let fatal: unknown
  try {
    for await (const batch of batches) {
      bytes += batch.bytes
      for (const [i, row] of batch.rows.entries()) {
        places.push(batch.where(i))
        const error = batch.errors.get(i)
        rows.push(error === undefined ? fields.map((name) => (row as Record<string, unknown>)[name]) : told(error))
      }
    }
  } catch (error) {
    if (!(error instanceof FloeError)) throw error
    fatal = told(error)
  }
  return { rows, places, bytes, fatal }
}

/** All that columns hold, and how they end. */
export const gatherColumns = async (batches: AsyncIterable<Columns>): Promise<Outcome> => {
  const rows: unknown[] = []
  const places: Where[] = []
  let bytes = 0
  let fatal: unknown
  try {
    for await (const batch of batches) {
      bytes += batch.bytes
      for (let i = 0; i < batch.length; i++) {
        places.push(batch.where(i))
        const error = batch.errors.get(i)
        rows.push(error === undefined ? batch.columns.map((column) => cell(column, i)) : told(error))
      }
    }
  } catch (error) {
    if (!(error instanceof FloeError)) throw error
    fatal = told(error)
  }
  return { rows, places, bytes, fatal }
}

/** As columns of these fields; undefined where there is no scan. */
export const scanText = async (
  input: string | Uint8Array,
  codec: t.Mixed,
  fields: readonly string[],
  { options = {}, lengths = [], capacity }: Reading = {},
): Promise<Outcome | undefined> => {
  const format = csvFormat(options)
  const scan = bytesScan(codec, format, rowDecoder(codec, format) as RowDecoder, fields, capacity)
  return scan && gatherColumns(scan.start()(chunksOf(input, lengths), 'table.csv'))
}

/** The same fields from rows. */
export const readFields = async (
  input: string | Uint8Array,
  codec: t.Mixed,
  fields: readonly string[],
  { options = {}, lengths = [] }: Reading = {},
): Promise<Outcome> => {
  const format = csvFormat(options)
  return gatherFields(
    readCsvBytes(chunksOf(input, lengths), 'table.csv', format, rowDecoder(codec, format) as RowDecoder),
    fields,
  )
}
