/**
 * How packed values begin, and what those who pack and unpack them know in common.
 */

export const tags = {
  undefined: 0,
  null: 1,
  false: 2,
  true: 3,
  /** A whole number from 0, and one below. */
  count: 4,
  below: 5,
  double: 6,
  bigint: 7,
  /** Of units below 256. */
  narrow: 8,
  wide: 9,
  date: 10,
  bytes: 11,
  array: 12,
  frozenArray: 13,
  hole: 14,
  object: 15,
  map: 16,
  set: 17,
  /** Of Immutable's, each by one that is empty. Records are keyed, too. */
  collection: 18,
  keyed: 19,
} as const

/** Objects with the same fields in the same order. */
export interface Shape {
  readonly id: number
  readonly names: readonly string[]
  readonly isFrozen: boolean
  readonly isBare: boolean
}

/** What is told once, and meant by its number: forms of objects, and empty ones of Immutable's collections. */
export interface Known {
  readonly shapes: Shape[]
  readonly empties: object[]
}

export const newKnown = (): Known => ({ shapes: [], empties: [] })

/** So many are told once. There is no end to them where names are data. */
export const mostShapes = 4096
