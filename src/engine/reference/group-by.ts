/**
 * What `groupBy` and `aggregate` mean: aggregates over the rows of each key, and over all rows.
 */
import { type Key, keyOf, normaliseKey } from '../../data/key.ts'
import type { AggregateNode, GroupByNode } from '../../plan/node.ts'
import { Fold } from './fold.ts'
import { type Attempt, nowhere, type Rows } from './rows.ts'

export async function* groupBy(node: GroupByNode, attempt: Attempt, rows: Rows): Rows {
  const groups = new Map<Key, { readonly key: unknown; readonly fold: Fold }>()
  for await (const item of rows)
    for (const value of attempt(item, () => [normaliseKey(node.lambda.call(item.row))])) {
      const key = keyOf(value)
      const group = groups.get(key) ?? { key: value, fold: new Fold(node.aggregates) }
      group.fold.add(item, attempt)
      if (!group.fold.isEmpty) groups.set(key, group)
    }
  for (const { key, fold } of groups.values())
    yield { row: Object.freeze(Object.fromEntries([['key', key], ...fold.results()])), place: nowhere }
}

export async function* aggregate(node: AggregateNode, attempt: Attempt, rows: Rows): Rows {
  const fold = new Fold(node.aggregates)
  for await (const item of rows) fold.add(item, attempt)
  yield { row: Object.freeze(Object.fromEntries(fold.results())), place: nowhere }
}
