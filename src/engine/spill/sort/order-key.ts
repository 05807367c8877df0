/**
 * Values as bytes that compare like the values: in canonical order, up or down, with nulls where a sort puts them. No key is the
 * beginning of another, so that several may follow each other.
 *
 * Of what is rarely sorted by (bigints, bytes, maps, sets) only the kind is written, and nothing behind it: keys
 * that are the same up to there say nothing of their order.
 */
import { mostLevels } from '../../../data/check-row.ts'
import { sortedKeys } from '../../../data/sorted-keys.ts'
import { objectKind } from '../../../data/value-kind.ts'
import { type Out, reserve } from '../out.ts'

export interface Direction {
  readonly direction: 'ascending' | 'descending'
  readonly nulls: 'first' | 'last'
}

/** In the order of kinds. */
const kinds = {
  undefined: 1,
  null: 2,
  false: 3,
  true: 4,
  number: 5,
  bigint: 6,
  string: 7,
  date: 8,
  bytes: 9,
  array: 10,
  object: 11,
  map: 12,
  set: 13,
} as const

const rankOfObject = (value: object): number => {
  const kind = objectKind(value)
  switch (kind) {
    case 'List':
    case 'Stack':
      return kinds.array
    case 'Record':
      return kinds.object
    case 'ImmutableMap':
    case 'OrderedMap':
      return kinds.map
    case 'ImmutableSet':
    case 'OrderedSet':
      return kinds.set
    default:
      return kinds[kind as keyof typeof kinds] ?? kinds.set
  }
}

const rankOf = (value: unknown): number => {
  switch (typeof value) {
    case 'number':
      return kinds.number
    case 'string':
      return kinds.string
    case 'boolean':
      return value ? kinds.true : kinds.false
    case 'object':
      return value === null ? kinds.null : rankOfObject(value)
    case 'undefined':
      return kinds.undefined
    default:
      return kinds.bigint
  }
}

/** The bits of a double, turned so that -0 is before 0, and NaN last. */
const putNumber = (out: Out, value: number): void => {
  reserve(out, 8)
  const { view, at } = out
  view.setFloat64(at, value)
  const high = view.getInt32(at)
  if (Number.isNaN(value)) {
    view.setUint32(at, 0xffff_ffff)
    view.setUint32(at + 4, 0xffff_ffff)
  } else if (high < 0) {
    view.setInt32(at, ~high)
    view.setInt32(at + 4, ~view.getInt32(at + 4))
  } else view.setInt32(at, high ^ 0x8000_0000)
  out.at += 8
}

/** UTF-8, each byte one more than it is there: no byte of it is 0, which is the end. */
const putText = (out: Out, text: string): void => {
  reserve(out, 3 * text.length + 1)
  const { bytes } = out
  let { at } = out
  for (let i = 0; i < text.length; i++) {
    const unit = text.charCodeAt(i)
    if (unit < 0x80) bytes[at++] = unit + 1
    else {
      const point = text.codePointAt(i) as number
      if (point < 0x800) bytes[at++] = (0xc0 | (point >> 6)) + 1
      else {
        if (point < 0x10000) bytes[at++] = (0xe0 | (point >> 12)) + 1
        else {
          i++
          bytes[at++] = (0xf0 | (point >> 18)) + 1
          bytes[at++] = (0x80 | ((point >> 12) & 63)) + 1
        }
        bytes[at++] = (0x80 | ((point >> 6) & 63)) + 1
      }
      bytes[at++] = (0x80 | (point & 63)) + 1
    }
  }
  bytes[at++] = 0
  out.at = at
}

const putByte = (out: Out, byte: number): void => {
  reserve(out, 1)
  out.bytes[out.at++] = byte
}

const invert = (out: Out, from: number): void => {
  const { bytes, at } = out
  for (let i = from; i < at; i++) bytes[i] = 255 - (bytes[i] as number)
}

