/**
 * Whether the bytes of a column chunk are pages that hold as many values as the file says, before they are decoded.
 *
 * The decoder believes what a page says of itself: a garbled count makes it allocate, spin, or stop early in silence.
 * Here the heads of pages are read, runs counted and checksums compared, where the writer left any; values are not
 * looked at. Pages are unpacked for it a second time: that costs about a tenth, and no file can hang a run.
 */
import { crc32 } from 'node:zlib'
import { checkRuns } from './check-runs.ts'
import { type Cursor, readStruct, type Struct, skip } from './thrift-numbers.ts'

/** What the schema and the metadata say of a chunk. */
export interface ChunkFacts {
  /** Values in it, nulls counted. */
  readonly values: number
  /** Bytes of it when unpacked, heads of pages counted. */
  readonly unpackedSize: number
  readonly maxDefinition: number
  readonly maxRepetition: number
  readonly isBoolean: boolean
  readonly unpack: (packed: Uint8Array, size: number) => Uint8Array
}

/** A number of a head, by its field id. */
export const number = (fields: Struct, id: number): number | undefined => {
  const found = fields.get(id)
  return typeof found === 'number' ? found : undefined
}

const count = (found: number | undefined, what: string, most: number): number => {
  if (found === undefined || !(found >= 0) || found > most)
    throw new Error(`a page has ${what} that cannot be: ${found ?? 'none'}`)
  return found
}

const bits = (most: number): number => 32 - Math.clz32(most)

/** Runs behind their length in four bytes. */
const lengthAndRuns = (cursor: Cursor, width: number, needed: number, wanted?: number): number => {
  const { bytes, at } = cursor
  skip(cursor, 4)
  const length = new DataView(bytes.buffer, bytes.byteOffset).getUint32(at, true)
  const end = cursor.at + length
  const found = checkRuns(cursor, width, needed, wanted)
  cursor.at = end
  skip(cursor, 0)
  return found
}

const dictionaryEncodings: ReadonlySet<number | undefined> = new Set([2, 8])
const runEncoding = 3

const checkValues = (cursor: Cursor, encoding: number | undefined, needed: number, isBoolean: boolean): void => {
  if (encoding === runEncoding || (isBoolean && dictionaryEncodings.has(encoding))) lengthAndRuns(cursor, 1, needed)
  else if (dictionaryEncodings.has(encoding) && needed > 0) {
    const width = cursor.bytes[cursor.at] ?? 0
    skip(cursor, 1)
    if (width > 0) checkRuns(cursor, width, needed)
  }
}

/** A page of the first version: levels and values are packed together. */
const checkPage = (packed: Uint8Array, size: number, head: Struct, facts: ChunkFacts): void => {
  const cursor = { bytes: facts.unpack(packed, size), at: 0 }
  const values = number(head, 1) ?? 0
  if (facts.maxRepetition > 0) lengthAndRuns(cursor, bits(facts.maxRepetition), values)
  const present =
    facts.maxDefinition > 0 ? lengthAndRuns(cursor, bits(facts.maxDefinition), values, facts.maxDefinition) : values
  checkValues(cursor, number(head, 2), present, facts.isBoolean)
}

/** A page of the second version: levels stand before the values, and are not packed. */
const checkPage2 = (bytes: Uint8Array, size: number, head: Struct, facts: ChunkFacts): void => {
  const values = number(head, 1) ?? 0
  const nulls = count(number(head, 2) ?? 0, 'a number of nulls', values)
  const definitions = count(number(head, 5) ?? 0, 'a length of levels', bytes.length)
  const repetitions = count(number(head, 6) ?? 0, 'a length of levels', bytes.length - definitions)
  const levels = definitions + repetitions
  if (facts.maxRepetition > 0)
    checkRuns({ bytes: bytes.subarray(0, repetitions), at: 0 }, bits(facts.maxRepetition), values)
  if (facts.maxDefinition > 0) {
    const cursor = { bytes: bytes.subarray(repetitions, levels), at: 0 }
    const present = checkRuns(cursor, bits(facts.maxDefinition), values, facts.maxDefinition)
    if (present !== values - nulls) throw new Error(`a page has ${values - present} nulls, and says ${nulls}`)
  }
  const packed = bytes.subarray(levels)
  const unpacked = number(head, 7) === 0 ? packed : facts.unpack(packed, count(size - levels, 'an unpacked size', size))
  checkValues({ bytes: unpacked, at: 0 }, number(head, 4), values - nulls, facts.isBoolean)
}

/** A page of a column chunk: its head, and its content as it is stored. */
export interface Page {
  readonly kind: 'data' | 'data2' | 'dictionary'
  readonly head: Struct
  readonly content: Uint8Array
  /** Bytes of the content when unpacked. */
  readonly unpackedSize: number
  /** Values in it, nulls counted. */
  readonly values: number
}

/**
 * The pages of a column chunk, as many as its values need; sizes, counts and checksums checked.
 *
 * @throws Error that says what is wrong
 */
export function* pagesOf(bytes: Uint8Array, facts: ChunkFacts): Generator<Page, void, undefined> {
  const cursor: Cursor = { bytes, at: 0 }
  let seen = 0
  while (seen < facts.values) {
    const page = readStruct(cursor)
    const size = count(number(page, 3), 'a size', bytes.length - cursor.at)
    const unpackedSize = count(number(page, 2), 'an unpacked size', facts.unpackedSize)
    const content = bytes.subarray(cursor.at, cursor.at + size)
    const checksum = number(page, 4)
    if (checksum !== undefined && crc32(content) !== checksum >>> 0) throw new Error('a page does not fit its checksum')
    const type = number(page, 1)
    const first = page.get(5)
    const second = page.get(8)
    const dictionary = page.get(7)
    const valuesIn = (head: Struct): number => count(number(head, 1), 'a number of values', facts.values - seen)
    if (type === 0 && first instanceof Map) {
      const values = valuesIn(first)
      seen += values
      yield { kind: 'data', head: first, content, unpackedSize, values }
    } else if (type === 3 && second instanceof Map) {
      const values = valuesIn(second)
      seen += values
      yield { kind: 'data2', head: second, content, unpackedSize, values }
    } else if (type === 2 && dictionary instanceof Map) {
      const values = count(number(dictionary, 1), 'a number of dictionary entries', facts.unpackedSize * 8)
      yield { kind: 'dictionary', head: dictionary, content, unpackedSize, values }
    } else throw new Error(`a page of a kind that cannot be: ${type}`)
    skip(cursor, size)
  }
}

/**
 * Walks over the pages of a column chunk.
 *
 * @throws Error that says what is wrong
 */
export const checkPages = (bytes: Uint8Array, facts: ChunkFacts): void => {
  for (const { kind, content, unpackedSize, head } of pagesOf(bytes, facts)) {
    if (kind === 'data') checkPage(content, unpackedSize, head, facts)
    else if (kind === 'data2') checkPage2(content, unpackedSize, head, facts)
  }
}
