import { List } from 'immutable'
import { decodeValue } from '../data/decode-value.ts'
import { encodeValue } from '../data/encode-value.ts'
import type { Aggregate } from './aggregate.ts'
import { defineReading } from './define-reading.ts'
import { type OptionalLambda, optionalLambda } from './optional-lambda.ts'
import { newList } from './states-of-nothing.ts'

/**
 * All rows, or what a function gives for each, in their order, null included: an Immutable `List`. Needs a sequence.
 * Memory: all of them.
 *
 * @example
 * A.fold(A.toList())(['b', 'a']) // List [ 'b', 'a' ]
 * A.fold(A.toList((word: string) => word.length))(['pear', 'fig']) // List [ 4, 3 ]
 */
export function toList<A>(): Aggregate<A, List<A>, 'sequence'>
export function toList<A, B>(f: (row: A) => B): Aggregate<A, List<B>, 'sequence'>
export function toList<A, B, P>(f: (row: A, params: P) => B, params: P): Aggregate<A, List<B>, 'sequence'>
export function toList(...given: OptionalLambda): Aggregate<unknown, List<unknown>, 'sequence'> {
  const { name, reads } = optionalLambda('toList', given)
  return defineReading<unknown[], unknown, List<unknown>, unknown, 'sequence'>({
    name,
    needs: 'sequence',
    splits: true,
    init: newList,
    reads,
    take: (values, value) => {
      values.push(value)
      return values
    },
    merge: (left, right) => [...left, ...right],
    done: (values) => List(values),
    encode: (values) => values.map(encodeValue),
    decode: (encoded) => (encoded as unknown[]).map(decodeValue),
  })
}
