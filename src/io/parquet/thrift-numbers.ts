/**
 * The numbers of a struct in Thrift's compact protocol: as much as the heads of pages need.
 */

/** The numbers and structs of a struct by field id; what is neither is skipped. */
export type Struct = Map<number, number | Struct>

export interface Cursor {
  readonly bytes: Uint8Array
  at: number
}

const byteAt = (cursor: Cursor): number => {
  const byte = cursor.bytes[cursor.at++]
  if (byte === undefined) throw new Error('a page begins behind the end of its column')
  return byte
}

/** An unsigned number in groups of seven bits. */
export const readVarint = (cursor: Cursor): number => {
  let result = 0
  let factor = 1
  for (;;) {
    const byte = byteAt(cursor)
    result += (byte & 0x7f) * factor
    if (byte < 0x80) return result
    factor *= 128
    if (factor > 2 ** 63) throw new Error('a number in a page has no end')
  }
}

const zigzag = (cursor: Cursor): number => {
  const value = readVarint(cursor)
  return value % 2 === 0 ? value / 2 : -(value + 1) / 2
}

/** Moves on, never behind the end. */
export const skip = (cursor: Cursor, length: number): void => {
  cursor.at += length
  if (!(cursor.at <= cursor.bytes.length)) throw new Error('a page goes on behind the end of its column')
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
      skip(cursor, readVarint(cursor))
      return 0
    case 9: {
      const head = byteAt(cursor)
      const size = head >> 4 === 15 ? readVarint(cursor) : head >> 4
      const itemType = head & 0x0f
      // Booleans take a byte each in a list, and none as fields.
      for (let i = 0; i < size; i++) value(cursor, itemType === 1 || itemType === 2 ? 3 : itemType, level + 1)
      return 0
    }
    case 12:
      return readStruct(cursor, level + 1)
    default:
      throw new Error('the head of a page is not one')
  }
}

export const readStruct = (cursor: Cursor, level = 0): Struct => {
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
