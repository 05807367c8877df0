import { ExactSum, type ExactSumState } from '../data/exact-sum.ts'
import * as S from '../data/schema.ts'
import { lambda } from '../lambda/lambda.ts'
import { printLambda } from '../lambda/print-lambda.ts'
import type { Aggregate } from './aggregate.ts'
import { defineReading } from './define-reading.ts'
import { numberGiven } from './number-given.ts'
import { newMean } from './states-of-nothing.ts'

type Sum = { readonly total: ExactSum; n: number }

/**
 * The arithmetic mean of a number of each row: the exact sum divided by how many there are, rounded once. Null and
 * undefined are skipped and not counted; NaN makes the mean NaN. The mean of nothing is NaN, as 0 / 0 is, so that the
 * result is a number always. Memory: as `sum`.
 *
 * @throws FloeError InvalidRow while running, where the function gives no number (text, a bigint)
 * @example
 * A.fold(A.mean((n: number | null) => n))([1, null, 4]) // 2.5
 * A.fold(A.mean((n: number) => n))([]) // NaN
 */
export function mean<A>(f: (row: A) => number | null | undefined): Aggregate<A, number>
export function mean<A, P>(f: (row: A, params: P) => number | null | undefined, params: P): Aggregate<A, number>
export function mean<A, P>(
  f: (row: A, params: P) => number | null | undefined,
  ...params: readonly [] | readonly [P]
): Aggregate<A, number> {
  const read = lambda('mean', f, ...params)
  const name = `mean ${printLambda(read)}`
  return defineReading<Sum, A, number, number | undefined>({
    name,
    needs: 'bag',
    splits: true,
    schema: S.number,
    init: newMean,
    form: 'mean',
    reads: read,
    check: (value) => numberGiven(name, value),
    take: (sum, x) => {
      if (x === undefined) return sum
      sum.total.add(x)
      sum.n += 1
      return sum
    },
    merge: (left, right) => {
      const total = left.total.clone()
      total.mergeFrom(right.total)
      return { total, n: left.n + right.n }
    },
    done: ({ total, n }) => (n === 0 ? NaN : total.quotient(n)),
    encode: ({ total, n }) => [total.encode(), n],
    decode: (encoded) => {
      const [total, n] = encoded as [ExactSumState, number]
      return { total: ExactSum.decode(total), n }
    },
  })
}
