/**
 * What `groupBy`, `rollup` and `aggregate` mean: aggregates over the rows of each key, of each beginning of the keys, and
 * over all rows.
 */
import { type Key, keyOf, normaliseKey } from '../../data/key.ts'
import type { AggregateNode, GroupByNode, NamedKey, RollupNode } from '../../plan/node.ts'
import { Fold } from './fold.ts'
import { type Attempt, type Item, nowhere, type Row, type Rows } from './rows.ts'

interface Group {
  /** The values of the keys. */
  readonly values: readonly unknown[]
  readonly fold: Fold
}

const valuesOf = (keys: readonly NamedKey[], row: Row): readonly unknown[] =>
  keys.map(({ lambda }) => normaliseKey(lambda.call(row)))

const item = (entries: Iterable<readonly [string, unknown]>): Item => ({
  row: Object.freeze(Object.fromEntries(entries)),
  place: nowhere,
})

export async function* groupBy({ keys, aggregates }: GroupByNode, attempt: Attempt, rows: Rows): Rows {
  const groups = new Map<Key, Group>()
  for await (const one of rows)
    for (const values of attempt(one, () => [valuesOf(keys, one.row)])) {
      const key = keyOf(values)
      const group = groups.get(key) ?? { values, fold: new Fold(aggregates) }
      if (Fold.addToAll([group.fold], one, attempt)) groups.set(key, group)
    }
  for (const { values, fold } of groups.values())
    yield item([...keys.map(({ name }, i) => [name, values[i]] as const), ...fold.results()])
}

export async function* rollup({ keys, aggregates }: RollupNode, attempt: Attempt, rows: Rows): Rows {
  const groups = new Map<Key, Group>([[keyOf([]), { values: [], fold: new Fold(aggregates) }]])
  for await (const one of rows)
    for (const values of attempt(one, () => [valuesOf(keys, one.row)])) {
      const beginnings = [values, ...keys.map((_, level) => values.slice(0, level))]
      const found = beginnings.map((some) => groups.get(keyOf(some)) ?? { values: some, fold: new Fold(aggregates) })
      const folds = found.map(({ fold }) => fold)
      if (Fold.addToAll(folds, one, attempt)) for (const group of found) groups.set(keyOf(group.values), group)
    }
  // Level by level, each in the order in which its groups were met.
  const levels = [...groups.values()].sort((one, other) => one.values.length - other.values.length)
  for (const { values, fold } of levels) {
    const level = values.length
    const shown = keys.map(({ name }, i) => [name, i < level ? values[i] : null] as const)
    yield item([...shown, ['level', level], ...fold.results()])
  }
}

export async function* aggregate({ aggregates }: AggregateNode, attempt: Attempt, rows: Rows): Rows {
  const fold = new Fold(aggregates)
  for await (const one of rows) Fold.addToAll([fold], one, attempt)
  yield item(fold.results())
}
