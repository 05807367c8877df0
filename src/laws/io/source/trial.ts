/** A source that is tried: what a first reading of it gave, and how it is read again. */
import type { Readable, Reading } from './reading.ts'

export interface SourceTrial {
  readonly given: Readable<unknown>
  /** The whole, once for all trials, */
  readonly first: () => Promise<Reading>
  /** and once more for each. */
  readonly again: () => Promise<Reading>
  /** After how many rows it is left. */
  readonly cut: number
  /** How many handles are open, if that can be asked. */
  readonly handles: (() => number) | undefined
  /** How many rows were made so far, if that can be asked, and how many may be ready before they are asked for. */
  readonly produced: (() => number) | undefined
  readonly ahead: number
  /** Whether one like it was tried before: there are not many. */
  readonly isTried: boolean
}
