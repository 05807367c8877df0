/**
 * The end of a piece: what takes its rows, and what comes of them when all are there.
 */
import type { Node } from '../../plan/node.ts'
import type { RowsInColumns } from '../../plan/source.ts'
import type { PartOfRows, Sorter } from '../spill/sort/sorter.ts'
import type { Spill } from '../spill/spill.ts'
import type { Cursor, Row, Run } from './run.ts'

/** A row that is still to be made, which may fail, and where it was found, if that is known. */
export interface Late {
  readonly make: () => Row
  readonly place: Cursor | undefined
}

/** In the place of a row: a moment in which long work can be left off. */
export const pause = Symbol('pause')

/** What was thrown on a row that had been put aside, and where the row was found. */
export interface Missed {
  readonly thrown: unknown
  readonly place: Cursor
  /** So many rows were taken before it. */
  readonly ordinal: number
}

/** What a breaker makes of all rows of its input. */
export interface End {
  /** What it throws is the error of the row. */
  readonly take: (row: Row, run: Run) => void
  /** Work before the first row, with moments in which it can be left off. Who has this gives no pause among rows. */
  readonly settle?: () => Iterable<typeof pause>
  /**
   * The rows that come of it, of which at most so many are wanted; or, of some kinds, what makes them.
   */
  readonly done: (wanted: number) => Iterable<Row | typeof pause> | Iterable<Late | typeof pause>
  /** Of a sort: takes rows packed by whoever has their values, instead of `take`. */
  readonly packing?: Sorter['packing']
  /** The rows that come of it, in columns, where they can be had so: asked instead of `done`. */
  readonly columns?: () => Iterable<RowsInColumns> | undefined
  /** Of a sort: the records that its rows are sorted as: asked instead of `done`. */
  readonly records?: Sorter['records']
  /** How many rows were taken, and what failed of those that were put aside, in their order: asked once, when no more come. */
  readonly missed?: { readonly taken: () => number; readonly all: () => Iterable<Missed | typeof pause> }
}

/** What an end must know besides its node. */
export interface Means {
  /** Whether rows that fail are set aside. */
  readonly goesOn: boolean
  readonly spill: Spill
  /** How many rows of it are wanted at most. */
  readonly wanted: number
  /** Whether it matters in which order rows of a bag come out, because something may fail on one of them. */
  readonly isOrdered: boolean
  /** Of a sort whose records are merged with those of other parts: its own. */
  readonly part?: PartOfRows | undefined
}

export type Ending<N extends Node> = (node: N, means: Means) => End
