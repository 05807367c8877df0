/**
 * The ends that put rows in order.
 */
import { compareCanonical, sortCanonically } from '../../data/canonical-order.ts'
import { chanceOf } from '../../data/chance-of.ts'
import { compareStrings } from '../../data/compare-strings.ts'
import { compareSortKeys } from '../../plan/compare-sort-keys.ts'
import type { ShuffleNode, SortByNode } from '../../plan/node.ts'
import { orderOf } from '../../plan/tree.ts'
import { comparable } from '../meaning/unfit.ts'
import type { Ending } from './end.ts'
import type { Row } from './run.ts'

interface Keyed {
  readonly row: Row
  /** The only key, or all of them. */
  readonly key: unknown
}

type Compare = (a: Keyed, b: Keyed) => number

/** Which kinds of keys there are: those of one plain kind are compared without asking what they are. */
type Kinds = 'none' | 'numbers' | 'texts' | 'any'

/** NaN and the zeros have an order of their own. */
const isPlainNumber = (key: unknown): boolean => typeof key === 'number' && key !== 0 && !Number.isNaN(key)

const kindOf = (key: unknown): Kinds => (typeof key === 'string' ? 'texts' : isPlainNumber(key) ? 'numbers' : 'any')

const compareNumbers = (a: number, b: number): number => (a < b ? -1 : a > b ? 1 : 0)

/** `compareSortKeys` of one key, for keys of one plain kind. */
const plainCompare = (node: SortByNode, kinds: Kinds): Compare | undefined => {
  const [only] = node.keys
  if (node.keys.length !== 1 || kinds === 'any' || kinds === 'none') return undefined
  const compare = (kinds === 'numbers' ? compareNumbers : compareStrings) as (a: unknown, b: unknown) => number
  return only?.direction === 'ascending' ? (a, b) => compare(a.key, b.key) : (a, b) => compare(b.key, a.key)
}

const byKeys = (node: SortByNode): Compare =>
  node.keys.length === 1
    ? (a, b) => compareSortKeys(node.keys, [a.key], [b.key])
    : (a, b) => compareSortKeys(node.keys, a.key as readonly unknown[], b.key as readonly unknown[])

/** The rows that come first in the order, of which there are many more: a heap whose top is the last of the best. */
const firstOf = (rows: readonly Keyed[], wanted: number, compare: Compare): readonly Keyed[] => {
  const indexed = (i: number): { readonly keyed: Keyed; readonly i: number } => ({ keyed: rows[i] as Keyed, i })
  type Indexed = ReturnType<typeof indexed>
  const isAfter = (a: Indexed, b: Indexed): boolean => (compare(a.keyed, b.keyed) || a.i - b.i) > 0
  const heap: Indexed[] = []
  const swap = (a: number, b: number): void => {
    const one = heap[a] as Indexed
    heap[a] = heap[b] as Indexed
    heap[b] = one
  }
  const sink = (from: number): void => {
    for (let at = from; ; ) {
      let top = at
      for (const child of [2 * at + 1, 2 * at + 2])
        if (child < heap.length && isAfter(heap[child] as Indexed, heap[top] as Indexed)) top = child
      if (top === at) return
      swap(at, top)
      at = top
    }
  }
  for (let i = 0; i < wanted; i++) heap.push(indexed(i))
  for (let i = wanted >> 1; i >= 0; i--) sink(i)
  for (let i = wanted; i < rows.length; i++)
    if (compare(rows[i] as Keyed, (heap[0] as Indexed).keyed) < 0) {
      heap[0] = indexed(i)
      sink(0)
    }
  return heap.sort((a, b) => compare(a.keyed, b.keyed) || a.i - b.i).map(({ keyed }) => keyed)
}

/** Fewer than this share of the rows are found by a heap. */
const fewOfMany = 16

export const sortBy: Ending<SortByNode> = (node) => {
  const breakTies = orderOf(node.inputs[0]) === 'bag'
  const keyed: Keyed[] = []
  let kinds: Kinds = 'none'
  const lambdas = node.keys.map(({ lambda }) => lambda)
  const [first] = lambdas
  const keyOfRow =
    first !== undefined && lambdas.length === 1
      ? (row: Row): unknown => {
          const key = first.call(row)
          const kind = kindOf(key)
          if (kind === 'any') comparable(key)
          if (kinds !== kind) kinds = kinds === 'none' ? kind : 'any'
          return key
        }
      : (row: Row): unknown => lambdas.map((lambda) => comparable(lambda.call(row)))
  return {
    take: (given) => {
      const row = breakTies ? comparable(given) : given
      keyed.push({ row, key: keyOfRow(row) })
    },
    done: function* (wanted) {
      const compareKeys = plainCompare(node, kinds) ?? byKeys(node)
      const compare: Compare = breakTies ? (a, b) => compareKeys(a, b) || compareCanonical(a.row, b.row) : compareKeys
      const sorted = wanted < keyed.length / fewOfMany ? firstOf(keyed, wanted, compare) : keyed.sort(compare)
      for (const { row } of sorted) yield row
    },
  }
}

export const shuffle: Ending<ShuffleNode> = ({ seed }) => {
  const all: (readonly [chance: number, row: Row])[] = []
  return {
    take: (row) => all.push([chanceOf(seed, row), row]),
    // Different rows of the same chance, which are most unlikely, go by whole rows.
    done: function* () {
      for (const [, row] of sortCanonically(all)) yield row
    },
  }
}
