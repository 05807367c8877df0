/**
 * A file of newline-delimited JSON as batches of rows: one of each line that is not blank.
 */
import { isUtf8 } from 'node:buffer'
import type { Batch, Where } from '../../plan/source.ts'
import { type ByteChunk, readBytes } from '../files/files.ts'
import type { ReadRow } from '../json/row-reader.ts'
import { batchOf } from '../text/batch-of.ts'
import { notText } from '../text/not-text.ts'
import { readLines } from '../text/read-lines.ts'
import { textBytes } from '../text/text-bytes.ts'

const batchSize = 1000

const isBlank = (bytes: Buffer, from: number, to: number): boolean => {
  for (let i = from; i < to; i++) if (bytes[i] !== 0x20 && bytes[i] !== 0x09 && bytes[i] !== 0x0d) return false
  return true
}

/** The batches of some bytes. Knows no files, so that tests can cut the bytes anywhere. */
export async function* readNdjsonBytes(
  bytes: AsyncIterable<ByteChunk>,
  path: string,
  read: ReadRow,
): AsyncGenerator<Batch> {
  let before = 0
  for await (const { bytes: block, bounds, first, stored } of readLines(textBytes(bytes, path, 'JSON is'), path)) {
    const isText = isUtf8(block)
    /** The indices of the lines that hold rows. */
    const lines: number[] = []
    for (let i = 0; i < bounds.length; i += 2)
      if (!isBlank(block, bounds[i] as number, bounds[i + 1] as number)) lines.push(i / 2)
    for (let from = 0; from < lines.length || from === 0; from += batchSize) {
      const row = before + from + 1
      const lineOf = (i: number): number => lines[from + i] as number
      const where = (i: number): Where => ({ source: path, line: first + lineOf(i), row: row + i })
      const make = (i: number): unknown => {
        const line = block.subarray(bounds[2 * lineOf(i)], bounds[2 * lineOf(i) + 1])
        return isText || isUtf8(line) ? read(line.toString(), () => where(i)) : notText(line, where(i))
      }
      yield batchOf(Math.min(batchSize, lines.length - from), make, where, from === 0 ? stored : 0)
    }
    before += lines.length
  }
}

/** The batches of a file. */
export const readNdjsonFile = (path: string, read: ReadRow, signal: AbortSignal): AsyncIterable<Batch> =>
  readNdjsonBytes(readBytes(path, signal), path, read)
