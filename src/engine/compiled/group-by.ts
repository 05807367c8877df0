/**
 * The ends that fold: rows into groups, into the groups of each beginning of the keys, and into one row.
 */
import type { State } from '../../aggregate/aggregate.ts'
import { type Key, keyOf, normaliseKey } from '../../data/key.ts'
import type { AggregateNode, GroupByNode, NamedAggregates, NamedKey, RollupNode } from '../../plan/node.ts'
import type { End, Ending, Missed } from './end.ts'
import { byStepsAgain, type Folded, foldingOf, remake } from './fold.ts'
import { ended } from './keyed/ended.ts'
import { type Folds, newFoldPass } from './keyed/fold-pass.ts'
import type { Row } from './run.ts'

const valuesOf = (keys: readonly NamedKey[], row: Row): readonly unknown[] =>
  keys.map(({ lambda }) => normaliseKey(lambda.call(row)))

/** Not by assignment: a field may be called `__proto__`. */
const record = (entries: readonly (readonly [string, unknown])[]): Row => Object.freeze(Object.fromEntries(entries))

const results = (aggregates: NamedAggregates, { states }: Folded): readonly (readonly [string, unknown])[] =>
  aggregates.map(([name, a], i) => [name, a.done(states[i] as State)] as const)

export const groupBy: Ending<GroupByNode> = ({ keys, aggregates }, { goesOn, spill, isOrdered }) => {
  const folding = foldingOf(aggregates, goesOn)
  const missed: Missed[] = []
  const folds: Folds = {
    spill,
    aggregates,
    folding,
    width: keys.length,
    rowOf: (group) =>
      record([...keys.map(({ name }, i) => [name, group.values[i]] as const), ...results(aggregates, group)]),
    missed,
  }
  const first = newFoldPass(folds, 0, true)
  const passing = { spill, isOrdered, newPass: (depth: number) => newFoldPass(folds, depth) }
  let taken = 0
  return {
    take: (row, run) => {
      first.add(taken, valuesOf(keys, row), folding.read(row), run)
      taken++
    },
    ...ended(passing, first, folding.mayThrow ? { missed, taken: () => taken } : undefined),
  }
}

const rollupRow = ({ keys, aggregates }: RollupNode, values: readonly unknown[], folded: Folded): Row => {
  const level = values.length
  const shown = keys.map(({ name }, i) => [name, i < level ? values[i] : null] as const)
  return record([...shown, ['level', level], ...results(aggregates, folded)])
}

/** The beginnings of the values of a row, all of them first. */
const beginningsOf = (keys: readonly NamedKey[], row: Row): readonly (readonly unknown[])[] => {
  const values = valuesOf(keys, row)
  return [values, ...keys.map((_, level) => values.slice(0, level))]
}

/**
 * A row is taken into the groups of all levels or into none. Where it is known only when it has been taken whether it can be,
 * what some have taken may have to be undone: so they stay in memory.
 */
const rollupInMemory = (node: RollupNode, goesOn: boolean): End => {
  const { keys, aggregates } = node
  const { init, take } = goesOn ? byStepsAgain(aggregates) : foldingOf(aggregates, false)
  interface Level extends Folded {
    readonly values: readonly unknown[]
  }
  const newLevel = (values: readonly unknown[]): Level => ({ ...init(), values })
  const groups = new Map<Key, Level>([[keyOf([]), newLevel([])]])
  return {
    take: (row) => {
      const found = beginningsOf(keys, row).map((some) => groups.get(keyOf(some)) ?? newLevel(some))
      const taken: Level[] = []
      try {
        for (const group of found) {
          take(group, [row])
          taken.push(group)
        }
      } catch (thrown) {
        if (goesOn)
          for (const group of taken) {
            group.rows?.pop()
            remake(aggregates, group)
          }
        throw thrown
      }
      for (const group of found) groups.set(keyOf(group.values), group)
    },
    done: function* () {
      // Level by level, each in the order in which its groups were met.
      const levels = [...groups.values()].sort((one, other) => one.values.length - other.values.length)
      for (const group of levels) yield rollupRow(node, group.values, group)
    },
  }
}

/** Ordinals of rows are less. */
const ofLevel = 2 ** 40

export const rollup: Ending<RollupNode> = (node, { goesOn, spill, isOrdered }) => {
  const { keys, aggregates } = node
  const folding = foldingOf(aggregates, goesOn)
  if (folding.mayThrow) return rollupInMemory(node, goesOn)
  const folds: Folds = {
    spill,
    aggregates,
    folding,
    width: 1,
    rowOf: (group) => rollupRow(node, group.values[0] as readonly unknown[], group),
    missed: [],
  }
  const first = newFoldPass(folds, 0)
  const passing = { spill, isOrdered, newPass: (depth: number) => newFoldPass(folds, depth) }
  first.begin(0, [[]])
  let taken = 0
  return {
    take: (row, run) => {
      const beginnings = beginningsOf(keys, row)
      const inputs = folding.read(row)
      // They come level by level, each in the order in which its groups were met.
      for (const some of beginnings) first.add(some.length * ofLevel + taken, [some], inputs, run)
      taken++
    },
    ...ended(passing, first),
  }
}

export const aggregate: Ending<AggregateNode> = ({ aggregates }, { goesOn }) => {
  const folding = foldingOf(aggregates, goesOn)
  const folded = folding.init()
  return {
    take: (row) => folding.take(folded, folding.read(row)),
    done: () => [record(results(aggregates, folded))],
  }
}
