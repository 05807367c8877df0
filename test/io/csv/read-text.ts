/**
 * CSV from memory, cut into any chunks, through the same functions that files go through: what came out, all of it.
 */
import * as t from 'io-ts'
import { FloeError } from '../../../src/error/floe-error.ts'
import { type CsvOptions, csvFormat } from '../../../src/io/csv/options.ts'
import { readCsvBytes } from '../../../src/io/csv/read-file.ts'
import { type RowDecoder, rowDecoder } from '../../../src/io/text/row-decoder.ts'

export interface Read {
  readonly rows: readonly unknown[]
  /** Line on which each record begins, good or bad. */
  readonly lines: readonly (number | undefined)[]
  readonly ordinals: readonly (number | undefined)[]
  readonly errors: readonly FloeError[]
  readonly records: number
  readonly bytes: number
  /** What the reading ended with. */
  readonly fatal: FloeError | undefined
}

/** Every column as text, whatever it is called. */
export const AnyText: t.Mixed = t.record(t.string, t.string)

/** Cuts bytes after each of some lengths, over and over; those of zero are empty chunks. */
export const cut = (bytes: Uint8Array, lengths: readonly number[]): readonly Uint8Array[] => {
  if (!lengths.some((length) => length > 0)) return [bytes]
  const chunks: Uint8Array[] = []
  for (let at = 0, i = 0; at < bytes.length; i++) {
    const length = lengths[i % lengths.length] as number
    chunks.push(bytes.subarray(at, at + length))
    at += length
  }
  return chunks
}

export const readText = async (
  input: string | Uint8Array,
  codec: t.Mixed = AnyText,
  options: CsvOptions = {},
  lengths: readonly number[] = [],
): Promise<Read> => {
  const bytes = typeof input === 'string' ? Buffer.from(input) : input
  const format = csvFormat(options)
  const rows: unknown[] = []
  const lines: (number | undefined)[] = []
  const ordinals: (number | undefined)[] = []
  const errors: FloeError[] = []
  let stored = 0
  let fatal: FloeError | undefined
  const chunks = async function* () {
    for (const chunk of cut(bytes, lengths)) yield { chunk, stored: chunk.length }
  }
  try {
    for await (const batch of readCsvBytes(chunks(), 'table.csv', format, rowDecoder(codec, format) as RowDecoder)) {
      stored += batch.bytes
      for (const [i, row] of batch.rows.entries()) {
        const where = batch.where(i)
        lines.push(where.line)
        ordinals.push(where.row)
        const error = batch.errors.get(i)
        if (error === undefined) rows.push(row)
        else errors.push(error)
      }
    }
  } catch (error) {
    if (!(error instanceof FloeError)) throw error
    fatal = error
  }
  return { rows, lines, ordinals, errors, records: lines.length, bytes: stored, fatal }
}
