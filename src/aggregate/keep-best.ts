/**
 * How `topK`, `bottomK`, `topKBy` and `bottomKBy` keep: the `k` best values by a total order, best first, in an array. Of
 * values that are equal in that order it does not matter which are kept, so it must be 0 for identical ones only; then
 * what is kept depends on the values alone.
 */
import { decodeValue } from '../data/decode-value.ts'
import { encodeValue } from '../data/encode-value.ts'
import { givenNumber } from './given-number.ts'
import { newList } from './states-of-nothing.ts'

/** How many to keep, checked: a whole number from 0. */
export const howMany = (aggregate: string, k: number): number =>
  givenNumber(aggregate, k, {
    is: (n) => Number.isSafeInteger(n) && n >= 0,
    expected: 'a whole number, 0 or more',
    hint: `A.${aggregate}(3, (row) => row.field)`,
  })

/**
 * All of an aggregate that keeps the `k` best but what it reads and gives. To `add` a value takes one comparison where it
 * is not kept, and else O(log k) of them and O(k) moves.
 */
export const keepBest = <T>(k: number, compare: (a: T, b: T) => number) => ({
  needs: 'bag' as const,
  splits: true,
  init: newList<T>,
  add: (kept: T[], value: T): T[] => {
    if (kept.length === k && (k === 0 || compare(kept[k - 1] as T, value) <= 0)) return kept
    let from = 0
    let to = kept.length
    while (from < to) {
      const middle = (from + to) >>> 1
      if (compare(kept[middle] as T, value) <= 0) from = middle + 1
      else to = middle
    }
    kept.splice(from, 0, value)
    if (kept.length > k) kept.pop()
    return kept
  },
  merge: (left: readonly T[], right: readonly T[]): T[] => [...left, ...right].sort(compare).slice(0, k),
  encode: (kept: readonly T[]): unknown => kept.map(encodeValue),
  decode: (encoded: unknown): T[] => (encoded as unknown[]).map(decodeValue) as T[],
})
