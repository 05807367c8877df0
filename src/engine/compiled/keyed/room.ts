/**
 * How much of a stage's share a state of keys may have. What it had before, and what came of rows on the way, stays on the heap
 * until it is collected, and V8 is in no hurry: as much again, and more.
 */
import type { Spill } from '../../spill/spill.ts'

/** In bytes. */
export const roomOf = ({ share }: Spill): number => share * 0.25
