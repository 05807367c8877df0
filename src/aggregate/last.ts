import { decodeValue } from '../data/decode-value.ts'
import { encodeValue } from '../data/encode-value.ts'
import type { Aggregate } from './aggregate.ts'
import { defineReading } from './define-reading.ts'
import { type OptionalLambda, optionalLambda } from './optional-lambda.ts'
import { noRow } from './states-of-nothing.ts'

/** What was found, if anything was: null and undefined can be found too. */
type Found = readonly [] | readonly [unknown]

/**
 * The last row, or what a function gives for it, null included; undefined where there are no rows. Needs a sequence.
 * Memory: one value.
 *
 * @example
 * A.fold(A.last())(['b', 'a', 'c']) // 'c'
 * A.fold(A.last((word: string) => word.length))(['pear', 'fig']) // 3
 */
export function last<A>(): Aggregate<A, A | undefined, 'sequence'>
export function last<A, B>(f: (row: A) => B): Aggregate<A, B | undefined, 'sequence'>
export function last<A, B, P>(f: (row: A, params: P) => B, params: P): Aggregate<A, B | undefined, 'sequence'>
export function last(...given: OptionalLambda): Aggregate<unknown, unknown, 'sequence'> {
  const { name, reads } = optionalLambda('last', given)
  return defineReading<Found, unknown, unknown, unknown, 'sequence'>({
    name,
    needs: 'sequence',
    splits: true,
    init: noRow,
    reads,
    take: (_, value) => [value],
    merge: (left, right) => (right.length === 0 ? left : right),
    done: ([value]) => value,
    encode: (found) => found.map(encodeValue),
    decode: (encoded) => (encoded as unknown[]).map(decodeValue) as unknown as Found,
  })
}
