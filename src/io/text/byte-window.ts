/**
 * The bytes of the rows in hand: those that were read, and not yet let go. So that what the parser has made of them can
 * be held against what stands in the file.
 */

export interface ByteWindow {
  readonly push: (chunk: Uint8Array) => void
  /** The bytes from one offset up to another, both counted from the start of the text. */
  readonly slice: (from: number, to: number) => Buffer
  /** The offset behind the last byte. */
  readonly end: () => number
  /** Lets go of all chunks that end before an offset. */
  readonly release: (offset: number) => void
}

export const byteWindow = (): ByteWindow => {
  const chunks: Buffer[] = []
  let start = 0
  let end = 0
  return {
    push: (chunk) => {
      chunks.push(Buffer.from(chunk.buffer, chunk.byteOffset, chunk.byteLength))
      end += chunk.length
    },
    slice: (from, to) => {
      let offset = start
      const parts: Buffer[] = []
      for (const chunk of chunks) {
        const next = offset + chunk.length
        if (next > from && offset < to)
          parts.push(chunk.subarray(Math.max(0, from - offset), Math.min(chunk.length, to - offset)))
        offset = next
      }
      const [only] = parts
      return parts.length === 1 && only !== undefined ? only : Buffer.concat(parts)
    },
    end: () => end,
    release: (offset) => {
      let dropped = 0
      for (const chunk of chunks) {
        if (start + chunk.length > offset) break
        start += chunk.length
        dropped++
      }
      // At once: one by one costs the square of their number when chunks are tiny.
      chunks.splice(0, dropped)
    },
  }
}
