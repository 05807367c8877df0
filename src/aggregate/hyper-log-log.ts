/**
 * HyperLogLog: how many different values there were, from a few bits of each one's hash. Flajolet, Fusy, Gandouet and
 * Meunier, "HyperLogLog: the analysis of a near-optimal cardinality estimation algorithm", 2007.
 *
 * The first `precision` bits of a hash pick one of 2^precision registers, which keeps the greatest *rank* that it saw: on
 * which place of the other bits the first 1 stands. So what the registers hold depends on the set of hashes alone, and
 * the registers of a union are the greater ones of both. This module knows nothing of values or aggregates.
 *
 * The estimate is Ertl's improved raw one ("New cardinality estimation algorithms for HyperLogLog sketches", 2017,
 * algorithm 6): one formula for the whole range, without the empirical tables of HyperLogLog++. Its constant is the one
 * for infinitely many registers; with Flajolet's for a finite number the bias of 1 in 2^precision goes too. All steps
 * are sums, products, quotients and square roots, which IEEE rounds the same everywhere.
 */

/** Hashes are whole numbers of so many bits. */
export const hashBits = 48

const half = 2 ** (hashBits / 2)

/** A hash of two halves, 24 bits each. */
export const hashFrom = (high: number, low: number): number => high * half + low

const bitLength = (n: number): number => {
  const high = Math.floor(n / 2 ** 32)
  return high > 0 ? 64 - Math.clz32(high) : 32 - Math.clz32(n)
}

/** Puts a hash into the registers, of which there are 2^precision. */
export const observe = (registers: Uint8Array, precision: number, hash: number): void => {
  const restBits = hashBits - precision
  const index = Math.floor(hash / 2 ** restBits)
  const rank = restBits - bitLength(hash % 2 ** restBits) + 1
  if (rank > (registers[index] as number)) registers[index] = rank
}

/** The registers of both together. */
export const union = (left: Uint8Array, right: Uint8Array): Uint8Array =>
  left.map((rank, i) => Math.max(rank, right[i] as number))

/** σ(x) = x + Σ x^(2^k) · 2^(k-1), over k from 1: what the empty registers tell. */
const sigma = (x: number): number => {
  if (x === 1) return Number.POSITIVE_INFINITY
  let power = x
  let factor = 1
  let sum = x
  let before: number
  do {
    before = sum
    power *= power
    sum += power * factor
    factor *= 2
  } while (sum !== before)
  return sum
}

/** τ(x) = (1 - x - Σ (1 - x^(2^-k))² · 2^-k, over k from 1) / 3: what the full registers tell. */
const tau = (x: number): number => {
  if (x === 0 || x === 1) return 0
  let root = x
  let factor = 1
  let sum = 1 - x
  let before: number
  do {
    before = sum
    root = Math.sqrt(root)
    factor /= 2
    sum -= (1 - root) ** 2 * factor
  } while (sum !== before)
  return sum / 3
}

/** How many different hashes there were, more or less: the standard error is 1.04 / √registers. O(registers). */
export const estimate = (registers: Uint8Array, precision: number): number => {
  const size = registers.length
  const most = hashBits - precision
  const counts = new Array<number>(most + 2).fill(0)
  for (const rank of registers) counts[rank] = (counts[rank] as number) + 1
  let sum = size * tau(1 - (counts[most + 1] as number) / size)
  for (let rank = most; rank >= 1; rank--) sum = (sum + (counts[rank] as number)) / 2
  sum += size * sigma((counts[0] as number) / size)
  return (size * size) / (2 * Math.LN2 * (1 + 1.079 / size) * sum)
}
