/**
 * A stream of zlib's as a function from packed bytes to unpacked ones.
 *
 * By hand rather than by `pipeline`, because a stream that fails throws away what it had unpacked before, and good rows come
 * before the error. Knows no format.
 */
import type { Transform } from 'node:stream'

/** What came out for some bytes that went in. */
export interface Unpacked {
  readonly chunks: readonly Uint8Array[]
  /** How many of the bytes, the last ones, lie behind the end of the packed content. */
  readonly unused: number
  readonly error?: unknown
}

export interface Unpacker {
  readonly push: (bytes: Uint8Array) => Promise<Unpacked>
  readonly end: () => Promise<Unpacked>
  readonly destroy: () => void
}

/** A stream of zlib's, or one that does the like. It tells how many bytes it took, if it ends by itself. */
export type UnpackStream = Transform & { readonly bytesWritten?: number }

/**
 * @param endsByItself whether the stream ends where the packed content does, and leaves what is behind it
 */
export const unpacker = (stream: UnpackStream, endsByItself: boolean): Unpacker => {
  let chunks: Uint8Array[] = []
  let given = 0
  let ended = false
  stream.on('data', (chunk: Buffer) => chunks.push(chunk))
  const end = new Promise<void>((done) => stream.on('end', done)).then(() => {
    ended = true
  })
  const failure = new Promise<never>((_, failed) => stream.on('error', failed))
  failure.catch(() => undefined)
  const taken = (): number => (endsByItself ? (stream.bytesWritten ?? given) : given)
  const unpacked = async (work: Promise<void>): Promise<Unpacked> => {
    const failed = await Promise.race([work, failure]).then(
      () => ({}),
      (error: unknown) => ({ error }),
    )
    const out = chunks
    chunks = []
    return { chunks: out, unused: given - taken(), ...failed }
  }
  return {
    push: async (bytes) => {
      if (ended) return { chunks: [], unused: bytes.length }
      given += bytes.length
      const written = new Promise<void>((done) => stream.write(bytes, () => done()))
      return unpacked(written.then(() => (taken() < given ? end : undefined)))
    },
    end: async () => {
      if (ended) return { chunks: [], unused: 0 }
      stream.end()
      return unpacked(end)
    },
    destroy: () => stream.destroy(),
  }
}
