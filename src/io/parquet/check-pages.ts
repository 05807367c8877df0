/**
 * Whether the bytes of a column chunk are pages that hold as many values as the file says, before they are decoded.
 *
 * The decoder believes what a page says of itself: a garbled count makes it allocate, spin, or stop early in silence.
 * Here only the headers are read (Thrift, compact protocol), and checksums compared where the writer left any.
 */
import { crc32 } from 'node:zlib'

/** The numbers of a struct by field id; what is no number or struct is skipped. */
type Struct = Map<number, number | Struct>

interface Cursor {
  readonly bytes: Uint8Array
  at: number
}

const byteAt = (cursor: Cursor): number => {
  const byte = cursor.bytes[cursor.at++]
  if (byte === undefined) throw new Error('a page begins behind the end of its column')
  return byte
}

const varint = (cursor: Cursor): number => {
  let result = 0
  let factor = 1
  for (;;) {
    const byte = byteAt(cursor)
    result += (byte & 0x7f) * factor
    if (byte < 0x80) return result
    factor *= 128
    if (factor > 2 ** 63) throw new Error('a number in the head of a page has no end')
  }
}

const zigzag = (cursor: Cursor): number => {
  const value = varint(cursor)
  return value % 2 === 0 ? value / 2 : -(value + 1) / 2
}

const skip = (cursor: Cursor, length: number): void => {
  cursor.at += length
  if (cursor.at > cursor.bytes.length) throw new Error('the head of a page is longer than its column')
}

const deepest = 16

const value = (cursor: Cursor, type: number, level: number): number | Struct => {
  switch (type) {
    case 1:
      return 1
    case 2:
      return 0
    case 3:
      return byteAt(cursor)
    case 4:
    case 5:
    case 6:
      return zigzag(cursor)
    case 7:
      skip(cursor, 8)
      return 0
    case 8:
      skip(cursor, varint(cursor))
      return 0
    case 9: {
      const head = byteAt(cursor)
      const size = head >> 4 === 15 ? varint(cursor) : head >> 4
      const itemType = head & 0x0f
      // Booleans take a byte each in a list, and none as fields.
      for (let i = 0; i < size; i++) value(cursor, itemType === 1 || itemType === 2 ? 3 : itemType, level + 1)
      return 0
    }
    case 12:
      return struct(cursor, level + 1)
    default:
      throw new Error('the head of a page is not one')
  }
}

const struct = (cursor: Cursor, level = 0): Struct => {
  if (level > deepest) throw new Error('the head of a page is not one')
  const fields: Struct = new Map()
  let id = 0
  for (;;) {
    const head = byteAt(cursor)
    if (head === 0) return fields
    id = head >> 4 === 0 ? zigzag(cursor) : id + (head >> 4)
    fields.set(id, value(cursor, head & 0x0f, level))
  }
}

const number = (fields: Struct, id: number): number | undefined => {
  const found = fields.get(id)
  return typeof found === 'number' ? found : undefined
}

const count = (found: number | undefined, what: string, most: number): number => {
  if (found === undefined || !(found >= 0) || found > most)
    throw new Error(`a page has ${what} that cannot be: ${found ?? 'none'}`)
  return found
}

/** How many values a page holds, and 0 for a dictionary or an index. */
const valuesOf = (page: Struct): number | undefined => {
  const head = page.get(5) ?? page.get(8)
  return head instanceof Map ? number(head, 1) : undefined
}

/**
 * Walks over the pages of a column chunk.
 *
 * @param values how many values the chunk holds, nulls counted
 * @param unpackedSize the bytes of the chunk when unpacked, heads of pages counted
 * @throws Error that says what is wrong
 */
export const checkPages = (bytes: Uint8Array, values: number, unpackedSize: number): void => {
  const cursor: Cursor = { bytes, at: 0 }
  let seen = 0
  while (seen < values) {
    const page = struct(cursor)
    const size = count(number(page, 3), 'a size', bytes.length - cursor.at)
    count(number(page, 2), 'an unpacked size', unpackedSize)
    const checksum = number(page, 4)
    if (checksum !== undefined && crc32(bytes.subarray(cursor.at, cursor.at + size)) !== checksum >>> 0)
      throw new Error('a page does not fit its checksum')
    const type = number(page, 1)
    if (type === 0 || type === 3) seen += count(valuesOf(page), 'a number of values', values - seen)
    else {
      const dictionary = page.get(7)
      if (dictionary instanceof Map) count(number(dictionary, 1), 'a number of dictionary entries', unpackedSize * 8)
    }
    skip(cursor, size)
  }
}
