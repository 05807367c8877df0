/** How `covariance` and `populationCovariance` are computed: as a variance, of two numbers of each row. */
import { ExactProducts } from '../data/exact-products.ts'
import { ExactSum } from '../data/exact-sum.ts'
import type { Aggregate } from './aggregate.ts'
import { exactTotals } from './exact-totals.ts'
import { numberPair } from './number-pair.ts'
import { type Divisor, type NumberOf, quotient, spreadOf } from './spread.ts'

const totals = exactTotals({ x: ExactSum, y: ExactSum, xy: ExactProducts })

/** The spread of two numbers of each row together, divided by what the number of pairs says. */
export const coSpread = <A, P>(
  kind: string,
  f: NumberOf<A, P>,
  g: NumberOf<A, P>,
  params: readonly [] | readonly [P],
  divisor: Divisor,
): Aggregate<A, number> =>
  numberPair(kind, f, g, params, {
    totals,
    add: (state, x, y) => {
      state.x.add(x)
      state.y.add(y)
      state.xy.add(x, y)
    },
    done: ({ n, x, y, xy }) => {
      const by = divisor(BigInt(n))
      const spread = spreadOf(n, x, y, xy)
      return by === 0n || spread === undefined ? Number.NaN : quotient(spread, by)
    },
  })
