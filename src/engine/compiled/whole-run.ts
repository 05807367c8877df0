/**
 * What all pieces of a run share, and how many rows go between them at a time.
 */
import type { Context } from '../engine.ts'
import type { Spill } from '../spill/spill.ts'
import type { Stage } from '../stage.ts'
import type { Rejects } from './rejects.ts'
import type { Rows } from './run.ts'

/** What a whole run shares. */
export interface Flow {
  readonly context: Context
  /** Whether rows may be set aside anywhere in it. */
  readonly mayReject: boolean
  readonly spill: Spill
  readonly hold: Rejects['hold']
  /** The stages of which nobody sees in which order their rows come. */
  readonly unordered: ReadonlySet<Stage>
  /** Where rows come from a source that may wait for them: has it end, for whoever leaves while it waits. */
  readonly callOff: (() => void) | undefined
  /** What several read, by the stage that makes it. */
  readonly shared: Map<Stage, { readonly left: AsyncIterable<Rows>[]; readonly close: () => Promise<void> }>
}

/** Rows of a batch between pieces. */
export const batchSize = 1024
export const sizeOf = ({ mayReject }: Flow): number => (mayReject ? 1 : batchSize)
