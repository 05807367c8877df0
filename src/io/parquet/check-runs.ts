/**
 * Whether bytes are runs of small numbers (RLE and bit-packed, mixed) that give as many as are needed, and no run is
 * longer than that: levels, indices into a dictionary, and booleans are written so.
 *
 * The decoder repeats a value as often as a run says: a garbled length keeps it busy for minutes, and fills the memory.
 */
import { type Cursor, readVarint, skip } from './thrift-numbers.ts'

const countPacked = (bytes: Uint8Array, start: number, width: number, count: number, wanted: number): number => {
  let found = 0
  if (width === 1) {
    for (let i = 0; i < count; i++) if ((((bytes[start + (i >> 3)] as number) >> (i & 7)) & 1) === wanted) found++
    return found
  }
  for (let i = 0; i < count; i++) {
    let value = 0
    for (let bit = 0; bit < width; bit++) {
      const at = i * width + bit
      value |= (((bytes[start + (at >> 3)] as number) >> (at & 7)) & 1) << bit
    }
    if (value === wanted) found++
  }
  return found
}

/**
 * Walks over runs from the cursor on.
 *
 * @param wanted a value to count; without, nothing is
 * @returns how many of the values are `wanted`
 * @throws Error that says what is wrong
 */
export const checkRuns = (cursor: Cursor, width: number, needed: number, wanted?: number): number => {
  if (width > 32) throw new Error(`numbers of ${width} bits in a page`)
  const { bytes } = cursor
  let seen = 0
  let found = 0
  while (seen < needed) {
    const head = readVarint(cursor)
    const left = needed - seen
    if (head % 2 === 1) {
      const count = ((head - 1) / 2) * 8
      const start = cursor.at
      // Some writers fill up the last run to a number of theirs: then all of it must be there.
      const isPadded = (count / 8) * width <= bytes.length - start
      if (count === 0 || (count > left + 7 && !isPadded))
        throw new Error(`a run of ${count} values where ${left} are left`)
      // The last group may be cut off behind the last value.
      const size = Math.min((count / 8) * width, Math.max(0, bytes.length - start))
      if (size * 8 < Math.min(count, left) * width) throw new Error('a run goes on behind the end of its page')
      skip(cursor, size)
      if (wanted !== undefined) found += countPacked(bytes, start, width, Math.min(count, left), wanted)
      seen += count
    } else {
      const count = head / 2
      if (count > left || count === 0) throw new Error(`a run of ${count} values where ${left} are left`)
      const start = cursor.at
      skip(cursor, Math.ceil(width / 8))
      let value = 0
      for (let i = start; i < cursor.at; i++) value += (bytes[i] as number) * 256 ** (i - start)
      if (value === wanted) found += count
      seen += count
    }
  }
  return found
}
