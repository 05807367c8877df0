/**
 * A chunk of a flat column, decoded fast: its dictionary as it is, and for each row an index into it.
 *
 * Pages are checked and unpacked once, and indices stay indices: what is to be done with a value is done once for each that
 * differs. Takes the usual encodings, and only what is in perfect order; for all else it says that it is not sure, and the
 * slow reader tells what it is, or what is wrong with it.
 */
import { type ChunkFacts, number, type Page, pagesOf } from '../check-pages.ts'
import { type PlainType, type PlainValues, plainValues } from './plain-values.ts'
import type { Segment } from './segment.ts'
import { unpackRuns } from './unpack-runs.ts'

const plainEncoding = 0

const isDictionaryEncoding = (encoding: number | undefined): boolean => encoding === 2 || encoding === 8

/** The content of a page that is packed as a whole. */
const unpacked = (content: Uint8Array, size: number, facts: ChunkFacts): Uint8Array | undefined => {
  const bytes = facts.unpack(content, size)
  return bytes.length === size ? bytes : undefined
}

/** Where the values of a page are, and where the levels that say which rows have one. */
interface Parts {
  readonly bytes: Uint8Array
  readonly at: number
  readonly levels: Uint8Array
  /** How many rows have no value, where the head of the page says it. */
  readonly missing: number | undefined
  readonly encoding: number | undefined
}

const noLevels = new Uint8Array(0)

const partsOf = ({ content, unpackedSize, head }: Page, facts: ChunkFacts): Parts | undefined => {
  const bytes = unpacked(content, unpackedSize, facts)
  if (bytes === undefined) return undefined
  const encoding = number(head, 2)
  if (facts.maxDefinition === 0) return { bytes, at: 0, levels: noLevels, missing: undefined, encoding }
  if (bytes.length < 4) return undefined
  const length = new DataView(bytes.buffer, bytes.byteOffset).getUint32(0, true)
  const at = 4 + length
  return at > bytes.length ? undefined : { bytes, at, levels: bytes.subarray(4, at), missing: undefined, encoding }
}

const partsOf2 = ({ content, unpackedSize, head, values }: Page, facts: ChunkFacts): Parts | undefined => {
  const missing = number(head, 2) ?? 0
  const length = number(head, 5) ?? 0
  // As many rows as values, and nothing is repeated.
  if (number(head, 3) !== values || number(head, 6) !== 0 || length > content.length || length > unpackedSize)
    return undefined
  if (length > 0 && facts.maxDefinition === 0) return undefined
  const packed = content.subarray(length)
  const size = unpackedSize - length
  const bytes = number(head, 7) === 0 ? packed : unpacked(packed, size, facts)
  return bytes === undefined
    ? undefined
    : { bytes, at: 0, levels: content.subarray(0, length), missing, encoding: number(head, 4) }
}

/** A reader of data pages, which knows the dictionary and keeps the indices of all rows. */
const pageReader = (type: PlainType, facts: ChunkFacts) => {
  const codes = new Int32Array(facts.values)
  const levels = new Int32Array(facts.maxDefinition === 0 ? 0 : facts.values)

  /** How many rows have a value; -1 where it is not sure. */
  const countPresent = (parts: Parts, from: number, to: number): number => {
    if (facts.maxDefinition === 0) return parts.missing === undefined || parts.missing === 0 ? to - from : -1
    const highest = unpackRuns(parts.levels, 0, parts.levels.length, 1, levels, from, to)
    if (highest === -1 || highest > 1) return -1
    let present = 0
    for (let i = from; i < to; i++) present += levels[i] as number
    return parts.missing === undefined || parts.missing === to - from - present ? present : -1
  }

  /** Moves the first of the codes to the rows that have a value. */
  const spread = (from: number, to: number, present: number, none: number): void => {
    let next = from + present
    for (let i = to - 1; i >= from; i--) codes[i] = levels[i] === 1 ? (codes[--next] as number) : none
  }

  return (page: Page, from: number, dictionary: PlainValues | undefined): Segment | undefined => {
    const to = from + page.values
    const parts = page.kind === 'data' ? partsOf(page, facts) : partsOf2(page, facts)
    if (parts === undefined) return undefined
    const present = countPresent(parts, from, to)
    if (present === -1) return undefined
    const hasMissing = present < page.values
    const { bytes, at, encoding } = parts
    if (encoding === plainEncoding) {
      const values = plainValues(type, bytes, at, present)
      if (values === undefined) return undefined
      if (!hasMissing) return { from, to, values, codes: undefined, hasMissing }
      for (let i = 0; i < present; i++) codes[from + i] = i
      spread(from, to, present, present)
      return { from, to, values, codes, hasMissing }
    }
    const width = bytes[at]
    if (!isDictionaryEncoding(encoding) || width === undefined) return undefined
    if (present === 0) {
      codes.fill(0, from, to)
      return { from, to, values: [], codes, hasMissing }
    }
    if (dictionary === undefined || dictionary.length === 0) return undefined
    if (width === 0 && page.kind === 'data') codes.fill(0, from, from + present)
    else {
      const highest = unpackRuns(bytes, at + 1, bytes.length, width, codes, from, from + present)
      if (highest === -1 || highest >= dictionary.length) return undefined
    }
    if (hasMissing) spread(from, to, present, dictionary.length)
    return { from, to, values: dictionary, codes, hasMissing }
  }
}

/** The segments of a column chunk, all rows of them; `undefined` where it is not sure that all is in order. */
export const readFlat = (type: PlainType, bytes: Uint8Array, facts: ChunkFacts): readonly Segment[] | undefined => {
  if (facts.maxDefinition > 1 || facts.maxRepetition > 0) return undefined
  const segments: Segment[] = []
  let dictionary: PlainValues | undefined
  let row = 0
  try {
    const readPage = pageReader(type, facts)
    for (const page of pagesOf(bytes, facts)) {
      if (page.kind === 'dictionary') {
        const content = unpacked(page.content, page.unpackedSize, facts)
        if (dictionary !== undefined || content === undefined) return undefined
        dictionary = plainValues(type, content, 0, page.values)
        if (dictionary === undefined) return undefined
      } else if (page.values > 0) {
        const segment = readPage(page, row, dictionary)
        if (segment === undefined) return undefined
        segments.push(segment)
        row = segment.to
      }
    }
  } catch {
    // The slow reader will say it.
    return undefined
  }
  return row === facts.values ? segments : undefined
}
