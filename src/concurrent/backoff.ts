/**
 * How long to wait before something is tried again.
 */

/** Tries after the first, and the wait before each of them, in milliseconds. */
export interface Retry {
  /** How many more times it is tried. */
  readonly times: number
  /** The wait before the second try; each one after is twice as long as the one before. */
  readonly delay: number
  /** The longest wait. */
  readonly longest: number
}

/**
 * The wait before the `again`-th new try, from 1: exponential, capped, and of that a random part between half and all, so
 * that many who failed together do not come back together. Source: M. Brooker (2015), "Exponential backoff and jitter",
 * "equal jitter".
 */
export const backoff = ({ delay, longest }: Retry, again: number, random: () => number = Math.random): number =>
  Math.min(longest, delay * 2 ** (again - 1)) * (0.5 + random() / 2)
