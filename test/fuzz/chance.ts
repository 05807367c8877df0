/**
 * Chances that are the same for the same seed, cheap enough to be asked for each byte.
 */
export interface Chance {
  /** A whole number from 0, below a bound. */
  readonly below: (bound: number) => number
  readonly oneOf: <A>(items: readonly A[]) => A
  readonly bytes: (length: number) => Buffer
}

/** Mulberry32, by Tommy Ettinger. */
export const chanceOf = (seed: number): Chance => {
  let state = seed | 0
  const below = (bound: number): number => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return Math.floor((((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32) * bound)
  }
  return {
    below,
    oneOf: (items) => items[below(items.length)] as (typeof items)[number],
    bytes: (length) => Buffer.from(Array.from({ length }, () => below(256))),
  }
}
