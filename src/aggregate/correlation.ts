import { ExactProducts } from '../data/exact-products.ts'
import { ExactSum } from '../data/exact-sum.ts'
import { roundedRoot } from '../data/rounded-root.ts'
import type { Aggregate } from './aggregate.ts'
import { exactTotals } from './exact-totals.ts'
import { numberPair } from './number-pair.ts'
import { type NumberOf, spareZeros, spreadOf } from './spread.ts'

const totals = exactTotals({ x: ExactSum, y: ExactSum, xx: ExactProducts, xy: ExactProducts, yy: ExactProducts })

/**
 * The correlation of two numbers of each row, after Pearson: their covariance divided by both standard deviations, of the
 * numbers as they are, rounded once. So it is from -1 to 1, is exactly that where the points are on a line, and is the same
 * in whatever order and parts the rows are read. A row without one of the two (null, undefined) is skipped; NaN or an
 * infinity makes it NaN. It is NaN, too, where one of the two is the same in all rows, and of fewer than two pairs.
 * Memory: some 1,000 bytes, and 2,700 where the numbers differ by a factor of 10³⁰. Up to some tens of microseconds for each result. The
 * parameters, if any, go to both functions.
 *
 * @throws FloeError InvalidRow while running, where a function gives no number (text, a bigint)
 * @example
 * type Point = readonly [number, number]
 * const both = A.correlation(([x]: Point) => x, ([, y]: Point) => y)
 * A.fold(both)([[1, 10], [2, 30], [3, 20]]) // 0.5
 * A.fold(both)([[0.1, 1], [0.2, 0], [0.3, -1]]) // -1
 */
export function correlation<A>(
  f: (row: A) => number | null | undefined,
  g: (row: A) => number | null | undefined,
): Aggregate<A, number>
export function correlation<A, P>(
  f: (row: A, params: P) => number | null | undefined,
  g: (row: A, params: P) => number | null | undefined,
  params: P,
): Aggregate<A, number>
export function correlation<A, P>(
  f: NumberOf<A, P>,
  g: NumberOf<A, P>,
  ...params: readonly [] | readonly [P]
): Aggregate<A, number> {
  return numberPair('correlation', f, g, params, {
    totals,
    add: (state, x, y) => {
      state.x.add(x)
      state.y.add(y)
      state.xx.add(x, x)
      state.xy.add(x, y)
      state.yy.add(y, y)
    },
    done: ({ n, x, y, xx, xy, yy }) => {
      const together = spreadOf(n, x, y, xy)
      if (together === undefined) return Number.NaN
      const [one, other] = [spreadOf(n, x, x, xx) as bigint, spreadOf(n, y, y, yy) as bigint]
      if (one === 0n || other === 0n) return Number.NaN
      const zeros = spareZeros(together, one, other)
      const root = roundedRoot((together >> zeros) ** 2n, (one >> zeros) * (other >> zeros))
      return together < 0n ? -root : root
    },
  })
}
