/**
 * Aggregates under way over the rows of a group, some of which may be refused: a row is taken into all or into none.
 */
import type { State } from '../../aggregate/aggregate.ts'
import type { NamedAggregates } from '../../plan/node.ts'
import type { Row } from './run.ts'

/** Takes rows into states, in place. What it throws is the row's error, and has left no trace in the states. */
export type Take = (states: State[], row: Row, refold: Refold) => void

/** What makes states again that a step left half-way: the rows of the group so far. */
export interface Refold {
  rows: Row[] | undefined
}

export const initAll = (aggregates: NamedAggregates): State[] => aggregates.map(([, a]) => a.init())

const stepAll = (aggregates: NamedAggregates, states: State[], row: Row): void => {
  for (let i = 0; i < aggregates.length; i++)
    states[i] = (aggregates[i] as NamedAggregates[number])[1].step(states[i] as State, row)
}

/** First whatever may throw, then the taking in, which cannot. */
const takeParts = (aggregates: NamedAggregates): Take => {
  const parts = aggregates.map(([, { parts }]) => parts)
  const values: unknown[] = new Array(parts.length)
  return (states, row) => {
    for (let i = 0; i < parts.length; i++) {
      const part = parts[i]
      const value = part?.lambda === undefined ? row : part.lambda.call(row as never)
      values[i] = part?.check === undefined ? value : part.check(value)
    }
    for (let i = 0; i < parts.length; i++) states[i] = parts[i]?.take(states[i] as State, values[i]) as State
  }
}

/** A step that throws may have changed its state half-way: the states are made again of the rows before. */
export const takeAgain =
  (aggregates: NamedAggregates): Take =>
  (states, row, refold) => {
    refold.rows ??= []
    try {
      stepAll(aggregates, states, row)
    } catch (thrown) {
      for (const [i, state] of initAll(aggregates).entries()) states[i] = state
      for (const before of refold.rows) stepAll(aggregates, states, before)
      throw thrown
    }
    refold.rows.push(row)
  }

/** How rows are taken in. Where a row that fails ends the run, nobody will ask for the states any more. */
export const takeOf = (aggregates: NamedAggregates, goesOn: boolean): Take => {
  if (aggregates.every(([, { parts }]) => parts !== undefined)) return takeParts(aggregates)
  return goesOn ? takeAgain(aggregates) : (states, row) => stepAll(aggregates, states, row)
}
