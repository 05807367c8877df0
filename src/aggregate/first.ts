import { decodeValue } from '../data/decode-value.ts'
import { encodeValue } from '../data/encode-value.ts'
import type { Aggregate } from './aggregate.ts'
import { defineReading } from './define-reading.ts'
import { type OptionalLambda, optionalLambda } from './optional-lambda.ts'
import { noRow } from './states-of-nothing.ts'

/** What was found, if anything was: null and undefined can be found too. */
type Found = readonly [] | readonly [unknown]

/**
 * The first row, or what a function gives for it, null included; undefined where there are no rows. Needs a sequence.
 * The function is called for every row, so that whether it fails does not depend on how the rows are cut. Memory: one
 * value.
 *
 * @example
 * A.fold(A.first())(['b', 'a', 'c']) // 'b'
 * A.fold(A.first((word: string) => word.length))(['pear', 'fig']) // 4
 */
export function first<A>(): Aggregate<A, A | undefined, 'sequence'>
export function first<A, B>(f: (row: A) => B): Aggregate<A, B | undefined, 'sequence'>
export function first<A, B, P>(f: (row: A, params: P) => B, params: P): Aggregate<A, B | undefined, 'sequence'>
export function first(...given: OptionalLambda): Aggregate<unknown, unknown, 'sequence'> {
  const { name, reads } = optionalLambda('first', given)
  return defineReading<Found, unknown, unknown, unknown, 'sequence'>({
    name,
    needs: 'sequence',
    splits: true,
    init: noRow,
    reads,
    take: (found, value) => (found.length === 0 ? [value] : found),
    merge: (left, right) => (left.length === 0 ? right : left),
    done: ([value]) => value,
    encode: (found) => found.map(encodeValue),
    decode: (encoded) => (encoded as unknown[]).map(decodeValue) as unknown as Found,
  })
}
