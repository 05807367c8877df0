/**
 * What a stage knows of the room there is, and of the place for rows for which there is none. How they get there and back is a
 * matter of the files beside this one.
 */
import type { Blocks } from './blocks.ts'

/**
 * Records put aside, and given back in the order in which they were put. A record is a tuple of values that can be rows.
 */
export interface Pile {
  /** @throws FloeError SpillFailed where the disk is full or may hold no more */
  readonly push: (record: readonly unknown[]) => void
  readonly count: () => number
  /** From the start, any number of times; what was pushed meanwhile may be among them or not. */
  readonly read: () => Iterable<readonly unknown[]>
  /** Gives its room back. */
  readonly drop: () => void
}

/** The room of a run, and its piles. */
export interface Spill {
  /** How many bytes a stage that holds rows may hold at most. */
  readonly share: number
  readonly newPile: () => Pile
  /** For who packs records himself. */
  readonly newBlocks: () => Blocks
  /** Everything is gone. */
  readonly close: () => void
}
