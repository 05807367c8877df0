/**
 * Bytes from memory as a source reads them from files: cut into any chunks; and all that comes of them.
 */
import { FloeError } from '../../src/error/floe-error.ts'
import type { ByteChunk } from '../../src/io/files/files.ts'
import type { Batch, Where } from '../../src/plan/source.ts'

/** Bytes cut after each of some lengths, over and over; those of zero are empty chunks. */
export async function* chunksOf(
  input: string | Uint8Array,
  lengths: readonly number[] = [],
): AsyncGenerator<ByteChunk> {
  const bytes = typeof input === 'string' ? Buffer.from(input) : input
  const steps = lengths.some((length) => length > 0) ? lengths : [Math.max(1, bytes.length)]
  for (let at = 0, i = 0; at < bytes.length; i++) {
    const length = steps[i % steps.length] as number
    const chunk = bytes.subarray(at, at + length)
    yield { chunk, stored: chunk.length }
    at += length
  }
}

export interface Gathered {
  readonly rows: readonly unknown[]
  /** Where each record is, good or bad. */
  readonly places: readonly Where[]
  readonly errors: readonly FloeError[]
  readonly bytes: number
  /** What the reading ended with. */
  readonly fatal: FloeError | undefined
}

/** All that batches hold, and how they end. */
export const gather = async (batches: AsyncIterable<Batch>): Promise<Gathered> => {
  const rows: unknown[] = []
  const places: Where[] = []
  const errors: FloeError[] = []
  let bytes = 0
  let fatal: FloeError | undefined
  try {
    for await (const batch of batches) {
      bytes += batch.bytes
      for (const [i, row] of batch.rows.entries()) {
        places.push(batch.where(i))
        const error = batch.errors.get(i)
        if (error === undefined) rows.push(row)
        else errors.push(error)
      }
    }
  } catch (error) {
    if (!(error instanceof FloeError)) throw error
    fatal = error
  }
  return { rows, places, errors, bytes, fatal }
}

/** The same, as far as it does not depend on how bytes were cut. */
export const summary = ({ rows, places, errors, fatal }: Gathered): unknown => ({
  rows,
  places,
  errors: errors.map(({ message }) => message),
  fatal: fatal?.message,
})
