/**
 * Groups as numbers in columns of memory, found by their keys: a hash table of cells (`layout.ts`), with no object for any group.
 * It knows its bytes, and takes no more keys when it has as many as it may.
 *
 * Group 0 is none: it is the place for a row whose key is not known and not taken any more. So whoever takes rows in does the
 * same with all of them, and puts group 0 aside when a row went there.
 */
import { hashOfKey, hashOfNumber } from '../../spill/hash-of-key.ts'
import { type Box, bytesOfBox, type KeyBox } from './box.ts'
import { type KeyCells, kinds, type Layout } from './layout.ts'
import { hashOfText, isSameText, keepOffered, newTexts, type Texts } from './texts.ts'

export interface Table {
  readonly layout: Layout
  /** How many bytes it may have, and how many groups. */
  readonly room: number
  readonly most: number
  readonly seed: number
  /** Where group `g` is: at `(g & within) * width` of `pieces[g >> shift]`. */
  readonly pieces: Float64Array[]
  readonly shift: number
  readonly within: number
  /** By hash: the number of a group, with some bits of its hash above; 0 where there is none. */
  slots: Int32Array
  count: number
  /** Groups by their only key, where that is a text, as long as they are few: nothing is quicker. */
  few: Map<string, number> | undefined
  readonly texts: Texts
  /** What is not held in cells: keys that are no primitives, and sums of more than a pair. Told by its number. */
  readonly boxes: Box[]
  /** How many bytes it has, but for texts. */
  used: number
  isFull: boolean
  /** The ordinal of the row under way, from 1. */
  ordinal: number
  /** The hash of the keys under way, which stand in group 0. */
  hash: number
  /** So many boxes are of groups; those behind are of the row under way. */
  boxesKept: number
}

/** No piece has more groups; where there is little room, they have fewer. */
const mostInPiece = 2 ** 15
const piecesInRoom = 64
const firstSlots = 8
const bytesOfSlot = 4
const bytesOfCell = 8

const powerBelow = (n: number): number => 2 ** Math.floor(Math.log2(n))

/** How many groups the first piece has at first. */
const firstInPiece = 64

export const newTable = (layout: Layout, room: number, seed: number, most = Number.POSITIVE_INFINITY): Table => {
  const bytes = layout.width * bytesOfCell
  const inPiece = powerBelow(Math.min(mostInPiece, Math.max(2, room / piecesInRoom / bytes)))
  const piece = new Float64Array(Math.min(inPiece, firstInPiece) * layout.width)
  return {
    layout,
    room,
    most,
    seed,
    pieces: [piece],
    shift: Math.log2(inPiece),
    within: inPiece - 1,
    slots: new Int32Array(firstSlots),
    count: 0,
    few: new Map(),
    texts: newTexts(),
    boxes: [],
    used: piece.byteLength + firstSlots * bytesOfSlot,
    isFull: false,
    ordinal: 0,
    hash: seed,
    boxesKept: 0,
  }
}

/** Whether there is room for so many bytes more. */
const hasRoom = ({ used, texts, room }: Table, more: number): boolean => used + texts.size + more <= room

const sizeOf = (cells: number): number => cells * bytesOfCell

/** Sees to it that there is a place for a group, unless there is no room; for the first group there is always one. */
const growPieces = (table: Table, group: number): boolean => {
  const { pieces, shift, within, layout } = table
  const { width } = layout
  const last = pieces[group >> shift]
  const needed = ((group & within) + 1) * width
  if (last !== undefined && needed <= last.length) return true
  // The first piece grows, as most tables have few groups; the others are made as long as they may be.
  const length = group > within ? (within + 1) * width : Math.min((within + 1) * width, 4 * (last?.length ?? 0))
  const more = sizeOf(length - (last?.length ?? 0))
  if (!hasRoom(table, more)) return false
  const made = new Float64Array(length)
  if (last !== undefined) made.set(last)
  pieces[group >> shift] = made
  table.used += more
  return true
}

const sameNumber = (a: number, b: number): boolean => a === b || (Number.isNaN(a) && Number.isNaN(b))

/** The hash of the keys of a group, as it was when they were met. */
export const hashOf = (table: Table, cells: Float64Array, at: number): number => {
  let hash = table.seed
  for (const { isNumber, at: offset } of table.layout.keys) {
    const first = cells[at + offset] as number
    if (isNumber) hash = hashOfNumber(first, hash)
    else hash = hashOfAny(table, first, cells[at + offset + 1] as number, hash)
  }
  return hash
}

/** Of a key that takes two cells. */
export const hashOfAny = ({ texts, boxes }: Table, kind: number, value: number, seed: number): number => {
  switch (kind) {
    case kinds.number:
      return hashOfNumber(value, seed)
    case kinds.text:
      return hashOfNumber(hashOfText(texts, value) | 0, seed)
    case kinds.boxed:
      return hashOfKey((boxes[value] as KeyBox).key, seed)
    default:
      return hashOfNumber(kind, seed)
  }
}

const sameAny = ({ texts, boxes }: Table, kind: number, a: number, b: number): boolean => {
  switch (kind) {
    case kinds.number:
      return sameNumber(a, b)
    case kinds.text:
      return isSameText(texts, a, b)
    case kinds.boxed:
      return (boxes[a] as KeyBox).key === (boxes[b] as KeyBox).key
    default:
      return true
  }
}

