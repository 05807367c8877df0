import { ExactSum, type ExactSumState } from '../data/exact-sum.ts'
import * as S from '../data/schema.ts'
import { lambda } from '../lambda/lambda.ts'
import { printLambda } from '../lambda/print-lambda.ts'
import type { Aggregate } from './aggregate.ts'
import { defineReading } from './define-reading.ts'
import { numberGiven } from './number-given.ts'
import { newSum } from './states-of-nothing.ts'

/**
 * The sum of a number of each row: exact, and rounded once at the end, so that it is the same in whatever order and
 * parts the rows are summed. Null and undefined are skipped; NaN makes the sum NaN; the sum of nothing is 0. Memory: a
 * hundred bytes, and a thousand where the numbers differ by a factor of 10³⁰.
 *
 * @throws FloeError InvalidRow while running, where the function gives no number (text, a bigint)
 * @example
 * A.fold(A.sum((n: number) => n))([0.1, 0.2, 0.3]) // 0.6
 * A.fold(A.sum((n: number | null, p) => n && n * p.rate, { rate: 2 }))([1, null, 3]) // 8
 */
export function sum<A>(f: (row: A) => number | null | undefined): Aggregate<A, number>
export function sum<A, P>(f: (row: A, params: P) => number | null | undefined, params: P): Aggregate<A, number>
export function sum<A, P>(
  f: (row: A, params: P) => number | null | undefined,
  ...params: readonly [] | readonly [P]
): Aggregate<A, number> {
  const read = lambda('sum', f, ...params)
  const name = `sum ${printLambda(read)}`
  return defineReading<ExactSum, A, number, number | undefined>({
    name,
    needs: 'bag',
    splits: true,
    schema: S.number,
    init: newSum,
    form: 'sum',
    reads: read,
    check: (value) => numberGiven(name, value),
    take: (total, x) => {
      if (x !== undefined) total.add(x)
      return total
    },
    merge: (left, right) => {
      const total = left.clone()
      total.mergeFrom(right)
      return total
    },
    done: (total) => total.value(),
    encode: (total) => total.encode(),
    decode: (encoded) => ExactSum.decode(encoded as ExactSumState),
  })
}
