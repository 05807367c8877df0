/**
 * The lines of a text file as batches of rows.
 */
import { isUtf8 } from 'node:buffer'
import type { Batch, Where } from '../../plan/source.ts'
import { type ByteChunk, readBytes } from '../files/files.ts'
import { batchOf } from '../text/batch-of.ts'
import { notText } from '../text/not-text.ts'
import { readLines } from '../text/read-lines.ts'
import { textBytes } from '../text/text-bytes.ts'

const batchSize = 1000

/** The batches of some bytes. Knows no files, so that tests can cut the bytes anywhere. */
export async function* readLineBytes(bytes: AsyncIterable<ByteChunk>, path: string): AsyncGenerator<Batch> {
  for await (const { bytes: block, bounds, first, stored } of readLines(textBytes(bytes, path, 'lines are'), path)) {
    const isText = isUtf8(block)
    const count = bounds.length / 2
    for (let from = 0; from < count || from === 0; from += batchSize) {
      // Each line is a row: so its number is the row's.
      const where = (i: number): Where => ({ source: path, line: first + from + i, row: first + from + i })
      const make = (i: number): unknown => {
        const line = block.subarray(bounds[2 * (from + i)], bounds[2 * (from + i) + 1])
        return isText || isUtf8(line) ? line.toString() : notText(line, where(i))
      }
      yield batchOf(Math.min(batchSize, count - from), make, where, from === 0 ? stored : 0)
    }
  }
}

/** The batches of a file. */
export const readLineFile = (path: string, signal: AbortSignal): AsyncIterable<Batch> =>
  readLineBytes(readBytes(path, signal), path)
