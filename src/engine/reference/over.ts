/**
 * What `over` means: each row with more fields, read from the rows around it in its partition.
 *
 * First all rows are read, and every function tried with each: a row on which one fails takes no part. Then each partition
 * is put in order, and the window functions give their values. Last, the rows come out as they came in.
 */
import { compareCanonical } from '../../data/canonical-order.ts'
import type { Key } from '../../data/key.ts'
import { compareSortKeys } from '../../plan/compare-sort-keys.ts'
import type { OverNode } from '../../plan/node.ts'
import { orderOf } from '../../plan/tree.ts'
import { readMember, withFields } from '../meaning/over-row.ts'
import { type Member, type Outcome, windowValues } from '../meaning/window-values.ts'
import { type Attempt, type Item, nowhere, type Rows } from './rows.ts'

export async function* over(node: OverNode, attempt: Attempt, rows: Rows): Rows {
  const isBag = orderOf(node.inputs[0]) === 'bag'
  const all: { readonly item: Item; readonly member: Member }[] = []
  const partitions = new Map<Key, Member[]>()
  for await (const item of rows)
    for (const { by, member } of attempt(item, () => [readMember(node, item.row, isBag)])) {
      all.push({ item: isBag ? { row: item.row, place: nowhere } : item, member })
      partitions.set(by, partitions.get(by) ?? [])
      partitions.get(by)?.push(member)
    }

  // Ties stay as they came, and in a bag they go by whole rows.
  const breakTies = isBag && node.keys.length > 0
  const compare = (a: Member, b: Member): number =>
    compareSortKeys(node.keys, a.keys, b.keys) || (breakTies ? compareCanonical(a.row, b.row) : 0)
  const added = new Map<Member, readonly (readonly [string, Outcome])[]>()
  for (const partition of partitions.values()) {
    const members = [...partition].sort(compare)
    const columns = node.windows.map(([name, window]) => [name, windowValues(window, members, node.keys)] as const)
    for (const [i, member] of members.entries())
      added.set(
        member,
        columns.map(([name, outcomes]) => [name, outcomes[i] as Outcome] as const),
      )
  }

  for (const { item, member } of all)
    for (const row of attempt(item, () => [withFields(item.row, added.get(member) ?? [])]))
      yield { row, place: item.place }
}