/** Whether a group has the keys of group 0. */
const isSame = (table: Table, cells: Float64Array, at: number): boolean => {
  const wanted = table.pieces[0] as Float64Array
  const { keys } = table.layout
  for (let i = 0; i < keys.length; i++) {
    const { isNumber, at: offset } = keys[i] as KeyCells
    const a = cells[at + offset] as number
    const b = wanted[offset] as number
    if (isNumber) {
      if (!sameNumber(a, b)) return false
    } else if (a !== b || !sameAny(table, a, cells[at + offset + 1] as number, wanted[offset + 1] as number))
      return false
  }
  return true
}

/** Bits of a slot that are of the hash. The others are enough for any group. */
const tagsOf = ({ slots }: Table): number => -2 * slots.length

const place = (table: Table, group: number, hash: number): void => {
  const { slots } = table
  const mask = slots.length - 1
  let at = hash & mask
  while (slots[at] !== 0) at = (at + 1) & mask
  slots[at] = (hash & tagsOf(table)) | group
}

/** All groups in slots made anew, so many of them. */
export const placeAll = (table: Table, length: number): void => {
  const { pieces, shift, within, layout } = table
  table.used += (length - table.slots.length) * bytesOfSlot
  if (length === table.slots.length) table.slots.fill(0)
  else table.slots = new Int32Array(length)
  for (let group = 1; group <= table.count; group++) {
    const cells = pieces[group >> shift] as Float64Array
    place(table, group, hashOf(table, cells, (group & within) * layout.width))
  }
}

const usualLoad = 0.7
const mostLoad = 0.9

/** Sees to it that there is a slot for one group more. */
const growSlots = (table: Table): boolean => {
  const { length } = table.slots
  const next = table.count + 2
  if (next <= usualLoad * length) return true
  // While they are made anew, there are the old ones, too.
  const mayGrow = hasRoom(table, 2 * length * bytesOfSlot) && length < 2 ** 29
  if (mayGrow) placeAll(table, 2 * length)
  return mayGrow || next <= mostLoad * length
}

/** Makes group 0 one that is found from now on, if there is room, and gives its number; else 0. */
export const settle = (table: Table): number => {
  const { layout, pieces, shift, within, boxes, texts } = table
  const { first, width, statesAt } = layout
  const none = pieces[0] as Float64Array
  for (let i = statesAt; i < width; i++) none[i] = first[i] as number
  if (layout.hasOrdinals) none[0] = table.ordinal
  if (table.isFull) return 0
  const group = table.count + 1
  const fits = group <= table.most && growPieces(table, group) && growSlots(table) && hasRoom(table, 0)
  if (!fits && group > 1) {
    table.isFull = true
    return 0
  }
  table.count = group
  const cells = pieces[group >> shift] as Float64Array
  const at = (group & within) * width
  // The piece may be another one by now.
  const from = pieces[0] as Float64Array
  for (let i = 0; i < width; i++) cells[at + i] = from[i] as number
  keepOffered(texts)
  for (; table.boxesKept < boxes.length; table.boxesKept++) table.used += bytesOfBox(boxes[table.boxesKept] as Box)
  place(table, group, table.hash)
  return group
}

/** Forgets the boxes of a row that is through. */
export const forgetBoxes = ({ boxes, boxesKept }: Table): void => {
  if (boxes.length > boxesKept) boxes.length = boxesKept
}

/** The group of the keys that stand in group 0: one that is there, or a new one; 0 if there is none, and no room. */
export const find = (table: Table): number => {
  const { slots, hash, pieces, shift, within, layout } = table
  const mask = slots.length - 1
  const tags = tagsOf(table)
  for (let at = hash & mask; ; at = (at + 1) & mask) {
    const slot = slots[at] as number
    if (slot === 0) return settle(table)
    if (((slot ^ hash) & tags) !== 0) continue
    const group = slot & ~tags
    if (!isSame(table, pieces[group >> shift] as Float64Array, (group & within) * layout.width)) continue
    forgetBoxes(table)
    return group
  }
}

/** The same for a key which is one number, and the only one. */
export const findNumber = (table: Table, key: number): number => {
  const { slots, pieces, shift, within, layout } = table
  const { width, statesAt } = layout
  const hash = hashOfNumber(key, table.seed)
  const mask = slots.length - 1
  const tags = -2 * slots.length
  for (let at = hash & mask; ; at = (at + 1) & mask) {
    const slot = slots[at] as number
    if (slot === 0) break
    if (((slot ^ hash) & tags) !== 0) continue
    const group = slot & ~tags
    const cell = (pieces[group >> shift] as Float64Array)[(group & within) * width + statesAt - 1] as number
    if (sameNumber(cell, key)) return group
  }
  table.hash = hash
  forgetBoxes(table)
  // -0 is +0.
  ;(pieces[0] as Float64Array)[statesAt - 1] = key + 0
  return settle(table)
}

/** Takes all groups out, and keeps its memory. */
export const clear = (table: Table): void => {
  const { texts, boxes } = table
  for (const box of boxes.slice(0, table.boxesKept)) table.used -= bytesOfBox(box)
  boxes.length = 0
  table.boxesKept = 0
  table.count = 0
  table.slots.fill(0)
  texts.keptIn = 0
  texts.keptTo = 0
  texts.few?.clear()
  table.few?.clear()
}

/** How many bytes it has. */
export const bytesOfTable = ({ used, texts }: Table): number => used + texts.size

/** Gives all memory back that it does not need without any group. */
export const shed = (table: Table): void => {
  const { pieces, layout } = table
  clear(table)
  pieces.length = 1
  pieces[0] = (pieces[0] as Float64Array).slice(0, 2 * layout.width)
  table.slots = new Int32Array(firstSlots)
  Object.assign(table.texts, newTexts())
  table.used = (pieces[0] as Float64Array).byteLength + firstSlots * bytesOfSlot
}
