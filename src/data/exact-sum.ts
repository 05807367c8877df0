/**
 * The exact sum of doubles: whatever the order, the cuts and the merges, the result is the true sum, rounded once.
 *
 * The sum is kept as two doubles, `hi` and `lo`, whose exact sum it is, with a superaccumulator behind them for what does
 * not fit the pair. Each addition is Knuth's TwoSum, s = fl(hi + x) and e = hi + x - s, both exact
 * (also among subnormals, where no addition is inexact); e goes to `lo` in the same way. If that leaves something over, the
 * pair goes to the superaccumulator, and begins afresh with x. Integers up to 2^53, and multiples of a common power of two,
 * leave e = 0: one double does. Ordinary fractions need two. Only numbers some 2^100 apart need the third, which is not
 * allocated before.
 *
 * Sources: Shewchuk (1997), "Adaptive precision floating-point arithmetic and fast robust geometric predicates" (sums as
 * expansions of doubles); Ogita, Rump and Oishi (2005), "Accurate sum and dot product" (the cascade, `Sum2`); Boldo,
 * Graillat and Muller (2017), "On the robustness of the 2Sum and Fast2Sum algorithms" (an overflow within TwoSum is
 * never silent: e is then no number); Neal (2015) for the superaccumulator. The meaning is that of ES2026
 * `Math.sumPrecise`, but that the sum of nothing is +0.
 *
 * This module knows numbers. It knows nothing of rows, missing values, or aggregates.
 */

import { FloeError } from '../error/floe-error.ts'
import { fromUnits, toUnits } from './double-units.ts'
import { pairQuotient } from './pair-quotient.ts'
import { Superaccumulator } from './superaccumulator.ts'

/** [s, e] where s = fl(a + b) and e = a + b - s, exactly, unless s overflows (Fast2Sum, on the larger first). */
const twoSum = (a: number, b: number): readonly [number, number] => {
  const s = a + b
  return [s, Math.abs(a) >= Math.abs(b) ? b - (s - a) : a - (s - b)]
}

/** How many numbers `addAll` takes together. */
const blockLength = 32

/** Between 2^52 and 2^53 doubles are integers: `aloft + x - aloft` is x, for an x of at most 2^51, only if x is one. */
const aloft = 1.5 * 2 ** 52

// A constant, as V8 makes much slower code of the loop while the path that reads `Number.NaN` was never taken.
const noSum = Number.NaN

/**
 * The sum of one block of integers whose magnitudes add up to at most 2^50, which is exact; NaN of any other block. (Also
 * of zeros alone: they may be -0, and the sum of them is then, too.)
 *
 * Four sums begin aloft, so that no addition waits for the one before. As long as they stay between 2^52 and 2^53, s - a
 * is exact, and is x only if s is the true a + x. The magnitudes, looked at in the end, tell that they did stay there up
 * to the first number which is no integer, and that one is found out.
 */
const sumOfIntegers = (xs: ArrayLike<number>, from: number): number => {
  let a = aloft
  let b = aloft
  let c = aloft
  let d = aloft
  let magnitudes = 0
  for (let i = from; i < from + blockLength; i += 4) {
    const w = xs[i] as number
    const x = xs[i + 1] as number
    const y = xs[i + 2] as number
    const z = xs[i + 3] as number
    const aw = a + w
    const bx = b + x
    const cy = c + y
    const dz = d + z
    if (!(aw - a === w && bx - b === x && cy - c === y && dz - d === z)) return noSum
    magnitudes += Math.abs(w) + Math.abs(x) + (Math.abs(y) + Math.abs(z))
    a = aw
    b = bx
    c = cy
    d = dz
  }
  if (!(magnitudes > 0 && magnitudes <= 2 ** 50)) return noSum
  return a - aloft + (b - aloft) + (c - aloft + (d - aloft))
}

/**
 * What an `ExactSum` is worth: plain, frozen, survives JSON, and is equal for sums which no future can tell apart.
 *
 * - `[]`: the sum of nothing; `'-0'`: of nothing but -0; `[0]`: any other zero.
 * - `[a, b, …]`: the sum rounded to a double, the rest rounded to a double, and so on until there is no rest.
 * - a decimal integer: a sum beyond the doubles (later values may bring it back), in units of 2^-1074.
 * - `'Infinity'`, `'-Infinity'`, `'NaN'`: there the finite part is forgotten, as nothing can bring it to light again.
 */
export type ExactSumState = readonly number[] | '-0' | 'NaN' | 'Infinity' | '-Infinity' | `${bigint}`

const specials: readonly string[] = ['-0', 'NaN', 'Infinity', '-Infinity']

/**
 * The exact sum of the numbers added so far, as a mutable accumulator which can be merged, cloned, encoded and resumed.
 *
 * -0 and the specials follow IEEE 754: NaN, or infinities of both signs, make NaN; one infinity makes itself. A sum may
 * pass through magnitudes beyond the largest double; only if it ends there is it ±Infinity.
 *
 * Time: constant per number. Memory: some 90 bytes until the numbers are more than some 2^100 apart, then 300 to 1100.
 *
 * @example
 * const sum = new ExactSum()
 * for (const x of [1e16, 1, -1e16]) sum.add(x)
 * sum.value() // 1
 * sum.quotient(3) // 0.3333333333333333
 */
