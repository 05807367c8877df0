/**
 * The ends that fold: rows into groups, into the groups of each beginning of the keys, and into one row.
 */
import type { State } from '../../aggregate/aggregate.ts'
import { type Key, keyOf, normaliseKey } from '../../data/key.ts'
import type { AggregateNode, GroupByNode, NamedAggregates, NamedKey, RollupNode } from '../../plan/node.ts'
import type { Ending } from './end.ts'
import { initAll, type Refold, takeAgain, takeOf } from './fold.ts'
import type { Row } from './run.ts'

interface Group extends Refold {
  readonly values: readonly unknown[]
  readonly states: State[]
}

const newGroup = (values: readonly unknown[], aggregates: NamedAggregates): Group => ({
  values,
  states: initAll(aggregates),
  rows: undefined,
})

const valuesOf = (keys: readonly NamedKey[], row: Row): readonly unknown[] =>
  keys.map(({ lambda }) => normaliseKey(lambda.call(row)))

/** Not by assignment: a field may be called `__proto__`. */
const record = (entries: readonly (readonly [string, unknown])[]): Row => Object.freeze(Object.fromEntries(entries))

const results = (aggregates: NamedAggregates, { states }: Group): readonly (readonly [string, unknown])[] =>
  aggregates.map(([name, a], i) => [name, a.done(states[i] as State)] as const)

const keyOfAll = (values: readonly unknown[]): Key => (values.length === 1 ? keyOf(values[0]) : keyOf(values))

export const groupBy: Ending<GroupByNode> = ({ keys, aggregates }, goesOn) => {
  const groups = new Map<Key, Group>()
  const take = takeOf(aggregates, goesOn)
  return {
    take: (row) => {
      const values = valuesOf(keys, row)
      const key = keyOfAll(values)
      const known = groups.get(key)
      const group = known ?? newGroup(values, aggregates)
      take(group.states, row, group)
      if (known === undefined) groups.set(key, group)
    },
    done: function* () {
      for (const group of groups.values())
        yield record([...keys.map(({ name }, i) => [name, group.values[i]] as const), ...results(aggregates, group)])
    },
  }
}

export const rollup: Ending<RollupNode> = ({ keys, aggregates }, goesOn) => {
  const groups = new Map<Key, Group>([[keyOf([]), newGroup([], aggregates)]])
  // A row is taken into the groups of all levels or into none, so what some have taken may have to be undone.
  const take = goesOn ? takeAgain(aggregates) : takeOf(aggregates, false)
  const undo = (taken: readonly Group[]): void => {
    for (const { states, rows } of taken) {
      rows?.pop()
      for (const [i, state] of initAll(aggregates).entries()) states[i] = state
      for (const row of rows ?? [])
        for (const [i, [, a]] of aggregates.entries()) states[i] = a.step(states[i] as State, row)
    }
  }
  return {
    take: (row) => {
      const values = valuesOf(keys, row)
      const beginnings = [values, ...keys.map((_, level) => values.slice(0, level))]
      const found = beginnings.map((some) => groups.get(keyOf(some)) ?? newGroup(some, aggregates))
      const taken: Group[] = []
      try {
        for (const group of found) {
          take(group.states, row, group)
          taken.push(group)
        }
      } catch (thrown) {
        if (goesOn) undo(taken)
        throw thrown
      }
      for (const group of found) groups.set(keyOf(group.values), group)
    },
    done: function* () {
      // Level by level, each in the order in which its groups were met.
      const levels = [...groups.values()].sort((one, other) => one.values.length - other.values.length)
      for (const group of levels) {
        const level = group.values.length
        const shown = keys.map(({ name }, i) => [name, i < level ? group.values[i] : null] as const)
        yield record([...shown, ['level', level], ...results(aggregates, group)])
      }
    },
  }
}

export const aggregate: Ending<AggregateNode> = ({ aggregates }, goesOn) => {
  const group = newGroup([], aggregates)
  const take = takeOf(aggregates, goesOn)
  return {
    take: (row) => take(group.states, row, group),
    done: () => [record(results(aggregates, group))],
  }
}
