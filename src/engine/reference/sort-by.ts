/**
 * What `sortBy` means: the canonical order of the keys; ties stay in a sequence, and go by whole rows in a bag.
 */
import { List } from 'immutable'
import { compareCanonical } from '../../data/canonical-order.ts'
import { compareSortKeys } from '../../plan/compare-sort-keys.ts'
import type { SortByNode } from '../../plan/node.ts'
import { orderOf } from '../../plan/tree.ts'
import { comparable } from '../meaning/unfit.ts'
import { type Attempt, nowhere, type Row, type Rows } from './rows.ts'

type Keyed = { readonly row: Row; readonly keys: readonly unknown[] }

export async function* sortBy(node: SortByNode, attempt: Attempt, rows: Rows): Rows {
  const breakTies = orderOf(node.inputs[0]) === 'bag'
  let keyed = List<Keyed>()
  for await (const item of rows)
    for (const entry of attempt(item, () => [
      {
        row: breakTies ? comparable(item.row) : item.row,
        keys: node.keys.map((key) => comparable(key.lambda.call(item.row))),
      },
    ]))
      keyed = keyed.push(entry)
  const compare = (a: Keyed, b: Keyed): number =>
    compareSortKeys(node.keys, a.keys, b.keys) || (breakTies ? compareCanonical(a.row, b.row) : 0)
  for (const { row } of keyed.sort(compare)) yield { row, place: nowhere }
}
