/**
 * The keys of a row, written one by one into group 0 of a table, where `find` looks for them.
 */
import { hashOfNumber } from '../../spill/hash-of-key.ts'
import type { KeyBox } from './box.ts'
import { kinds } from './layout.ts'
import { find, forgetBoxes, hashOfAny, type Table } from './table.ts'
import { fewText, hashOfFew, offerAnew, offerText, placeOfFew, textAt } from './texts.ts'

/** Begins with the keys of a row. */
export const beginKeys = (table: Table): void => {
  table.hash = table.seed
  offerAnew(table.texts)
  forgetBoxes(table)
}

/** The next key, which is a number always; it stands in cell `at`. */
export const keyOfNumber = (table: Table, at: number, value: number): void => {
  // -0 is +0.
  ;(table.pieces[0] as Float64Array)[at] = value + 0
  table.hash = hashOfNumber(value, table.hash)
}

/** The next key as it stands in two cells. */
export const keyOfCells = (table: Table, at: number, kind: number, value: number): void => {
  const cells = table.pieces[0] as Float64Array
  cells[at] = kind
  cells[at + 1] = value
  table.hash = hashOfAny(table, kind, value, table.hash)
}

const keyOfText = (table: Table, at: number, text: string): void => {
  const few = fewText(table.texts, text)
  if (few === undefined) {
    keyOfCells(table, at, kinds.text, offerText(table.texts, text))
    return
  }
  const cells = table.pieces[0] as Float64Array
  cells[at] = kinds.text
  const place = placeOfFew(few)
  cells[at + 1] = place
  table.hash = hashOfNumber(hashOfFew(few, place) | 0, table.hash)
}

/** The next key, which is any primitive but a bigint, or in a box. */
export const keyOfAny = (table: Table, at: number, value: unknown): void => {
  if (typeof value === 'number') keyOfCells(table, at, kinds.number, value + 0)
  else if (typeof value === 'string') keyOfText(table, at, value)
  else if (typeof value === 'boolean') keyOfCells(table, at, value ? kinds.true : kinds.false, 0)
  else if (value === undefined) keyOfCells(table, at, kinds.undefined, 0)
  else if (value === null) keyOfCells(table, at, kinds.null, 0)
  else keyOfCells(table, at, kinds.boxed, table.boxes.push(value as KeyBox) - 1)
}

const mostFew = 4096

/** `find` for a key which takes two cells, and is the only one. */
export const findAny = (table: Table, at: number, value: unknown): number => {
  const { few } = table
  const isFew = few !== undefined && typeof value === 'string'
  const known = isFew ? few.get(value) : undefined
  if (known !== undefined) return known
  beginKeys(table)
  keyOfAny(table, at, value)
  const group = find(table)
  if (isFew && group > 0)
    if (few.size < mostFew) few.set(value, group)
    else table.few = undefined
  return group
}

/** The key that stands in two cells. */
export const keyAt = ({ texts, boxes }: Table, cells: Float64Array, at: number): unknown => {
  const value = cells[at + 1] as number
  switch (cells[at]) {
    case kinds.number:
      return value
    case kinds.undefined:
      return undefined
    case kinds.null:
      return null
    case kinds.false:
      return false
    case kinds.true:
      return true
    case kinds.text:
      return textAt(texts, value)
    default:
      return (boxes[value] as KeyBox).value
  }
}
