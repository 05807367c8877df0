/**
 * The bytes of a file for those who are done with a chunk when they ask for the next: read into two buffers by turns, the
 * one while the other is worked on.
 */
import { fetchAhead } from '../../concurrent/fetch-ahead.ts'
import type { Part } from '../../plan/source.ts'
import type { ByteChunk } from './byte-chunk.ts'
import { type NextBuffer, readBytes } from './read-bytes.ts'
import { readPart } from './read-part.ts'
import { standardInputName } from './standard-input.ts'

const readSize = 512 * 1024

/** Two buffers by turns. */
export const byTurns = (): NextBuffer => {
  let one: Buffer | undefined
  let other: Buffer | undefined
  return () => {
    const next = other ?? Buffer.allocUnsafeSlow(readSize)
    other = one
    one = next
    return next
  }
}

/** As `readBytes`, but that a chunk is good only until the next is asked for. `buffers` may serve one file after the other. */
export const readAhead = (
  path: string,
  signal: AbortSignal,
  buffers: NextBuffer = byTurns(),
): AsyncGenerator<ByteChunk, void, undefined> =>
  // Of a pipe nobody knows when more comes: who has enough must not wait for it.
  path === standardInputName ? readBytes(path, signal, buffers) : fetchAhead(readBytes(path, signal, buffers))

/** As `readPart`, but that a chunk is good only until the next is asked for. */
export const readPartAhead = (part: Part, signal: AbortSignal): AsyncGenerator<ByteChunk, void, undefined> =>
  fetchAhead(readPart(part, signal, byTurns()))
