/**
 * What the steps of a piece share while it runs: the row under way, and whether more rows are wanted.
 */
import { FloeError, type Place, type RunError } from '../../error/floe-error.ts'
import { rejectsAt } from '../../plan/error-policy.ts'
import type { Context } from '../engine.ts'
import { inMemory } from '../spill/in-memory.ts'
import type { Spill } from '../spill/spill.ts'
import type { Stage } from '../stage.ts'
import { stageError, withRow } from '../stage-error.ts'
import type { Rejects } from './rejects.ts'

export type Row = unknown

/** Takes one row. Whatever else it takes of it, it asks the run. */
export type Push = (row: Row) => void

/** Some rows on their way from one piece to another. */
export interface Rows {
  readonly rows: ArrayLike<Row>
  /** Which of them; all, unless said. */
  readonly range?: readonly [start: number, end: number]
  /** Errors in the place of rows, of a source. */
  readonly errors?: ReadonlyMap<number, RunError>
  /** Where a row was found. Asked only when something fails. */
  readonly where: (index: number) => Place
}

/** Where the row under way was found: place number `index` of `where`. */
export interface Cursor {
  where: (index: number) => Place
  index: number
}

export interface Run extends Cursor {
  readonly context: Context
  readonly spill: Spill
  readonly hold: Rejects['hold']
  /** The stages of which nobody sees in which order their rows come. */
  readonly unordered: ReadonlySet<Stage>
  /** Whether `where` is good only until the next batch: that of columns, which are used again. */
  isFleeting: boolean
  /**
   * The position of the last step that wants no more rows: the steps before it may stop. `wanting` while there is none.
   * Positions grow in the direction in which rows run, from below zero up to the last step at -1.
   */
  doneAt: number
  /** What the steps still have to give when there are no more rows, by their positions. */
  ends: StepEnd[]
}

/** What a step does when there are no more rows for it. */
export interface StepEnd {
  readonly position: number
  /** Gives rows; whatever is yielded is a moment at which it can be left off. `isCut`: whether something has failed. */
  readonly end: (isCut: boolean) => Iterable<unknown>
  /** Whether it is done too, cut short, when something has failed, as it gives what would have come before. */
  readonly isDue?: boolean
}

export const wanting = Number.NEGATIVE_INFINITY

const nowhere: Place = {}
/** After a sort, a group or an aggregate no place is known. */
export const noPlace = (): Place => nowhere

/** What pieces of a run share, and what does for one that puts no rows aside. */
type Common = Pick<Run, 'spill' | 'hold' | 'unordered'>
const none: Common = {
  spill: inMemory,
  hold: () => ({ stop: () => {}, giveUntil: () => {}, giveAll: () => {} }),
  unordered: new Set(),
}

export const newRun = (context: Context, { spill, hold, unordered }: Common = none): Run => ({
  context,
  spill,
  hold,
  unordered,
  isFleeting: false,
  where: noPlace,
  index: 0,
  doneAt: wanting,
  ends: [],
})

/** The place of the row under way, to come back to it however much later. */
export const placeOf = ({ where, index, isFleeting }: Run): Cursor => {
  if (!isFleeting) return { where, index }
  const place = where(index)
  return { where: () => place, index: 0 }
}

export const goTo = (run: Run, { where, index }: Cursor): void => {
  run.where = where
  run.index = index
}

const nowhereCursor: Cursor = { where: noPlace, index: 0 }

/** Hands on a row that has no place of its own, or another one than the row under way. */
export const emitFrom = (run: Run, emit: Push, row: Row, from: Cursor = nowhereCursor): void => {
  const { where, index } = run
  goTo(run, from)
  emit(row)
  goTo(run, { where, index })
}

const settle = (run: Run, stage: Stage, thrown: unknown, told: (error: RunError) => RunError): void => {
  const { context } = run
  const error = stageError(stage.node, thrown).at(run.where(run.index)) as RunError
  const isRejected = rejectsAt(stage.node, context.onError) && error._tag !== 'RowMutated' && error.code !== 'FLOE401'
  if (!isRejected) throw error
  stage.rowsRejected++
  context.reject(told(error), stage)
}

/** A row on which something threw: the policy decides whether the run ends, or the row is rejected. */
export const fail = (run: Run, stage: Stage, thrown: unknown): void => settle(run, stage, thrown, (error) => error)

/** The same in a stage that takes rows one by one, with the row that it was given. */
export const failOn = (run: Run, stage: Stage, thrown: unknown, row: Row): void =>
  settle(run, stage, thrown, (error) => withRow(error, row))

/** What no row of the user's has to do with is thrown by the engine itself. */
export const defect = (message: string): FloeError => new FloeError('Defect', { message })
