/**
 * Random numbers that are the same on every machine: whole-number arithmetic on 32 bits, and nothing else.
 *
 * Each row has a generator of its own, made of the seed and the row's index, so that rows can be made in any order. The
 * generator is sfc32 (Chris Doty-Humphrey, PractRand); its state is filled by the finaliser of MurmurHash3 (Austin Appleby).
 */

/** A source of random numbers. */
export interface Random {
  /** A whole number from 0 up to `count`, without it; `count` is at most 2^21. */
  readonly below: (count: number) => number
  /** Whether something happens that happens `one` time in `of`. */
  readonly chance: (one: number, of: number) => boolean
  /** One of some items. */
  readonly pick: <A>(items: readonly A[]) => A
}

const mix = (word: number): number => {
  let h = word | 0
  h = Math.imul(h ^ (h >>> 16), 0x85ebca6b)
  h = Math.imul(h ^ (h >>> 13), 0xc2b2ae35)
  return h ^ (h >>> 16)
}

/** The lower and the upper half of a whole number. */
const halves = (n: number): readonly [number, number] => [n | 0, Math.floor(n / 2 ** 32) | 0]

/** The generator of one row. `seed` and `index` are safe integers. */
export const randomOf = (seed: number, index: number): Random => {
  const [seedLow, seedHigh] = halves(seed)
  const [indexLow, indexHigh] = halves(index)
  let a = mix(seedLow ^ 0x9e3779b9)
  let b = mix(seedHigh ^ a)
  let c = mix(indexLow ^ b)
  let d = mix(indexHigh ^ c)
  const next = (): number => {
    const sum = (((a + b) | 0) + d) | 0
    d = (d + 1) | 0
    a = b ^ (b >>> 9)
    b = (c + (c << 3)) | 0
    c = (c << 21) | (c >>> 11)
    c = (c + sum) | 0
    return sum >>> 0
  }
  for (let i = 0; i < 12; i++) next()
  const below = (count: number): number => Math.floor((next() * count) / 2 ** 32)
  return {
    below,
    chance: (one, of) => below(of) < one,
    pick: (items) => items[below(items.length)] as (typeof items)[number],
  }
}
