/**
 * The bytes in hand of a scan, in one piece: what a chunk left over, and the next chunk behind it. Knows no format.
 */

/** Bytes behind the last, so that whoever scans may look ahead, and may put an end behind the end. */
const spare = 32

export interface CarriedBytes {
  /** The piece; good until the next chunk is added. The bytes in hand are those from `from()` up to `to()`. */
  readonly bytes: () => Buffer
  /** A view of them. */
  readonly view: () => DataView
  readonly from: () => number
  readonly to: () => number
  readonly add: (chunk: Uint8Array) => void
  /** Lets go of the bytes before an offset. */
  readonly release: (offset: number) => void
}

/** The same bytes, to be read several at a time. */
export const viewOf = (bytes: Buffer): DataView => new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)

export const carriedBytes = (): CarriedBytes => {
  let bytes = Buffer.alloc(0)
  let view = viewOf(bytes)
  let from = 0
  let to = 0
  return {
    bytes: () => bytes,
    view: () => view,
    from: () => from,
    to: () => to,
    add: (chunk) => {
      const length = to - from + chunk.length
      if (length + spare > bytes.length) {
        // Twice as much: a row over many chunks would else be copied for each of them.
        const larger = Buffer.alloc(2 * length + spare)
        bytes.copy(larger, 0, from, to)
        bytes = larger
        view = viewOf(bytes)
      } else bytes.copyWithin(0, from, to)
      to -= from
      from = 0
      bytes.set(chunk, to)
      to += chunk.length
    },
    release: (offset) => {
      from = Math.min(offset, to)
    },
  }
}
