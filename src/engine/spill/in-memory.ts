/**
 * No bound: whatever is held is held in memory, and nobody has to put anything aside.
 */
import type { Spill } from './spill.ts'

export const inMemory: Spill = Object.freeze({
  share: Number.POSITIVE_INFINITY,
  newPile: () => {
    throw new Error('what has no bound needs no pile')
  },
  close: () => {},
})
