/**
 * A step: what a kind of node does with one row, as a function that hands its rows on to the next. Steps that follow each
 * other make a piece, through which a row runs without a stop.
 */
import type { Node } from '../../plan/node.ts'
import type { Stage } from '../stage.ts'
import { failOn, type Push, type Row, type Run } from './run.ts'

/** A step at its place in a piece. */
export interface At<N extends Node> {
  readonly node: N
  readonly stage: Stage
  readonly run: Run
  readonly position: number
  /** What was made of the second input, by those that have one. */
  readonly side: unknown
}

export type Step<N extends Node> = (at: At<N>, next: Push) => Push

/** Hands rows on, counted. */
export const emitter =
  ({ stage }: At<Node>, next: Push): Push =>
  (row) => {
    stage.rowsOut++
    next(row)
  }

/** Hands on several rows that one row has become, as long as they are wanted. */
export const emitAll = ({ run, position }: At<Node>, emit: Push, rows: readonly Row[]): void => {
  for (const row of rows) {
    if (run.doneAt > position) return
    emit(row)
  }
}

/** A step of a function that makes some rows of each; what it throws is the error of the row. */
export const each =
  <N extends Node>(replacer: (node: N, side: unknown) => (row: Row) => readonly Row[]): Step<N> =>
  (at, next) => {
    const { stage, run } = at
    const emit = emitter(at, next)
    const replace = replacer(at.node, at.side)
    return (row) => {
      stage.rowsIn++
      let rows: readonly Row[]
      try {
        rows = replace(row)
      } catch (thrown) {
        failOn(run, stage, thrown, row)
        return
      }
      emitAll(at, emit, rows)
    }
  }
