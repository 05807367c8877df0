/**
 * The end of a piece: what takes its rows, and what comes of them when all are there.
 */
import type { Node } from '../../plan/node.ts'
import type { Cursor, Row, Run } from './run.ts'

/** A row that is still to be made, which may fail, and where it was found, if that is known. */
export interface Late {
  readonly make: () => Row
  readonly place: Cursor | undefined
}

/** What a breaker makes of all rows of its input. */
export interface End {
  /** What it throws is the error of the row. */
  readonly take: (row: Row, run: Run) => void
  /** The rows that come of it, of which at most so many are wanted; or, of some kinds, what makes them. */
  readonly done: (wanted: number) => Iterable<Row> | Iterable<Late>
}

export type Ending<N extends Node> = (node: N, goesOn: boolean) => End
