/**
 * Bytes that can be had once and are wanted twice: the first of them to look at, and then all. Knows nothing of what they mean.
 */
import type { ByteChunk } from './byte-chunk.ts'

export interface Twice {
  /** The bytes from the start, of which those that were looked at are held. May be left at any time. */
  readonly first: () => AsyncGenerator<ByteChunk, void, undefined>
  /** All bytes, those that are held first; the same error at the same place. */
  readonly all: () => AsyncGenerator<ByteChunk, void, undefined>
}

/** To be looked at with `first`, once, and then read with `all`, once, which ends the reading, as `first` does where it fails. */
export const readTwice = (bytes: AsyncGenerator<ByteChunk, void, undefined>): Twice => {
  const held: ByteChunk[] = []
  let failure: { readonly thrown: unknown } | undefined
  return {
    first: async function* () {
      try {
        for (;;) {
          const { done, value } = await bytes.next()
          if (done === true) return
          held.push(value)
          yield value
        }
      } catch (thrown) {
        failure = { thrown }
        throw thrown
      }
    },
    all: async function* () {
      try {
        for (let chunk = held.shift(); chunk !== undefined; chunk = held.shift()) yield chunk
        if (failure !== undefined) throw failure.thrown
        yield* bytes
      } finally {
        await bytes.return()
      }
    },
  }
}
