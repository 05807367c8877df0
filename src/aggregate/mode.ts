import { compareCanonical } from '../data/canonical-order.ts'
import { decodeValue } from '../data/decode-value.ts'
import { encodeValue } from '../data/encode-value.ts'
import { type Key, keyOf, normaliseKey } from '../data/key.ts'
import { lambda } from '../lambda/lambda.ts'
import { printLambda } from '../lambda/print-lambda.ts'
import type { Aggregate } from './aggregate.ts'
import { defineReading } from './define-reading.ts'
import { isMissing } from './is-missing.ts'
import { newMap } from './states-of-nothing.ts'

type Keyed = readonly [key: Key, value: unknown]
type Counted = readonly [value: unknown, times: number]
/** How often each value occurs, by its key. */
type Counts = Map<Key, Counted>

const add = (counts: Counts, key: Key, value: unknown, times: number): Counts => {
  const before = counts.get(key)
  return counts.set(key, before === undefined ? [normaliseKey(value), times] : [before[0], before[1] + times])
}

const sorted = (counts: Counts): readonly Counted[] => [...counts.values()].sort(([a], [b]) => compareCanonical(a, b))

/** The more frequent one; of two that are equally frequent the canonically lesser one. */
const moreFrequent = (a: Counted | undefined, b: Counted): Counted =>
  a === undefined || b[1] > a[1] || (b[1] === a[1] && compareCanonical(b[0], a[0]) < 0) ? b : a

/**
 * The value that a function gives most often; of several such the canonically least, so that the order of rows does not
 * matter. Values are the same as keys, which `groupBy` would put into one group, and the result is shown as the key of such
 * a group (-0 as 0). Null and undefined are skipped; NaN is a value; undefined where there is no value. Memory: one entry
 * for each different value.
 *
 * @throws FloeError NotARow while running, where the function gives what can be no row (a function, a class instance)
 * @example
 * A.fold(A.mode((word: string) => word.length))(['fig', 'pear', 'date', 'nut', 'lime']) // 4
 * A.fold(A.mode((word: string) => word))(['pear', 'fig']) // 'fig'
 */
export function mode<A, B>(f: (row: A) => B): Aggregate<A, NonNullable<B> | undefined>
export function mode<A, B, P>(f: (row: A, params: P) => B, params: P): Aggregate<A, NonNullable<B> | undefined>
export function mode<A, B, P>(
  f: (row: A, params: P) => B,
  ...params: readonly [] | readonly [P]
): Aggregate<A, NonNullable<B> | undefined> {
  const read = lambda('mode', f, ...params)
  return defineReading<Counts, A, NonNullable<B> | undefined, Keyed>({
    name: `mode ${printLambda(read)}`,
    needs: 'bag',
    splits: true,
    init: newMap,
    reads: read,
    check: (value) => [keyOf(value), value],
    take: (counts, [key, value]) => (isMissing(key) ? counts : add(counts, key, value, 1)),
    merge: (left, right) => {
      const counts: Counts = new Map(left)
      for (const [key, [value, times]] of right) add(counts, key, value, times)
      return counts
    },
    done: (counts) =>
      [...counts.values()].reduce<Counted | undefined>(moreFrequent, undefined)?.[0] as NonNullable<B> | undefined,
    encode: (counts) => sorted(counts).map(([value, times]) => [encodeValue(value), times]),
    decode: (encoded) =>
      new Map(
        (encoded as Counted[]).map(([given, times]) => {
          const value = decodeValue(given)
          return [keyOf(value), [value, times]]
        }),
      ),
  })
}
