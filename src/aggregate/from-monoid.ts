import type { Monoid } from 'fp-ts/lib/Monoid.js'
import { decodeValue } from '../data/decode-value.ts'
import { encodeValue } from '../data/encode-value.ts'
import { type Aggregate, defineKnown } from './aggregate.ts'
import { type OptionalLambda, optionalLambda } from './optional-lambda.ts'

/**
 * The rows, or what a function gives for each, joined by an fp-ts monoid: its `empty` where there are none. Nothing is
 * known of how a monoid joins, so it needs a sequence and is folded row after row, never in parts: of doubles, even
 * `MonoidSum` gives other sums for other parts. Memory: one value of the monoid.
 *
 * @example
 * import * as S from 'fp-ts/lib/string.js'
 * A.fold(A.fromMonoid(S.Monoid))(['a', 'b', 'c']) // 'abc'
 * A.fold(A.fromMonoid(S.Monoid, (n: number) => `${n};`))([1, 2]) // '1;2;'
 */
export function fromMonoid<M>(monoid: Monoid<M>): Aggregate<M, M, 'sequence'>
export function fromMonoid<A, M>(monoid: Monoid<M>, f: (row: A) => M): Aggregate<A, M, 'sequence'>
export function fromMonoid<A, M, P>(
  monoid: Monoid<M>,
  f: (row: A, params: P) => M,
  params: P,
): Aggregate<A, M, 'sequence'>
export function fromMonoid<M>(monoid: Monoid<M>, ...given: OptionalLambda): Aggregate<unknown, M, 'sequence'> {
  const { name, reads } = optionalLambda('fromMonoid', given)
  const lambda = reads === 'row' ? undefined : reads
  return defineKnown<M, unknown, M, 'sequence'>(
    {
      name,
      needs: 'sequence',
      splits: false,
      init: () => monoid.empty,
      step: (joined, row) => monoid.concat(joined, (lambda === undefined ? row : lambda.call(row)) as M),
      merge: monoid.concat,
      done: (joined) => joined,
      encode: encodeValue,
      decode: (encoded) => decodeValue(encoded) as M,
    },
    { lambdas: lambda && [lambda] },
  )
}
