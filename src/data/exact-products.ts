/**
 * The exact sum of products of two doubles: Σxy, Σx², whatever the order, the cuts and the merges.
 *
 * A product has up to 106 bits: the double p nearest to it, and e = xy - p, a double too, which TwoProduct finds (Dekker
 * 1971, "A floating-point technique for extending the available precision", by Veltkamp's halves, since JavaScript has
 * no fused multiply-add). That is exact within these bounds: |x| and |y| below 2^990, where halving overflows nothing,
 * and |p| from 2^-960 to 2^1000, where p overflows nothing and e, a whole number of units of 2^-106 |p| or coarser, loses
 * nothing at the bottom of the doubles. (2^996, 2^-968 and 2^1022 would do.) Products outside go to a bigint in units of
 * 2^-2148, in which every product of two doubles is whole. So all is exact, and only what is far out is slow.
 *
 * This module knows numbers. It knows nothing of means, variances, or aggregates.
 */
import { fromUnits, toUnits } from './double-units.ts'
import { ExactSum, type ExactSumState } from './exact-sum.ts'

/** 2^27 + 1: Veltkamp's constant, which halves a double into two of 26 bits. */
const splitter = 2 ** 27 + 1

const mostFactor = 2 ** 990
const leastProduct = 2 ** -960
const mostProduct = 2 ** 1000

/**
 * What `ExactProducts` is worth: plain, frozen, survives JSON, and is equal for the same products in any order. The sum
 * of the products within the bounds, and that of those outside, in units of 2^-2148.
 */
export type ExactProductsState = readonly [near: ExactSumState, far: `${bigint}`]

/**
 * The exact sum of the products added so far, as a mutable accumulator which can be merged, cloned, encoded and resumed.
 *
 * An infinity or NaN among the factors counts as IEEE 754 multiplies and adds it. Zeros keep their signs: the sum of
 * nothing but -0 is -0.
 *
 * Memory: that of two `ExactSum`; only one where products are doubles themselves, as those of integers up to 2^26 are.
 *
 * @example
 * const squares = new ExactProducts()
 * for (const x of [1e8 + 1, 1]) squares.add(x, x)
 * squares.units() === (10000000200000001n + 1n) << 2148n // true
 */
export class ExactProducts {
  // Rounded products and their errors are summed apart: the sum of either mostly fits a pair of doubles, where that of
  // both together does not and would go to the slow part of ExactSum.
  #rounded = new ExactSum()
  #errors: ExactSum | null = null
  #far = 0n

  /** Adds x · y. Some 10 to 20 ns; microseconds out of bounds. */
  add(x: number, y: number): void {
    const p = x * y
    const size = Math.abs(p)
    if (size >= leastProduct && size <= mostProduct && Math.abs(x) < mostFactor && Math.abs(y) < mostFactor) {
      const xBig = x * splitter
      const xHigh = xBig - (xBig - x)
      const xLow = x - xHigh
      const yBig = y * splitter
      const yHigh = yBig - (yBig - y)
      const yLow = y - yHigh
      const e = xHigh * yHigh - p + xHigh * yLow + xLow * yHigh + xLow * yLow
      this.#rounded.add(p)
      if (e !== 0) {
        this.#errors ??= new ExactSum()
        this.#errors.add(e)
      }
    } else if (x === 0 || y === 0 || !Number.isFinite(x) || !Number.isFinite(y)) this.#rounded.add(p)
    else this.#far += toUnits(x) * toUnits(y)
  }

  /** Adds the exact value of `other`, and never changes it. */
  mergeFrom(other: ExactProducts): void {
    this.#rounded.mergeFrom(other.#rounded)
    if (other.#errors !== null) {
      this.#errors ??= new ExactSum()
      this.#errors.mergeFrom(other.#errors)
    }
    this.#far += other.#far
  }

  /** An accumulator of the same value, which shares nothing with this one. */
  clone(): ExactProducts {
    const copy = new ExactProducts()
    copy.#rounded = this.#rounded.clone()
    copy.#errors = this.#errors === null ? null : this.#errors.clone()
    copy.#far = this.#far
    return copy
  }

  /** The exact sum in units of 2^-2148; undefined where it is an infinity or NaN. Some microseconds. */
  units(): bigint | undefined {
    const near = this.#near().units()
    return near === undefined ? undefined : (near << 1074n) + this.#far
  }

  /** The sum so far, rounded to the nearest double, ties to even. Changes nothing. Up to some microseconds. */
  value(): number {
    const units = this.#far === 0n ? undefined : this.units()
    return units === undefined ? this.#near().value() : fromUnits(units, 1n << 1074n)
  }

  /** What this sum is worth, for storing, sending and comparing. The same products encode equally. */
  encode(): ExactProductsState {
    return Object.freeze([this.#near().encode(), `${this.#far}`] as const)
  }

  /** The accumulator whose `encode()` is `state`: adding may go on as if it had never stopped. */
  static decode([near, far]: ExactProductsState): ExactProducts {
    const products = new ExactProducts()
    products.#rounded = ExactSum.decode(near)
    products.#far = BigInt(far)
    return products
  }

  /** The sum of the products within the bounds. */
  #near(): ExactSum {
    if (this.#errors === null) return this.#rounded
    const near = this.#rounded.clone()
    near.mergeFrom(this.#errors)
    return near
  }
}
