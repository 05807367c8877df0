import { List } from 'immutable'
import { compareCanonical } from '../data/canonical-order.ts'
import { lambda } from '../lambda/lambda.ts'
import { printLambda } from '../lambda/print-lambda.ts'
import { type Aggregate, defineKnown } from './aggregate.ts'
import { isMissing } from './is-missing.ts'
import { howMany, keepBest } from './keep-best.ts'

type Keyed<A> = readonly [key: unknown, row: A]

/**
 * The `k` rows with the least keys, that of the least key first: an Immutable `List`, of all rows where there are no
 * more than `k`. Of rows with one key the canonically lesser comes first, as in `minBy`, so that the order of rows does
 * not matter. Rows whose key is null or undefined are skipped; NaN is the greatest number. Memory: `k` rows.
 *
 * @throws FloeError InvalidArgument unless `k` is a whole number from 0
 * @example
 * const people = [{ name: 'Ada', age: 36 }, { name: 'Bob', age: 7 }, { name: 'Cy', age: 40 }]
 * A.fold(A.bottomKBy(2, (p: { name: string; age: number }) => p.age))(people)
 * // List [ { name: 'Bob', age: 7 }, { name: 'Ada', age: 36 } ]
 */
export function bottomKBy<A>(k: number, f: (row: A) => unknown): Aggregate<A, List<A>>
export function bottomKBy<A, P>(k: number, f: (row: A, params: P) => unknown, params: P): Aggregate<A, List<A>>
export function bottomKBy<A, P>(
  k: number,
  f: (row: A, params: P) => unknown,
  ...params: readonly [] | readonly [P]
): Aggregate<A, List<A>> {
  const read = lambda('bottomKBy', f, ...params)
  const { add, ...rest } = keepBest<Keyed<A>>(
    howMany('bottomKBy', k),
    (a, b) => compareCanonical(a[0], b[0]) || compareCanonical(a[1], b[1]),
  )
  return defineKnown<Keyed<A>[], A, List<A>>(
    {
      ...rest,
      name: `bottomKBy ${k} ${printLambda(read)}`,
      step: (kept, row) => {
        const key = read.call(row)
        return isMissing(key) ? kept : add(kept, [key, row])
      },
      done: (kept) => List(kept.map(([, row]) => row)),
    },
    { calls: [read] },
  )
}
