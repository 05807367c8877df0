// biome-ignore-all lint/style/noNonNullAssertion: every index is within the window, which #cover has widened before.

/**
 * A very wide fixed-point number to which doubles are added without loss.
 *
 * It is a window of digits of 32 bits, each held in a double which has room for 2^21 of them: so an addition touches
 * three digits and carries nothing, and carries are settled once in two million additions. The window is as wide as the
 * values so far demanded. This is the small superaccumulator of Neal (2015, "Fast exact summation using small and large
 * superaccumulators", arXiv:1505.05571), with doubles for his 64-bit integers, which JavaScript lacks, and a window for
 * his 67 fixed chunks. It knows finite numbers only: neither -0, nor infinities, nor NaN.
 */

import { fromUnits } from './double-units.ts'

const radix = 2 ** 32

/** So many times may 2^32 be added to a digit, and a carry to the sum, before 2^53 is reached. */
const loadLimit = 2 ** 21 - 1

/** Big-endian on every machine: the high word of a double is at 0, the low one at 4. */
const double = new DataView(new ArrayBuffer(8))

/**
 * An exact sum of finite doubles: `add`, `mergeFrom`, and one rounding at the end.
 *
 * Memory: some 250 bytes, and 8 for each 32 bits between the largest and the smallest bit ever added (540 at most).
 *
 * @example
 * const sum = new Superaccumulator()
 * for (const x of [1e308, 1e308, 1, -1e308, -1e308]) sum.add(x)
 * sum.value() // 1
 */
export class Superaccumulator {
  /** The sum is Σ digits[i] · 2^(32 (base + i)) units of 2^-1074; digits have signs. */
  #digits = new Float64Array(0)
  #base = 0
  /** No digit is larger than load · 2^32. */
  #load = 0

  /** The number of `units` of 2^-1074, exactly. */
  static fromUnits(units: bigint): Superaccumulator {
    const sum = new Superaccumulator()
    const sign = units < 0n ? -1 : 1
    const digits: number[] = []
    for (let rest = units < 0n ? -units : units; rest > 0n; rest >>= 32n) {
      digits.push(sign * Number(BigInt.asUintN(32, rest)))
    }
    sum.#digits = Float64Array.from(digits)
    sum.#load = 1
    return sum
  }

  /** Adds the finite number `x`. Some 10 ns; it allocates only where the window must grow. */
  add(x: number): void {
    if (x === 0) return
    if (this.#load === loadLimit) this.#carry()
    this.#load++

    double.setFloat64(0, x)
    const top = double.getUint32(0)
    const low = double.getUint32(4)
    const exponent = (top >>> 20) & 0x7ff
    // Exponent 0 is that of the subnormals: no hidden bit, and the same unit as exponent 1.
    const high = exponent === 0 ? top & 0xfffff : (top & 0xfffff) | 0x100000
    const position = exponent === 0 ? 0 : exponent - 1

    const index = position >>> 5
    const shift = position & 31
    // (`>>> 1 >>> (31 - shift)` is `>>> (32 - shift)` where JavaScript, at shift 0, would not shift at all.)
    const digit0 = (low << shift) >>> 0
    const digit1 = ((high << shift) | ((low >>> 1) >>> (31 - shift))) >>> 0
    const digit2 = (high >>> 1) >>> (31 - shift)

    this.#cover(index, index + 3)
    const digits = this.#digits
    const i = index - this.#base
    if (x > 0) {
      digits[i]! += digit0
      digits[i + 1]! += digit1
      digits[i + 2]! += digit2
    } else {
      digits[i]! -= digit0
      digits[i + 1]! -= digit1
      digits[i + 2]! -= digit2
    }
  }

  /** Adds the exact value of `other`, and never changes it. Linear in the digits of `other`. */
  mergeFrom(other: Superaccumulator): void {
    let from = other
    if (this.#load + other.#load > loadLimit) {
      this.#carry()
      from = other.clone()
      from.#carry()
    }
    this.#load += from.#load
    this.#cover(from.#base, from.#base + from.#digits.length)
    const offset = from.#base - this.#base
    for (let i = 0; i < from.#digits.length; i++) this.#digits[offset + i]! += from.#digits[i]!
  }

  /** A copy which shares nothing with the original. */
  clone(): Superaccumulator {
    const copy = new Superaccumulator()
    copy.#digits = this.#digits.slice()
    copy.#base = this.#base
    copy.#load = this.#load
    return copy
  }

  /** The exact sum in units of 2^-1074. */
  units(): bigint {
    let units = 0n
    for (let i = this.#digits.length - 1; i >= 0; i--) units = (units << 32n) + BigInt(this.#digits[i]!)
    return units << BigInt(32 * this.#base)
  }

  /** The sum rounded to the nearest double, ties to even; ±Infinity where it is beyond them. */
  value(): number {
    return fromUnits(this.units())
  }

  /** Widens the window to hold the digits `from` … `to` - 1. */
  #cover(from: number, to: number): void {
    const end = this.#base + this.#digits.length
    if (from >= this.#base && to <= end) return
    const base = this.#digits.length === 0 ? from : Math.min(from, this.#base)
    const digits = new Float64Array(Math.max(to, end) - base)
    digits.set(this.#digits, Math.max(0, this.#base - base))
    this.#digits = digits
    this.#base = base
  }

  /** Settles the carries: the same sum with digits below 2^32. They keep their signs, so that a carry dies out. */
  #carry(): void {
    let carry = 0
    for (let i = 0; i < this.#digits.length; i++) {
      const sum = this.#digits[i]! + carry
      carry = Math.trunc(sum / radix)
      this.#digits[i] = sum - carry * radix
    }
    if (carry !== 0) {
      const end = this.#base + this.#digits.length
      this.#cover(this.#base, end + 1)
      this.#digits[this.#digits.length - 1] = carry
    }
    this.#load = 1
  }
}
