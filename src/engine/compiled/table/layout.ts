/**
 * How a group is laid out in cells, which are doubles: its ordinal, if that is asked for, its keys, and its states. A key that
 * is always a number takes one cell; any other takes two, of which the first says what the second is.
 */
import { cellsOf, type Held } from './held.ts'

/** What the cell of a key is, where that may be anything. */
export const kinds = { number: 0, undefined: 1, null: 2, false: 3, true: 4, text: 5, boxed: 6 } as const

export interface KeyCells {
  readonly isNumber: boolean
  /** Its only cell, or the one that says what the next is. */
  readonly at: number
}

export interface Layout {
  readonly hasOrdinals: boolean
  readonly keys: readonly KeyCells[]
  readonly states: readonly (Held & { readonly at: number })[]
  /** Where the states begin. */
  readonly statesAt: number
  /** How many cells a group has. */
  readonly width: number
  /** A group into which no row is taken. */
  readonly first: Float64Array
}

export const layoutOf = (hasOrdinals: boolean, keys: readonly boolean[], states: readonly Held[]): Layout => {
  let width = hasOrdinals ? 1 : 0
  const take = (cells: number): number => {
    width += cells
    return width - cells
  }
  const keyCells = keys.map((isNumber) => ({ isNumber, at: take(isNumber ? 1 : 2) }))
  const statesAt = width
  const stateCells = states.map((held) => ({ ...held, at: take(cellsOf(held).length) }))
  const first = new Float64Array(width)
  for (const held of stateCells) first.set(cellsOf(held), held.at)
  return { hasOrdinals, keys: keyCells, states: stateCells, statesAt, width, first }
}
