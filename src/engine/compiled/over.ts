/**
 * The end of `over`: rows are read, partitions put in order, and the rows come out as they came in, with more fields.
 */
import { compareCanonical } from '../../data/canonical-order.ts'
import type { Key } from '../../data/key.ts'
import { compareSortKeys } from '../../plan/compare-sort-keys.ts'
import type { OverNode } from '../../plan/node.ts'
import { orderOf } from '../../plan/tree.ts'
import { readMember, withFields } from '../meaning/over-row.ts'
import { type Member, type Outcome, windowValues } from '../meaning/window-values.ts'
import type { Ending } from './end.ts'
import { type Cursor, placeOf, type Row } from './run.ts'

/** A row that has been read, with where it was found. */
interface Entry {
  readonly row: Row
  readonly member: Member
  readonly place: Cursor | undefined
}

export const over: Ending<OverNode> = (node) => {
  const isBag = orderOf(node.inputs[0]) === 'bag'
  const all: Entry[] = []
  const partitions = new Map<Key, Member[]>()
  return {
    take: (row, run) => {
      const { by, member } = readMember(node, row, isBag)
      all.push({ row, member, place: isBag ? undefined : placeOf(run) })
      const partition = partitions.get(by)
      if (partition === undefined) partitions.set(by, [member])
      else partition.push(member)
    },
    done: function* () {
      // Ties stay as they came, and in a bag they go by whole rows.
      const breakTies = isBag && node.keys.length > 0
      const compare = (a: Member, b: Member): number =>
        compareSortKeys(node.keys, a.keys, b.keys) || (breakTies ? compareCanonical(a.row, b.row) : 0)
      const added = new Map<Member, readonly (readonly [string, Outcome])[]>()
      for (const partition of partitions.values()) {
        partition.sort(compare)
        const columns = node.windows.map(
          ([name, window]) => [name, windowValues(window, partition, node.keys)] as const,
        )
        for (const [i, member] of partition.entries())
          added.set(
            member,
            columns.map(([name, outcomes]) => [name, outcomes[i] as Outcome] as const),
          )
      }
      for (const { row, member, place } of all) yield { make: () => withFields(row, added.get(member) ?? []), place }
    },
  }
}
