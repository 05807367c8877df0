/**
 * The partitions of `over`: those there is room for. The rows of others are put aside. A partition must be held, as window
 * functions may look anywhere in it.
 */
import { compareCanonical } from '../../../data/canonical-order.ts'
import type { Key } from '../../../data/key.ts'
import { compareSortKeys } from '../../../plan/compare-sort-keys.ts'
import type { OverNode } from '../../../plan/node.ts'
import { orderOf } from '../../../plan/tree.ts'
import { withFields } from '../../meaning/over-row.ts'
import { type Member, type Outcome, windowValues } from '../../meaning/window-values.ts'
import { heapBytes } from '../../spill/heap-bytes.ts'
import type { Spill } from '../../spill/spill.ts'
import type { Late } from '../end.ts'
import type { Cursor } from '../run.ts'
import { newAside } from './aside.ts'
import { newKeyed } from './keyed.ts'
import type { Entry } from './merged.ts'
import { nothing, type Pass } from './passes.ts'
import { packed, unpacked, unplaced } from './place.ts'
import { roomOf } from './room.ts'

/** A row of a partition, with where it was found. */
export interface Placed extends Member {
  readonly ordinal: number
  /** Undefined in a bag. */
  readonly place: Cursor | undefined
}

export interface OverPass extends Pass {
  readonly add: (by: Key, placed: Placed) => void
  /** What is to be made of the rows of the partitions, in their order. */
  readonly lates: () => Iterable<Late & { readonly ordinal: number }>
}

/** What a row takes besides itself, with what the window functions give for it. */
const ofMember = 150
const ofWindow = 100
const ofPartition = 200

/** An entry is a row, its place, and whether there is none because something was thrown: the number of that, from 1. */
export const thrownAt = 5

export const newOverPass = (node: OverNode, spill: Spill, thrown: unknown[], depth: number): OverPass => {
  const isBag = orderOf(node.inputs[0]) === 'bag'
  const aside = newAside(spill, depth)
  // Ties stay as they came, and in a bag they go by whole rows.
  const breakTies = isBag && node.keys.length > 0
  const compare = (a: Member, b: Member): number =>
    compareSortKeys(node.keys, a.keys, b.keys) || (breakTies ? compareCanonical(a.row, b.row) : 0)
  const bytesOf = ({ row, keys }: Placed): number =>
    ofMember + ofWindow * node.windows.length + heapBytes(row) + heapBytes(keys)
  const put = (by: Key, { ordinal, row, keys, place }: Placed): void =>
    aside.put(by, [ordinal, row, ...(place === undefined ? unplaced : packed(place)), by, keys])
  const { groups, ...keyed } = newKeyed<Placed[]>({
    room: roomOf(spill),
    bytesOf: (members) => members.reduce((bytes, member) => bytes + bytesOf(member), ofPartition),
    giveUp: (by, members) => {
      for (const one of members) put(by, one)
    },
  })
  const add: OverPass['add'] = (by, placed) => {
    const known = groups.get(by)
    if (known !== undefined) known.push(placed)
    else if (keyed.isFull()) {
      put(by, placed)
      return
    } else keyed.add(by, [placed], ofPartition + heapBytes(by))
    keyed.grow(bytesOf(placed))
  }
  const lates: OverPass['lates'] = () => {
    const all: (Late & { readonly ordinal: number })[] = []
    for (const partition of groups.values()) {
      partition.sort(compare)
      const columns = node.windows.map(([name, window]) => [name, windowValues(window, partition, node.keys)] as const)
      for (const [i, { row, ordinal, place }] of partition.entries()) {
        const make = () =>
          withFields(
            row,
            columns.map(([name, outcomes]) => [name, outcomes[i] as Outcome] as const),
          )
        all.push({ make, place, ordinal })
      }
    }
    keyed.clear()
    return all.sort((a, b) => a.ordinal - b.ordinal)
  }
  const entryOf = ({ make, place, ordinal }: Late & { readonly ordinal: number }): Entry => {
    const where = place === undefined ? unplaced : packed(place)
    try {
      return [ordinal, make(), ...where]
    } catch (error) {
      return [ordinal, undefined, ...where, thrown.push(error)]
    }
  }
  return {
    aside,
    add,
    lates,
    take: (record) => {
      const [ordinal, row] = record
      const place = isBag ? undefined : unpacked(record, 2)
      add(record[5] as Key, { ordinal, row, keys: record[6] as readonly unknown[], place })
      return nothing
    },
    isFirst: () => false,
    end: function* () {
      for (const late of lates()) yield entryOf(late)
    },
  }
}
