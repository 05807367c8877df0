/**
 * A file of JSON as batches of rows: the items of its array.
 */
import type { Batch, Where } from '../../plan/source.ts'
import { type ByteChunk, readBytes } from '../files/files.ts'
import { batchOf } from '../text/batch-of.ts'
import { textBytes } from '../text/text-bytes.ts'
import type { ReadRow } from './row-reader.ts'

const batchSize = 1000

/** The batches of some bytes. Knows no files, so that tests can cut the bytes anywhere. */
export async function* readJsonBytes(
  bytes: AsyncIterable<ByteChunk>,
  path: string,
  at: readonly string[],
  read: ReadRow,
): AsyncGenerator<Batch> {
  // With its parser, which takes longer to load than all the rest.
  const { readArray } = await import('./read-array.ts')
  let before = 0
  for await (const { texts, lines, stored } of readArray(textBytes(bytes, path, 'JSON is'), at, path)) {
    for (let from = 0; from < texts.length || from === 0; from += batchSize) {
      const row = before + from + 1
      const where = (i: number): Where => ({ source: path, line: lines[from + i] as number, row: row + i })
      const make = (i: number): unknown => read(texts[from + i] as string, () => where(i))
      yield batchOf(Math.min(batchSize, texts.length - from), make, where, from === 0 ? stored : 0)
    }
    before += texts.length
  }
}

/** The batches of a file. */
export const readJsonFile = (
  path: string,
  at: readonly string[],
  read: ReadRow,
  signal: AbortSignal,
): AsyncIterable<Batch> => readJsonBytes(readBytes(path, signal), path, at, read)
