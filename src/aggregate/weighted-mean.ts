import { fromUnits } from '../data/double-units.ts'
import { ExactProducts } from '../data/exact-products.ts'
import { ExactSum } from '../data/exact-sum.ts'
import type { Aggregate } from './aggregate.ts'
import { exactTotals } from './exact-totals.ts'
import { numberPair } from './number-pair.ts'
import type { NumberOf } from './spread.ts'

const totals = exactTotals({ weight: ExactSum, product: ExactProducts })

/**
 * The mean of a number of each row, each with a weight: Σ(weight · x) / Σ weight, of the numbers as they are, rounded once;
 * with weights that are all the same it is `mean`, to the bit. A row without a number or without a weight (null, undefined)
 * is skipped; a weight may be 0, and may be negative. NaN makes it NaN, and so do an infinite weight and an infinity of
 * weight 0. Where the weights add up to 0, as those of nothing do, it is NaN. Memory and time: as `variance`. The
 * parameters, if any, go to both functions.
 *
 * @throws FloeError InvalidRow while running, where a function gives no number (text, a bigint)
 * @example
 * type Sale = { readonly price: number; readonly pieces: number }
 * const price = A.weightedMean((s: Sale) => s.price, (s) => s.pieces)
 * A.fold(price)([{ price: 0.1, pieces: 3 }, { price: 0.5, pieces: 1 }]) // 0.2
 */
export function weightedMean<A>(
  f: (row: A) => number | null | undefined,
  weight: (row: A) => number | null | undefined,
): Aggregate<A, number>
export function weightedMean<A, P>(
  f: (row: A, params: P) => number | null | undefined,
  weight: (row: A, params: P) => number | null | undefined,
  params: P,
): Aggregate<A, number>
export function weightedMean<A, P>(
  f: NumberOf<A, P>,
  weight: NumberOf<A, P>,
  ...params: readonly [] | readonly [P]
): Aggregate<A, number> {
  return numberPair('weightedMean', f, weight, params, {
    totals,
    add: (state, x, weight) => {
      state.weight.add(weight)
      state.product.add(x, weight)
    },
    done: ({ weight, product }) => {
      const by = weight.units()
      if (by === undefined || by === 0n) return Number.NaN
      const sum = product.units()
      // An infinity or NaN, or a zero with its sign: no weight changes more of it than the sign.
      if (sum === undefined || sum === 0n) return by < 0n ? -product.value() : product.value()
      return by < 0n ? fromUnits(-sum, -by) : fromUnits(sum, by)
    },
  })
}
