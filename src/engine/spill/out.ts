/**
 * Bytes that are written one after the other into room that grows. Knows nothing of what they mean.
 */

export interface Out {
  bytes: Buffer
  view: DataView
  /** So many are written. */
  at: number
}

const viewOf = ({ buffer, byteOffset, length }: Buffer): DataView => new DataView(buffer, byteOffset, length)

/** With room for so many bytes at first. Pages that are not written take no memory. */
export const newOut = (room: number): Out => {
  const bytes = Buffer.allocUnsafeSlow(room)
  return { bytes, view: viewOf(bytes), at: 0 }
}

const grow = (out: Out, needed: number): void => {
  const bytes = Buffer.allocUnsafeSlow(Math.max(needed, 2 * out.bytes.length))
  out.bytes.copy(bytes, 0, 0, out.at)
  out.bytes = bytes
  out.view = viewOf(bytes)
}

/** Makes room for so many bytes more. */
export const reserve = (out: Out, more: number): void => {
  if (out.at + more > out.bytes.length) grow(out, out.at + more)
}

/** Room for what is written of a number at most. */
export const longestCount = 8

/** A whole number from 0, seven bits at a time; there must be room. */
export const putCount = (out: Out, count: number): void => {
  const { bytes } = out
  let rest = count
  while (rest >= 128) {
    bytes[out.at++] = (rest % 128) | 128
    rest = Math.floor(rest / 128)
  }
  bytes[out.at++] = rest
}

/** Bytes as they are read, one after the other. */
export interface In {
  bytes: Buffer
  view: DataView
  at: number
}

export const newIn = (bytes: Buffer, at = 0): In => ({ bytes, view: viewOf(bytes), at })

export const readFrom = (source: In, bytes: Buffer, at: number): void => {
  if (source.bytes !== bytes) {
    source.bytes = bytes
    source.view = viewOf(bytes)
  }
  source.at = at
}

export const takeCount = (source: In): number => {
  const { bytes } = source
  const first = bytes[source.at++] as number
  if (first < 128) return first
  let count = first & 127
  for (let scale = 128; ; scale *= 128) {
    const byte = bytes[source.at++] as number
    count += (byte & 127) * scale
    if (byte < 128) return count
  }
}
