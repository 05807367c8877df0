/**
 * What `over` means: each row with more fields, read from the rows around it in its partition.
 *
 * First all rows are read, and every function tried with each: a row on which one fails takes no part. Then each partition
 * is put in order, and the window functions give their values. Last, the rows come out as they came in.
 */
import { compareCanonical } from '../../data/canonical-order.ts'
import { type Key, keyOf } from '../../data/key.ts'
import { printValue } from '../../data/print-value.ts'
import { objectKind } from '../../data/value-kind.ts'
import { FloeError } from '../../error/floe-error.ts'
import { compareSortKeys } from '../../plan/compare-sort-keys.ts'
import type { OverNode } from '../../plan/node.ts'
import { orderOf } from '../../plan/tree.ts'
import { rangePoint } from '../meaning/frames.ts'
import { comparable } from '../meaning/unfit.ts'
import { type Member, type Outcome, windowValues } from '../meaning/window-values.ts'
import { type Attempt, type Item, nowhere, type Row, type Rows } from './rows.ts'

const checkFields = (row: Row): void => {
  if (typeof row === 'object' && row !== null && objectKind(row) === 'object') return
  throw new FloeError('InvalidRow', {
    message: `over adds fields to plain objects, and was given ${printValue(row)}`,
    hint: 'make it one: map((x) => ({ x }))',
    found: printValue(row),
    expected: 'plain object',
  })
}

/** The keys of a row, after every function has been tried with it: an aggregate with this row alone. */
const read = (node: OverNode, row: Row, isBag: boolean): { readonly by: Key; readonly member: Member } => {
  checkFields(row)
  if (isBag && node.keys.length > 0) comparable(row)
  const by = keyOf(node.by?.call(row))
  const keys = node.keys.map((key) => comparable(key.lambda.call(row)))
  for (const [, { looksAt }] of node.windows)
    if (looksAt.kind === 'frame') {
      if (looksAt.frame.unit === 'range') rangePoint(keys[0])
      looksAt.aggregate.step(looksAt.aggregate.init(), row)
    }
  return { by, member: { row, keys } }
}

const withFields = (row: Row, added: readonly (readonly [string, Outcome])[]): Row =>
  Object.freeze(
    Object.fromEntries([
      ...Object.entries(row as object),
      ...added.map(([name, outcome]) => {
        if ('thrown' in outcome) throw outcome.thrown
        return [name, outcome.value] as const
      }),
    ]),
  )

export async function* over(node: OverNode, attempt: Attempt, rows: Rows): Rows {
  const isBag = orderOf(node.inputs[0]) === 'bag'
  const all: { readonly item: Item; readonly member: Member }[] = []
  const partitions = new Map<Key, Member[]>()
  for await (const item of rows)
    for (const { by, member } of attempt(item, () => [read(node, item.row, isBag)])) {
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
