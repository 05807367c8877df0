/**
 * Aggregates under way over the rows of a group, some of which may be refused: a row is taken into all or into none.
 */
import type { State } from '../../aggregate/aggregate.ts'
import type { NamedAggregates } from '../../plan/node.ts'
import { heapBytes } from '../spill/heap-bytes.ts'
import type { Row } from './run.ts'

/** States of the aggregates, and what makes them again that a step left half-way: the rows so far. */
export interface Folded {
  readonly states: State[]
  rows: Row[] | undefined
}

/** How rows are taken into states, in place. */
export interface Folding {
  readonly init: () => Folded
  /** What the aggregates want of a row, which is put aside in its place. What it throws is the row's error. */
  readonly read: (row: Row) => readonly unknown[]
  /** Takes in what was read. What it throws is the row's error, and has left no trace in the states. */
  readonly take: (folded: Folded, inputs: readonly unknown[]) => void
  /** Whether taking in may throw. */
  readonly mayThrow: boolean
  /** How many bytes states may grow by what was read; undefined where they hardly grow. */
  readonly growth: ((inputs: readonly unknown[]) => number) | undefined
  /** How many bytes the states have. */
  readonly bytesOf: (folded: Folded) => number
}

type Named = NamedAggregates[number][1]

const initAll = (aggregates: NamedAggregates): State[] => aggregates.map(([, a]) => a.init())

const stepAll = (aggregates: NamedAggregates, states: State[], row: Row): void => {
  for (let i = 0; i < aggregates.length; i++)
    states[i] = (aggregates[i] as NamedAggregates[number])[1].step(states[i] as State, row)
}

/** What a sum or a mean has, more than the greatest part of others. */
const ofState = 160

/** The states that a value cannot make greater. */
const bounded: readonly unknown[] = ['count', 'sum', 'mean']

export const isBounded = ({ parts }: Named): boolean => bounded.includes(parts?.form)

/** Of the encoded state, as nobody can look into a state itself. */
export const bytesOfState = (aggregate: Named, state: State): number =>
  isBounded(aggregate) ? ofState : ofState + 2 * heapBytes(aggregate.encode(state))

const bytesOfAll =
  (aggregates: NamedAggregates) =>
  ({ states, rows }: Folded): number =>
    aggregates.reduce((bytes, [, a], i) => bytes + bytesOfState(a, states[i] as State), heapBytes(rows))

/** First whatever may throw, then the taking in, which cannot. */
const byParts = (aggregates: NamedAggregates): Folding => {
  const parts = aggregates.map(([, { parts }]) => parts)
  const growing = aggregates.flatMap(([, a], i) => (isBounded(a) ? [] : [i]))
  return {
    init: () => ({ states: initAll(aggregates), rows: undefined }),
    read: (row) => {
      const values: unknown[] = new Array(parts.length)
      for (let i = 0; i < parts.length; i++) {
        const part = parts[i]
        // Nobody looks at what is counted.
        if (part?.form === 'count') continue
        const value = part?.lambda === undefined ? row : part.lambda.call(row as never)
        values[i] = part?.check === undefined ? value : part.check(value)
      }
      return values
    },
    take: ({ states }, values) => {
      for (let i = 0; i < parts.length; i++) states[i] = parts[i]?.take(states[i] as State, values[i]) as State
    },
    mayThrow: false,
    growth:
      growing.length === 0 ? undefined : (values) => growing.reduce((bytes, i) => bytes + heapBytes(values[i]) + 16, 0),
    bytesOf: bytesOfAll(aggregates),
  }
}

/** Row by row. A row that fails ends the run, and nobody will ask for the states any more. */
const bySteps = (aggregates: NamedAggregates): Folding => ({
  init: () => ({ states: initAll(aggregates), rows: undefined }),
  read: (row) => [row],
  take: ({ states }, [row]) => stepAll(aggregates, states, row),
  mayThrow: true,
  growth: ([row]) => heapBytes(row) + 16,
  bytesOf: bytesOfAll(aggregates),
})

/** A step that throws may have changed its state half-way: the states are made again of the rows before. */
export const byStepsAgain = (aggregates: NamedAggregates): Folding => ({
  ...bySteps(aggregates),
  init: () => ({ states: initAll(aggregates), rows: [] }),
  take: (folded, [row]) => {
    const rows = folded.rows as Row[]
    try {
      stepAll(aggregates, folded.states, row)
    } catch (thrown) {
      remake(aggregates, folded)
      throw thrown
    }
    rows.push(row)
  },
})

/** Makes the states again of the rows that are left. */
export const remake = (aggregates: NamedAggregates, { states, rows }: Folded): void => {
  for (const [i, state] of initAll(aggregates).entries()) states[i] = state
  for (const row of rows ?? []) stepAll(aggregates, states, row)
}

/** `goesOn`: whether rows that fail are set aside. */
export const foldingOf = (aggregates: NamedAggregates, goesOn: boolean): Folding => {
  if (aggregates.every(([, { parts }]) => parts !== undefined)) return byParts(aggregates)
  return goesOn ? byStepsAgain(aggregates) : bySteps(aggregates)
}
