/** Stages that fold: each time from the first row on. */
import type { State } from '../../../aggregate/aggregate.ts'
import { normaliseKey } from '../../../data/key.ts'
import type { NamedAggregates, NamedKey, NodeOf } from '../../../plan/node.ts'
import type { Means, Rows } from './means.ts'
import { sameKey } from './same-key.ts'

const statesOf = (aggregates: NamedAggregates, rows: Rows): readonly State[] =>
  aggregates.map(([, { init, step }]) => rows.reduce(step as never, init()) as State)

const folded = (aggregates: NamedAggregates, rows: Rows): readonly (readonly [string, unknown])[] => {
  const states = statesOf(aggregates, rows)
  return aggregates.map(([name, { done }], i) => [name, done(states[i] as State)])
}

const keyOf = (keys: readonly NamedKey[], row: unknown): readonly unknown[] =>
  keys.map(({ lambda }) => normaliseKey(lambda.call(row)))

interface Taken {
  readonly key: readonly unknown[]
  readonly row: unknown
}

/** Rows with their keys, but for those that some step fails on, with the rows before it. */
const takenOf = (
  { keys, aggregates }: NodeOf<'groupBy' | 'rollup'>,
  attempt: <A>(f: () => A) => readonly A[],
  rows: Rows,
  levels: readonly number[],
): readonly Taken[] => {
  const taken: Taken[] = []
  for (const row of rows)
    attempt(() => {
      const key = keyOf(keys, row)
      for (const level of levels) statesOf(aggregates, [...ofKey(taken, key, level), row])
      taken.push({ key, row })
    })
  return taken
}

const isOfKey = (one: Taken, key: readonly unknown[], level: number): boolean =>
  sameKey(one.key.slice(0, level), key.slice(0, level))

const ofKey = (taken: readonly Taken[], key: readonly unknown[], level: number): Rows =>
  taken.filter((one) => isOfKey(one, key, level)).map(({ row }) => row)

/** One key of each. */
const distinctKeys = (taken: readonly Taken[], level: number): readonly (readonly unknown[])[] =>
  taken.filter(({ key }, i) => taken.findIndex((one) => isOfKey(one, key, level)) === i).map(({ key }) => key)

export const groupBy: Means<NodeOf<'groupBy'>> = (node, attempt, rows) => {
  const level = node.keys.length
  const taken = takenOf(node, attempt, rows, [level])
  return distinctKeys(taken, level).map((key) =>
    Object.fromEntries([
      ...node.keys.map(({ name }, i) => [name, key[i]] as const),
      ...folded(node.aggregates, ofKey(taken, key, level)),
    ]),
  )
}

export const rollup: Means<NodeOf<'rollup'>> = (node, attempt, rows) => {
  const levels = [...node.keys.keys(), node.keys.length]
  const taken = takenOf(node, attempt, rows, levels)
  return levels.flatMap((level) =>
    (level === 0 ? [[]] : distinctKeys(taken, level)).map((key: readonly unknown[]) =>
      Object.fromEntries([
        ...node.keys.map(({ name }, i) => [name, i < level ? key[i] : null] as const),
        ['level', level] as const,
        ...folded(node.aggregates, ofKey(taken, key, level)),
      ]),
    ),
  )
}

export const aggregate: Means<NodeOf<'aggregate'>> = ({ aggregates }, attempt, rows) => {
  const taken: unknown[] = []
  for (const row of rows)
    attempt(() => {
      statesOf(aggregates, [...taken, row])
      taken.push(row)
    })
  return [Object.fromEntries(folded(aggregates, taken))]
}
