/**
 * The ends that put rows in order.
 */
import { chanceOf } from '../../data/chance-of.ts'
import type { ShuffleNode, SortByNode } from '../../plan/node.ts'
import { orderOf } from '../../plan/tree.ts'
import { comparable } from '../meaning/unfit.ts'
import { newSorter, type Sorter, type Sorting } from '../spill/sort/sorter.ts'
import { type Ending, pause } from './end.ts'

export type Sort = ShuffleNode | SortByNode

/** Different rows of the same chance, which are most unlikely, go by whole rows. */
const byChance: Sorting = { keys: [{ direction: 'ascending', nulls: 'first' }], breakTies: true }

export const sortingOf = (node: Sort): Sorting =>
  node.kind === 'shuffle' ? byChance : { keys: node.keys, breakTies: orderOf(node.inputs[0]) === 'bag' }

/** What can be compared whatever else there is. */
const isPlain = (key: unknown): boolean => typeof key === 'string' || typeof key === 'number'

export const pausing = (settle: Sorter['settle']) =>
  function* (): Generator<typeof pause> {
    for (const _ of settle()) yield pause
  }

export const sortBy: Ending<SortByNode> = (node, { spill, wanted, part }) => {
  const sorting = sortingOf(node)
  const { breakTies } = sorting
  const { push, packing, settle, rows, columns, records } = newSorter({ ...sorting, wanted, part }, spill)
  const calls = node.keys.map(({ lambda }) => lambda.call)
  const keys: unknown[] = []
  return {
    take: (given) => {
      const row = breakTies ? comparable(given) : given
      for (let i = 0; i < calls.length; i++) {
        const key = (calls[i] as (row: unknown) => unknown)(row)
        keys[i] = isPlain(key) ? key : comparable(key)
      }
      push(row, keys)
    },
    packing,
    settle: pausing(settle),
    done: rows,
    columns,
    records,
  }
}

export const shuffle: Ending<ShuffleNode> = ({ seed }, { spill, wanted, part }) => {
  const { push, settle, rows, records } = newSorter({ ...byChance, wanted, part }, spill)
  return { take: (row) => push(row, [chanceOf(seed, row)]), settle: pausing(settle), done: rows, records }
}
