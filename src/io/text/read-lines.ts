/**
 * From bytes to lines: those that end in LF or CRLF, and what stands behind the last end.
 *
 * Cuts bytes and makes no text of them: whoever knows what a line is for decides what its bytes must be.
 */
import { FloeError } from '../../error/floe-error.ts'
import type { ByteChunk } from '../files/files.ts'

/** Lines that some bytes completed, without their ends. */
export interface Lines {
  readonly bytes: Buffer
  /** Where line `i` begins in the bytes, at `2 * i`, and where it ends, behind it. */
  readonly bounds: readonly number[]
  /** The number of the first of them, from 1. */
  readonly first: number
  readonly stored: number
}

const lf = 0x0a
const cr = 0x0d

/** A line may be so long; in a file without line ends it ends here, not when memory does. */
export const longestLine = 64 * 1024 * 1024

/** The error of a longer one. */
export const tooLong = (path: string, line: number): FloeError =>
  new FloeError('SourceCorrupt', {
    message: 'a line goes on for more than 64 MB',
    place: { source: path, line },
    hint: 'the file may have no line ends: JSON that is one array is read by json',
  })

/** The bounds of the lines in bytes of which the last is a line end, unless it is the last of all. */
const boundsOf = (bytes: Buffer): readonly number[] => {
  const bounds: number[] = []
  for (let start = 0; start < bytes.length; ) {
    const found = bytes.indexOf(lf, start)
    const end = found === -1 ? bytes.length : found
    bounds.push(start, found !== -1 && bytes[end - 1] === cr ? end - 1 : end)
    start = end + 1
  }
  return bounds
}

/**
 * The lines of a text in blocks, one for each chunk that completes any. A last line needs no end; a CR by itself ends none.
 *
 * Memory: a chunk and the longest line, of at most 64 MB.
 *
 * @throws FloeError SourceCorrupt for a line that is longer, after the lines before it
 */
export async function* readLines(chunks: AsyncIterable<ByteChunk>, path: string): AsyncGenerator<Lines> {
  let open: Uint8Array[] = []
  let length = 0
  let line = 1
  let stored = 0
  const take = (last: Uint8Array): Lines => {
    const bytes = Buffer.concat([...open, last])
    const block = { bytes, bounds: boundsOf(bytes), first: line, stored }
    open = []
    length = 0
    line += block.bounds.length / 2
    stored = 0
    return block
  }
  for await (const part of chunks) {
    stored += part.stored
    const end = part.chunk.lastIndexOf(lf) + 1
    if (end > 0) yield take(part.chunk.subarray(0, end))
    if (end === part.chunk.length) continue
    open.push(part.chunk.subarray(end))
    length += part.chunk.length - end
    if (length > longestLine) throw tooLong(path, line)
  }
  if (length > 0 || stored > 0) yield take(new Uint8Array(0))
}
