/**
 * The rows of a part in order, as records that whoever has those of all parts can merge without making rows of them: the bytes of
 * the keys, which part it was, and the row.
 */
import { chanceOf } from '../../data/chance-of.ts'
import type { NodeOf } from '../../plan/node.ts'
import { orderOf } from '../../plan/tree.ts'
import { longestCount, newOut, type Out, putCount, reserve } from '../spill/out.ts'
import { newPack } from '../spill/pack.ts'
import { copyBytes } from '../spill/sort/copy-bytes.ts'
import { type Direction, putKey } from '../spill/sort/order-key.ts'
import { newKnown } from '../spill/tags.ts'
import { newFilling, type Packed } from './packed.ts'

export type Sort = NodeOf<'sortBy' | 'shuffle'>

/** What rows are sorted by, and whether those with the same keys go by whole rows. */
export interface Sorting {
  readonly keys: readonly Direction[]
  readonly keysOf: (row: unknown) => readonly unknown[]
  readonly breakTies: boolean
}

export const sortingOf = (node: Sort): Sorting => {
  if (node.kind === 'shuffle')
    return {
      keys: [{ direction: 'ascending', nulls: 'first' }],
      keysOf: (row) => [chanceOf(node.seed, row)],
      breakTies: true,
    }
  // They can be compared: a worker has just done so.
  const calls = node.keys.map(({ lambda }) => lambda.call as (row: unknown) => unknown)
  return {
    keys: node.keys,
    keysOf: (row) => calls.map((call) => call(row)),
    breakTies: orderOf(node.inputs[0]) === 'bag',
  }
}

export interface SortedPacker {
  /** Rows come in order. */
  readonly push: (row: unknown) => void
  /** Whether there are keys whose bytes do not say all; those go along with their rows. */
  readonly isLoose: () => boolean
  readonly done: () => Packed
}

const copyAll = (out: Out, { bytes, view, at }: Out): void => copyBytes(out, { bytes, view, at: 0 }, at)

/** @param part its number, which is told with each record: what packed rows have in common is known by it */
export const newSortedPacker = ({ keys, keysOf }: Sorting, part: number): SortedPacker => {
  const known = newKnown()
  const pack = newPack(known)
  const key = newOut(256)
  const rest = newOut(1024)
  const { out, wrote, done } = newFilling()
  let isLoose = false
  return {
    push: (row) => {
      key.at = 0
      rest.at = 0
      const values = keysOf(row)
      let isExact = true
      for (let i = 0; i < keys.length && isExact; i++) isExact = putKey(key, values[i], keys[i] as Direction)
      isLoose ||= !isExact
      reserve(rest, longestCount)
      putCount(rest, part)
      pack(rest, isExact ? undefined : values)
      pack(rest, row)
      reserve(out, 2 * longestCount + key.at + rest.at)
      putCount(out, key.at)
      putCount(out, rest.at)
      copyAll(out, key)
      copyAll(out, rest)
      wrote()
    },
    isLoose: () => isLoose,
    done: () => done(known),
  }
}
