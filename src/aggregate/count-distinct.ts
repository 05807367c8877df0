import { sortCanonically } from '../data/canonical-order.ts'
import { decodeValue } from '../data/decode-value.ts'
import { encodeValue } from '../data/encode-value.ts'
import { type Key, keyOf } from '../data/key.ts'
import * as S from '../data/schema.ts'
import { lambda } from '../lambda/lambda.ts'
import { printLambda } from '../lambda/print-lambda.ts'
import type { Aggregate } from './aggregate.ts'
import { defineReading } from './define-reading.ts'
import { isMissing } from './is-missing.ts'
import { newSet } from './states-of-nothing.ts'

/**
 * How many different values a function gives: different as keys, which `groupBy` would put into different groups (-0 is
 * 0, NaN is NaN, `{ a: 1 }` is `{ a: 1 }`). Null and undefined are not counted; of nothing it is 0. Exact. Memory: all
 * different values.
 *
 * @throws FloeError NotARow while running, where the function gives what can be no row (a function, a class instance)
 * @example
 * A.fold(A.countDistinct((s: string | null) => s))(['a', 'b', null, 'a']) // 2
 */
export function countDistinct<A>(f: (row: A) => unknown): Aggregate<A, number>
export function countDistinct<A, P>(f: (row: A, params: P) => unknown, params: P): Aggregate<A, number>
export function countDistinct<A, P>(
  f: (row: A, params: P) => unknown,
  ...params: readonly [] | readonly [P]
): Aggregate<A, number> {
  const read = lambda('countDistinct', f, ...params)
  return defineReading<Set<Key>, A, number, Key>({
    name: `countDistinct ${printLambda(read)}`,
    needs: 'bag',
    splits: true,
    schema: S.number,
    init: newSet,
    reads: read,
    check: keyOf,
    take: (keys, key) => (isMissing(key) ? keys : keys.add(key)),
    merge: (left, right) => new Set([...left, ...right]),
    done: (keys) => keys.size,
    encode: (keys) => sortCanonically(keys).map(encodeValue),
    decode: (encoded) => new Set((encoded as unknown[]).map(decodeValue) as Key[]),
  })
}
