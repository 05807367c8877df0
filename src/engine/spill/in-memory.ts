/**
 * No bound: whatever is held is held in memory, and nobody has to put anything aside.
 */
import type { Spill } from './spill.ts'

const needless = (): never => {
  throw new Error('what has no bound needs no place for the rest')
}

export const inMemory: Spill = Object.freeze({
  share: Number.POSITIVE_INFINITY,
  newPile: needless,
  newBlocks: needless,
  close: () => {},
})
