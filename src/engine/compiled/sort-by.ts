/**
 * The ends that put rows in order.
 */
import { chanceOf } from '../../data/chance-of.ts'
import type { ShuffleNode, SortByNode } from '../../plan/node.ts'
import { orderOf } from '../../plan/tree.ts'
import { comparable } from '../meaning/unfit.ts'
import { newSorter, type Sorter } from '../spill/sort/sorter.ts'
import { type Ending, pause } from './end.ts'

/** What can be compared whatever else there is. */
const isPlain = (key: unknown): boolean => typeof key === 'string' || typeof key === 'number'

const pausing = (settle: Sorter['settle']) =>
  function* (): Generator<typeof pause> {
    for (const _ of settle()) yield pause
  }

export const sortBy: Ending<SortByNode> = (node, { spill, wanted }) => {
  const breakTies = orderOf(node.inputs[0]) === 'bag'
  const { push, packing, settle, rows, columns } = newSorter({ keys: node.keys, breakTies, wanted }, spill)
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
  }
}

export const shuffle: Ending<ShuffleNode> = ({ seed }, { spill, wanted }) => {
  // Different rows of the same chance, which are most unlikely, go by whole rows.
  const keys = [{ direction: 'ascending', nulls: 'first' }] as const
  const { push, settle, rows } = newSorter({ keys, breakTies: true, wanted }, spill)
  return { take: (row) => push(row, [chanceOf(seed, row)]), settle: pausing(settle), done: rows }
}