const putItems = (out: Out, items: readonly unknown[], level: number): boolean => {
  for (let i = 0; i < items.length; i++) {
    const item = items[i]
    if (item === undefined && !Object.hasOwn(items, i)) putByte(out, 1)
    else {
      putByte(out, 2)
      if (!putNested(out, item, level)) return false
    }
  }
  putByte(out, 0)
  return true
}

type Fields = Readonly<Record<string, unknown>>

/** Whoever has a lesser name has no greater one there, and what is absent comes first: names go the other way round. */
const putFields = (out: Out, value: Fields, level: number): boolean => {
  for (const name of sortedKeys(value)) {
    putByte(out, 1)
    const from = out.at
    putText(out, name)
    invert(out, from)
    if (!putNested(out, value[name], level)) return false
  }
  putByte(out, 0)
  return true
}

/** Those of the same content go by what they are. */
const kin = { array: 0, List: 1, Stack: 2, object: 0, Record: 1 } as const

const putParts = (out: Out, value: object, level: number): boolean => {
  const kind = objectKind(value) as keyof typeof kin
  const isExact =
    kind === 'object'
      ? putFields(out, value as Fields, level)
      : kind === 'Record'
        ? putFields(out, (value as { toObject(): Fields }).toObject(), level)
        : putItems(out, kind === 'array' ? (value as readonly unknown[]) : [...(value as Iterable<unknown>)], level)
  if (isExact) putByte(out, kin[kind])
  return isExact
}

/** What is behind the kind; false where that is not all there is to it. */
const putContent = (out: Out, value: unknown, rank: number, level: number): boolean => {
  switch (rank) {
    case kinds.number:
      putNumber(out, value as number)
      return true
    case kinds.string:
      putText(out, value as string)
      return true
    case kinds.date:
      putNumber(out, (value as Date).getTime())
      return true
    case kinds.array:
    case kinds.object:
      return level < mostLevels && putParts(out, value as object, level + 1)
    default:
      return rank <= kinds.true
  }
}

const putNested = (out: Out, value: unknown, level: number): boolean => {
  const rank = rankOf(value)
  putByte(out, rank)
  return putContent(out, value, rank, level)
}

const isDescending = ({ direction }: Direction): boolean => direction === 'descending'

/** Each of four bytes one more; none of UTF-8 is the greatest. */
const oneMore = 0x01010101

/** The key of a text that lies in bytes, in UTF-8. */
export const putTextKey = (out: Out, text: DataView, from: number, to: number, way: Direction): void => {
  const length = to - from
  reserve(out, length + 2)
  const { bytes, view, at } = out
  const isDown = isDescending(way)
  bytes[at] = 64 + (isDown ? 63 - kinds.string : kinds.string)
  const start = at + 1
  const whole = length & ~3
  const turn = isDown ? -1 : 0
  let i = 0
  for (; i < whole; i += 4) view.setInt32(start + i, (text.getInt32(from + i, true) + oneMore) ^ turn, true)
  for (; i < length; i++) bytes[start + i] = (text.getUint8(from + i) + 1) ^ turn
  bytes[start + length] = turn
  out.at = start + length + 1
}

/** The key of what is known to be a number. */
export const putNumberKey = (out: Out, value: number, way: Direction): void => {
  const isDown = isDescending(way)
  putByte(out, 64 + (isDown ? 63 - kinds.number : kinds.number))
  const from = out.at
  putNumber(out, value)
  if (isDown) invert(out, from)
}

/** Writes a key. False where another with the same bytes need not be the same; then nothing may follow. */
export const putKey = (out: Out, value: unknown, { direction, nulls }: Direction): boolean => {
  const rank = rankOf(value)
  const isDown = direction === 'descending'
  const isNull = rank <= kinds.null
  putByte(out, (isNull ? (nulls === 'first' ? 0 : 128) : 64) + (isDown ? 63 - rank : rank))
  const from = out.at
  const isExact = putContent(out, value, rank, 0)
  if (isDown) invert(out, from)
  return isExact
}
