/**
 * What one side has more of than the other, by prints: what both have cancels out and is forgotten at once. Memory: some 100
 * bytes for each print by which the sides are apart.
 */
import type { Side } from './lockstep.ts'

export interface Balance {
  readonly add: (side: Side, print: string) => void
  /** How many more `before` has of each print; below zero, how many more `after` has. Never zero. */
  readonly apart: ReadonlyMap<string, number>
}

export const balance = (): Balance => {
  const apart = new Map<string, number>()
  return {
    apart,
    add: (side, print) => {
      const count = (apart.get(print) ?? 0) + (side === 'before' ? 1 : -1)
      if (count === 0) apart.delete(print)
      else apart.set(print, count)
    },
  }
}

/** How many a side has that the other has not. */
export const surplus = ({ apart }: Pick<Balance, 'apart'>, side: Side): number => {
  let sum = 0
  for (const count of apart.values()) sum += Math.max(0, side === 'before' ? count : -count)
  return sum
}
