import { OrderedSet } from 'immutable'
import { sortCanonically } from '../data/canonical-order.ts'
import { decodeValue } from '../data/decode-value.ts'
import { encodeValue } from '../data/encode-value.ts'
import { type Key, keyOf, normaliseKey } from '../data/key.ts'
import type { Aggregate } from './aggregate.ts'
import { defineReading } from './define-reading.ts'
import { type OptionalLambda, optionalLambda } from './optional-lambda.ts'
import { newMap } from './states-of-nothing.ts'

type Keyed = readonly [key: Key, value: unknown]

/**
 * The different rows, or the different values of a function, null included: an Immutable `OrderedSet` in canonical
 * order, whatever the order of rows. Different as keys, which `groupBy` would put into different groups, and shown as
 * keys are: +0 for -0. Memory: all different values.
 *
 * Immutable takes a date for its number of milliseconds, and a `Stack` for a `List`: where both are given, the set has
 * the canonically lesser one. Plain objects and arrays are in it by value once each, but `has` finds them by reference.
 *
 * @throws FloeError NotARow while running, where the function gives what can be no row (a function, a class instance)
 * @example
 * A.fold(A.toSet())(['b', 'a', 'b']) // OrderedSet { 'a', 'b' }
 * A.fold(A.toSet((word: string) => word.length))(['pear', 'fig', 'plum']) // OrderedSet { 3, 4 }
 */
export function toSet<A>(): Aggregate<A, OrderedSet<A>>
export function toSet<A, B>(f: (row: A) => B): Aggregate<A, OrderedSet<B>>
export function toSet<A, B, P>(f: (row: A, params: P) => B, params: P): Aggregate<A, OrderedSet<B>>
export function toSet(...given: OptionalLambda): Aggregate<unknown, OrderedSet<unknown>> {
  const { name, reads } = optionalLambda('toSet', given)
  return defineReading<Map<Key, unknown>, unknown, OrderedSet<unknown>, Keyed>({
    name,
    needs: 'bag',
    splits: true,
    init: newMap,
    reads,
    check: (value) => [keyOf(value), value],
    take: (values, [key, value]) => (values.has(key) ? values : values.set(key, normaliseKey(value))),
    merge: (left, right) => new Map([...left, ...right]),
    done: (values) =>
      OrderedSet<unknown>().withMutations((set) => {
        for (const value of sortCanonically(values.values())) if (!set.has(value)) set.add(value)
      }),
    encode: (values) => sortCanonically(values.values()).map(encodeValue),
    decode: (encoded) => new Map((encoded as unknown[]).map(decodeValue).map((value) => [keyOf(value), value])),
  })
}
