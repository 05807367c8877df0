/**
 * The bytes of a file for those who are done with a chunk when they ask for the next: read into two buffers by turns, the
 * one while the other is worked on.
 */
import type { Part } from '../../plan/source.ts'
import type { ByteChunk } from './byte-chunk.ts'
import { type NextBuffer, readBytes } from './read-bytes.ts'
import { readPart } from './read-part.ts'

const readSize = 512 * 1024

/**
 * Items, of which the next one is fetched while one is worked on. An error comes where it would have come; leaving early
 * waits for the one under way.
 */
async function* fetchAhead<A>(items: AsyncGenerator<A, void, undefined>): AsyncGenerator<A, void, undefined> {
  const fetch = (): Promise<IteratorResult<A, void>> => {
    const next = items.next()
    // It is met when it is awaited, if ever.
    next.catch(() => undefined)
    return next
  }
  let next = fetch()
  try {
    for (;;) {
      const { done, value } = await next
      if (done === true) return
      next = fetch()
      yield value
    }
  } finally {
    await next.catch(() => undefined)
    await items.return()
  }
}

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
): AsyncGenerator<ByteChunk, void, undefined> => fetchAhead(readBytes(path, signal, buffers))

/** As `readPart`, but that a chunk is good only until the next is asked for. */
export const readPartAhead = (part: Part, signal: AbortSignal): AsyncGenerator<ByteChunk, void, undefined> =>
  fetchAhead(readPart(part, signal, byTurns()))