export class ExactSum {
  /** One that lives on: V8 throws the machine code for sums away with the last of them, and makes it again for the next. */
  static readonly #always = new ExactSum()

  static {
    ExactSum.#always.add(0.1)
    ExactSum.#always.add(1e300)
  }

  // The exact sum is hi + lo + far, but for two cases: while nothing was added, hi is NaN and lo is not; once an
  // infinity or a NaN was added, lo is NaN and hi is the result. In both, as after an overflow, TwoSum's error is NaN:
  // so the hot path need not ask for them.
  //
  // hi is -0 only as long as nothing but -0 was added, since fl(x + -x) is +0.
  #hi = Number.NaN
  #lo = 0
  #far: Superaccumulator | null = null

  /** Adds one number. Some 4 ns, 10 to 30 where magnitudes are wide apart. */
  add(x: number): void {
    const hi = this.#hi
    const s = hi + x
    const b = s - hi
    const e = hi - (s - b) + (x - b)
    const lo = this.#lo
    const t = lo + e
    const c = t - lo
    const residue = lo - (t - c) + (e - c)
    if (residue === 0) {
      this.#hi = s
      this.#lo = t
    } else if (Number.isFinite(residue)) {
      // What is far from x goes, and the pair begins afresh: numbers near x, which often follow, then fit again.
      this.#spill(hi)
      this.#spill(lo)
      this.#hi = x
      this.#lo = 0
    } else this.#addSpecial(x)
  }

  /**
   * Adds the numbers of an array, or those from one place up to another: `for (const x of xs) this.add(x)`, block by block.
   *
   * Less than 1 ns a number among integers of ordinary size (32 in a row with magnitudes of 2^50 together), else 2, or
   * 8 to 30 where magnitudes are wide apart.
   */
  addAll(xs: ArrayLike<number>, from = 0, to = xs.length): void {
    let i = from
    for (; i + blockLength <= to; i += blockLength) {
      const sum = sumOfIntegers(xs, i)
      if (Number.isNaN(sum)) this.#addEach(xs, i, i + blockLength)
      else this.add(sum)
    }
    this.#addEach(xs, i, to)
  }

