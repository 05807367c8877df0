/**
 * Runs of small numbers (RLE and bit-packed, mixed) as numbers: indices into a dictionary, and levels.
 *
 * Takes only what is sure to be in order, and else says that it is not sure: the slow reader then tells what it is.
 */

/** Wider ones reach over more than the four bytes that are read at a time. */
const widest = 24

/** The least number of bytes that hold a number of bits. */
const bytesFor = (bits: number): number => (bits + 7) >>> 3

const unpackBits = (
  bytes: Uint8Array,
  at: number,
  width: number,
  out: Int32Array,
  from: number,
  to: number,
): number => {
  const mask = 2 ** width - 1
  let highest = 0
  // Four bytes are read for each number, as long as four are there.
  const sure = Math.max(0, Math.min(to - from, Math.floor(((bytes.length - at - 3) * 8 - 7) / width)))
  let bit = at * 8
  let i = from
  for (const end = from + sure; i < end; i++, bit += width) {
    const byte = bit >>> 3
    const four =
      (bytes[byte] as number) |
      ((bytes[byte + 1] as number) << 8) |
      ((bytes[byte + 2] as number) << 16) |
      ((bytes[byte + 3] as number) << 24)
    const value = (four >>> (bit & 7)) & mask
    out[i] = value
    if (value > highest) highest = value
  }
  for (; i < to; i++, bit += width) {
    const byte = bit >>> 3
    const last = bytesFor((bit & 7) + width)
    let four = 0
    for (let k = 0; k < last; k++) four |= (bytes[byte + k] as number) << (8 * k)
    const value = (four >>> (bit & 7)) & mask
    out[i] = value
    if (value > highest) highest = value
  }
  return highest
}

/**
 * Writes the numbers of the bytes between `at` and `end` to `out`, from `from` up to `to`.
 *
 * @returns the highest of them; -1 where it is not sure that all is in order
 */
export const unpackRuns = (
  bytes: Uint8Array,
  at: number,
  end: number,
  width: number,
  out: Int32Array,
  from: number,
  to: number,
): number => {
  if (width > widest || end > bytes.length || end > 2 ** 28) return -1
  let highest = 0
  while (from < to) {
    let head = 0
    for (let shift = 0; ; shift += 7) {
      if (at >= end || shift > 21) return -1
      const byte = bytes[at++] as number
      head |= (byte & 0x7f) << shift
      if (byte < 0x80) break
    }
    const left = to - from
    const isPacked = (head & 1) === 1
    const count = isPacked ? (head >>> 1) * 8 : head >>> 1
    // The last packed run may be filled up with numbers that mean nothing.
    if (count === 0 || (isPacked ? width === 0 : count > left)) return -1
    const size = isPacked ? (count / 8) * width : bytesFor(width)
    if (at + size > end) return -1
    const next = from + Math.min(count, left)
    if (isPacked) highest = Math.max(highest, unpackBits(bytes, at, width, out, from, next))
    else {
      let value = 0
      for (let k = 0; k < size; k++) value |= (bytes[at + k] as number) << (8 * k)
      out.fill(value, from, next)
      highest = Math.max(highest, value)
    }
    at += size
    from = next
  }
  return highest
}
