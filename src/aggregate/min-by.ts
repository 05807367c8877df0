import { decodeValue } from '../data/decode-value.ts'
import { encodeValue } from '../data/encode-value.ts'
import { lambda } from '../lambda/lambda.ts'
import { printLambda } from '../lambda/print-lambda.ts'
import { type Aggregate, defineKnown } from './aggregate.ts'
import { type Best, lesserKey } from './choose.ts'
import { absent } from './states-of-nothing.ts'

/**
 * The row with the least key, in the canonical order of keys; of several such rows the canonically least, so that the
 * order of rows does not matter. Rows whose key is null or undefined are skipped; NaN is the greatest number.
 * Undefined where no row has a key. Memory: one row.
 *
 * @example
 * const people = [{ name: 'Ada', age: 36 }, { name: 'Bob', age: 7 }, { name: 'Cy', age: 40 }]
 * A.fold(A.minBy((p: { name: string; age: number }) => p.age))(people) // { name: 'Bob', age: 7 }
 */
export function minBy<A>(f: (row: A) => unknown): Aggregate<A, A | undefined>
export function minBy<A, P>(f: (row: A, params: P) => unknown, params: P): Aggregate<A, A | undefined>
export function minBy<A, P>(
  f: (row: A, params: P) => unknown,
  ...params: readonly [] | readonly [P]
): Aggregate<A, A | undefined> {
  const read = lambda('minBy', f, ...params)
  return defineKnown<Best<A>, A, A | undefined>(
    {
      name: `minBy ${printLambda(read)}`,
      needs: 'bag',
      splits: true,
      init: absent,
      step: (best, row) => lesserKey(best, [read.call(row), row]),
      merge: lesserKey,
      done: (best) => best?.[1],
      encode: encodeValue,
      decode: (encoded) => decodeValue(encoded) as Best<A>,
    },
    { calls: [read] },
  )
}