  /** Adds some numbers one by one, as `add` does it, with the pair in registers. */
  #addEach(xs: ArrayLike<number>, from: number, to: number): void {
    let hi = this.#hi
    let lo = this.#lo
    for (let i = from; i < to; i++) {
      const x = xs[i] as number
      const s = hi + x
      const b = s - hi
      const e = hi - (s - b) + (x - b)
      const t = lo + e
      const c = t - lo
      if (lo - (t - c) + (e - c) === 0) {
        hi = s
        lo = t
      } else {
        this.#hi = hi
        this.#lo = lo
        this.add(x)
        hi = this.#hi
        lo = this.#lo
      }
    }
    this.#hi = hi
    this.#lo = lo
  }

  /** The rare cases in which TwoSum makes no sense. The state is still that before `x`. */
  #addSpecial(x: number): void {
    if (this.#isSettled()) {
      this.#hi += x
    } else if (!Number.isFinite(x)) {
      this.#hi = x
      this.#lo = Number.NaN
      this.#far = null
    } else if (this.#isEmpty()) {
      this.#hi = x
    } else {
      // An overflow: the numbers go where there is room, and the pair begins afresh.
      this.#spill(this.#hi)
      this.#spill(this.#lo)
      this.#spill(x)
      this.#hi = 0
      this.#lo = 0
    }
  }

  #spill(x: number): void {
    this.#far ??= new Superaccumulator()
    this.#far.add(x)
  }

  #isSettled(): boolean {
    return Number.isNaN(this.#lo)
  }

  #isEmpty(): boolean {
    return Number.isNaN(this.#hi) && !this.#isSettled()
  }

  /**
   * Becomes the sum that `writePair` wrote. Whatever was added before is forgotten.
   */
  readPair(cells: Float64Array, at: number): void {
    this.#hi = cells[at] as number
    this.#lo = cells[at + 1] as number
    this.#far = null
  }

  /**
   * Writes all that is known of this sum into two cells, unless that is more than a pair: then it gives false, and writes nothing.
   * A pair of two numbers is worth their exact sum. Others are not: NaN and 0 is the sum of nothing, and one whose second is NaN
   * is an infinity or NaN.
   */
  writePair(cells: Float64Array, at: number): boolean {
    if (this.#far !== null) return false
    cells[at] = this.#hi
    cells[at + 1] = this.#lo
    return true
  }

  /** Adds the exact value of `other`, and never changes it. */
  mergeFrom(other: ExactSum): void {
    // `other` may be this very sum, and must then stand still while this one moves.
    const from = other === this ? other.clone() : other
    if (from.#isEmpty()) return
    this.add(from.#hi)
    if (this.#isSettled()) return
    if (from.#lo !== 0) this.add(from.#lo)
    if (from.#far === null) return
    if (this.#far === null) this.#far = from.#far.clone()
    else this.#far.mergeFrom(from.#far)
  }

  /** An accumulator of the same value, which shares nothing with this one. */
  clone(): ExactSum {
    const copy = new ExactSum()
    copy.#hi = this.#hi
    copy.#lo = this.#lo
    copy.#far = this.#far === null ? null : this.#far.clone()
    return copy
  }

  /**
   * The sum so far, rounded to the nearest double, ties to even. Changes nothing: adding may go on.
   *
   * Some 15 ns; 1 to 10 µs where magnitudes are wide apart.
   */
  value(): number {
    if (this.#isEmpty()) return 0
    if (this.#isSettled()) return this.#hi
    if (this.#far !== null) return fromUnits(this.#units())
    return this.#lo === 0 ? this.#hi : this.#hi + this.#lo
  }

  /**
   * The exact sum divided by `n`, rounded once: the mean of `n` numbers. The sum of nothing gives 0.
   *
   * Some 30 ns; microseconds next to a tie, or where magnitudes are wide apart.
   *
   * @throws FloeError `InvalidArgument` unless `n` is a positive integer.
   */
  quotient(n: number | bigint): number {
    if (typeof n === 'number' ? !(Number.isInteger(n) && n > 0) : n <= 0n) {
      throw new FloeError('InvalidArgument', {
        message: 'a sum can be divided only by a positive integer',
        found: String(n),
        expected: 'a positive integer',
      })
    }
    if (this.#isEmpty()) return 0
    if (this.#isSettled()) return this.#hi
    if (this.#far === null && n <= Number.MAX_SAFE_INTEGER) {
      if (this.#lo === 0) return this.#hi / Number(n)
      const [sum, rest] = twoSum(this.#hi, this.#lo)
      const quotient = pairQuotient(sum, rest, Number(n))
      if (!Number.isNaN(quotient)) return quotient
    }
    return fromUnits(this.#units(), BigInt(n))
  }

  /**
   * What this sum is worth, for storing, sending and comparing. Sums of equal value encode equally.
   *
   * Some 50 ns; 3 to 30 µs where magnitudes are wide apart.
   */
  encode(): ExactSumState {
    if (this.#isEmpty()) return Object.freeze([])
    if (this.#isSettled()) return String(this.#hi) as ExactSumState
    if (Object.is(this.#hi, -0)) return '-0'
    if (this.#far === null) {
      const [sum, rest] = twoSum(this.#hi, this.#lo)
      if (Number.isFinite(sum)) return Object.freeze(rest === 0 ? [sum] : [sum, rest])
    }
    const units = this.#units()
    const terms: number[] = []
    for (let rest = units; rest !== 0n; ) {
      const term = fromUnits(rest)
      if (!Number.isFinite(term)) return `${units}`
      terms.push(term)
      rest -= toUnits(term)
    }
    return Object.freeze(terms.length === 0 ? [0] : terms)
  }

  /**
   * The accumulator whose `encode()` is `state`: adding may go on as if it had never stopped.
   *
   * @throws FloeError `InvalidArgument` for what is no encoding.
   */
  static decode(state: ExactSumState): ExactSum {
    const sum = new ExactSum()
    if (Array.isArray(state) && state.every(Number.isFinite)) sum.addAll(state)
    else if (typeof state === 'string' && specials.includes(state)) sum.add(Number(state))
    else if (typeof state === 'string' && /^-?\d+$/.test(state)) {
      sum.#hi = 0
      sum.#far = Superaccumulator.fromUnits(BigInt(state))
    } else {
      throw new FloeError('InvalidArgument', {
        message: 'this is not the state of an exact sum',
        found: typeof state === 'string' ? state : typeof state,
        expected: 'what ExactSum.encode gives',
      })
    }
    return sum
  }

  /**
   * The exact sum in units of 2^-1074, for exact arithmetic to go on with; undefined where it is an infinity or NaN. The
   * sum of nothing is `0n`. A finite sum beyond the doubles is told as it is.
   *
   * Some microseconds.
   */
  units(): bigint | undefined {
    if (this.#isEmpty()) return 0n
    return this.#isSettled() ? undefined : this.#units()
  }

  /** The exact sum, which must be finite and not empty, in units of 2^-1074. */
  #units(): bigint {
    const near = toUnits(this.#hi) + toUnits(this.#lo)
    return this.#far === null ? near : near + this.#far.units()
  }
}

/**
 * The sum of `xs`, rounded once: the same for every order of them. The sum of nothing is 0.
 *
 * @example
 * exactSum([0.1, 0.2, 0.3]) // 0.6
 */
export const exactSum = (xs: Iterable<number>): number => {
  const sum = new ExactSum()
  for (const x of xs) sum.add(x)
  return sum.value()
}
