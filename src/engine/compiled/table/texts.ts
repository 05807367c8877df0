/**
 * Texts as bytes, one after the other, without an object for any of them. What is offered stands behind those that are kept,
 * to be compared with them, and is kept or written over.
 *
 * A text is told by its place. It is as it is in memory: a byte a unit where all are below 256, else two, after its length.
 */
import { hashOfBytes } from '../../spill/hash-of-key.ts'
import { type Out, reserve } from '../../spill/out.ts'

/** Bytes in a row: a text lies in one such piece. */
const pieceLength = 2 ** 20
const firstLength = 64
/** The length of a text, doubled, and one more where its units take two bytes. */
const headLength = 4

export interface Texts {
  readonly pieces: Uint8Array[]
  /** How many bytes all pieces have. */
  size: number
  /** Where what is kept ends: in which piece, and where there. */
  keptIn: number
  keptTo: number
  /** Where what is offered ends. */
  lastIn: number
  lastTo: number
  /** Short texts, as long as there are few of them: their place and hash in one number. Undefined when there are more. */
  few: Map<string, number> | undefined
}

export const newTexts = (): Texts => ({
  pieces: [],
  size: 0,
  keptIn: 0,
  keptTo: 0,
  lastIn: 0,
  lastTo: 0,
  few: new Map(),
})

const mostFew = 4096
const shortLength = 64
/** Hashes are less. */
const ofPlace = 2 ** 32

/** What is offered from now on is written over what was offered before. */
export const offerAnew = (texts: Texts): void => {
  texts.lastIn = texts.keptIn
  texts.lastTo = texts.keptTo
}

/** All that was offered stays. */
export const keepOffered = (texts: Texts): void => {
  texts.keptIn = texts.lastIn
  texts.keptTo = texts.lastTo
}

/** Sees to it that there are so many bytes in a row behind what is offered, and gives their piece. */
const roomFor = (texts: Texts, length: number): Uint8Array => {
  const { pieces } = texts
  for (;;) {
    const piece = pieces[texts.lastIn]
    const needed = texts.lastTo + length
    if (piece !== undefined && needed <= piece.length && texts.lastTo < pieceLength) return piece
    // The first piece grows, as most tables have few texts; of the others each is of full length.
    if (texts.lastIn > 0 || needed > pieceLength)
      if (texts.lastTo > 0) {
        texts.lastIn++
        texts.lastTo = 0
        continue
      }
    const least = texts.lastIn > 0 ? pieceLength : Math.min(pieceLength, 2 * (piece?.length ?? firstLength))
    const made = new Uint8Array(Math.max(least, needed))
    if (piece !== undefined) made.set(piece)
    texts.size += made.length - (piece?.length ?? 0)
    pieces[texts.lastIn] = made
  }
}

const begin = (texts: Texts, length: number): number => {
  const place = texts.lastIn * pieceLength + texts.lastTo
  texts.lastTo += headLength + length
  return place
}

const putHead = (bytes: Uint8Array, at: number, head: number): void => {
  bytes[at] = head
  bytes[at + 1] = head >>> 8
  bytes[at + 2] = head >>> 16
  bytes[at + 3] = head >>> 24
}

const headAt = (bytes: Uint8Array, at: number): number =>
  ((bytes[at] as number) |
    ((bytes[at + 1] as number) << 8) |
    ((bytes[at + 2] as number) << 16) |
    ((bytes[at + 3] as number) << 24)) >>>
  0

/** How many bytes follow a head. */
const lengthOf = (head: number): number => ((head & 1) === 0 ? head >>> 1 : (head >>> 1) * 2)

/** Writes a text behind what was offered, and gives its place. */
export const offerText = (texts: Texts, text: string): number => {
  const { length } = text
  const bytes = roomFor(texts, headLength + 2 * length)
  const at = texts.lastTo
  const from = at + headLength
  let all = 0
  for (let i = 0; i < length; i++) {
    const unit = text.charCodeAt(i)
    all |= unit
    bytes[from + i] = unit
  }
  if (all < 256) {
    putHead(bytes, at, length * 2)
    return begin(texts, length)
  }
  for (let i = 0; i < length; i++) {
    const unit = text.charCodeAt(i)
    bytes[from + 2 * i] = unit
    bytes[from + 2 * i + 1] = unit >>> 8
  }
  putHead(bytes, at, length * 2 + 1)
  return begin(texts, 2 * length)
}

/** The text in `few`, where it was, or is now. */
export const fewText = (texts: Texts, text: string): number | undefined => {
  const { few } = texts
  if (few === undefined || text.length > shortLength) return undefined
  const known = few.get(text)
  if (known !== undefined) return known
  const place = offerText(texts, text)
  // It stays, whether a group has it or not.
  keepOffered(texts)
  const made = place * ofPlace + hashOfText(texts, place)
  if (few.size < mostFew && place < pieceLength) {
    few.set(text, made)
    return made
  }
  texts.few = undefined
  return undefined
}

export const placeOfFew = (few: number): number => Math.floor(few / ofPlace)
export const hashOfFew = (few: number, place: number): number => few - place * ofPlace

/** The same as `offerText` for a text that `copyText` has written. */
export const offerCopy = (texts: Texts, from: Uint8Array, at: number): number => {
  const length = lengthOf(headAt(from, at))
  const bytes = roomFor(texts, headLength + length)
  const to = texts.lastTo
  for (let i = 0; i < headLength + length; i++) bytes[to + i] = from[at + i] as number
  return begin(texts, length)
}

const pieceAt = ({ pieces }: Texts, place: number): Uint8Array => pieces[Math.floor(place / pieceLength)] as Uint8Array

export const copyText = (texts: Texts, place: number, out: Out): void => {
  const bytes = pieceAt(texts, place)
  const at = place % pieceLength
  const length = headLength + lengthOf(headAt(bytes, at))
  reserve(out, length)
  for (let i = 0; i < length; i++) out.bytes[out.at + i] = bytes[at + i] as number
  out.at += length
}

export const hashOfText = (texts: Texts, place: number): number => {
  const bytes = pieceAt(texts, place)
  const at = place % pieceLength
  return hashOfBytes(bytes, at + headLength, at + headLength + lengthOf(headAt(bytes, at)), 0)
}

export const isSameText = (texts: Texts, one: number, other: number): boolean => {
  if (one === other) return true
  const a = pieceAt(texts, one)
  const b = pieceAt(texts, other)
  const from = one % pieceLength
  const difference = (other % pieceLength) - from
  const to = from + headLength + lengthOf(headAt(a, from))
  for (let i = from; i < to; i++) if (a[i] !== b[i + difference]) return false
  return true
}

/** As many units as a call takes arguments without fear. */
const unitsAtOnce = 1024

export const textAt = (texts: Texts, place: number): string => {
  const bytes = pieceAt(texts, place)
  const at = place % pieceLength
  const head = headAt(bytes, at)
  const from = at + headLength
  const length = head >>> 1
  const isWide = (head & 1) === 1
  let text = ''
  for (let i = 0; i < length; i += unitsAtOnce) {
    const units: number[] = []
    const end = Math.min(length, i + unitsAtOnce)
    for (let j = i; j < end; j++)
      units.push(
        isWide
          ? (bytes[from + 2 * j] as number) | ((bytes[from + 2 * j + 1] as number) << 8)
          : (bytes[from + j] as number),
      )
    text += String.fromCharCode(...units)
  }
  return text
}
