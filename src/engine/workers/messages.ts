/**
 * What threads say to each other. Rows are buffers, which change hands; all else is a little plain data. No function is among
 * it.
 */
import type { Certificate } from '../../evidence/evidence.ts'
import type { ErrorPolicy } from '../../plan/error-policy.ts'
import type { Instead } from '../../plan/read-instead.ts'
import type { Part } from '../../plan/source.ts'
import type { KnownOfRecords } from '../spill/sort/sorter.ts'
import type { SentError } from './errors-across.ts'
import type { Packed } from './packed.ts'
import type { StagePrint } from './plan-fingerprint.ts'

/**
 * Where a plan comes from, so that other threads can build the same one.
 *
 * @example
 * const origin: F.Origin = { module: 'file:///home/ada/flights.mjs', export: 'late' }
 * origin.export // 'late'
 */
export interface Origin {
  /** The URL of the module that exports the dataset: `import.meta.url`. It is loaded in each worker, so it should do nothing else. */
  readonly module: string
  /** The name under which it exports the dataset. */
  readonly export: string
  /** The URL of a module whose `load` imports modules, where Node's own `import` will not do. */
  readonly loader?: string
  /** Files that are read in place of those that the dataset names. */
  readonly instead?: readonly Instead[]
}

/**
 * What comes of a piece: rows; states of a fold, which are merged; rows in order, which are merged, too; or one row of each value
 * in a part, of which one is kept.
 */
export type EndOfPiece = 'rows' | 'fold' | 'sorted' | 'distinct'

/** What a worker must know of a run, besides its parts. */
export interface Order {
  readonly origin: Origin
  /** Which stage of the plan, as it is executed, is worked on: the inputs that lead to it. */
  readonly path: readonly number[]
  readonly end: EndOfPiece
  /** Of rows that are put in order: how many of all are wanted. */
  readonly wanted: number
  readonly hasPlaces: boolean
  /** Whether it matters in which order rows of a bag come, because something may fail on one of them elsewhere. */
  readonly areSeen: boolean
  readonly onError: ErrorPolicy
  /** What the worker may hold, in bytes, in memory and on disk; no bound where absent. */
  readonly memory: number | undefined
  readonly disk: number | undefined
  /** Where workers may put what does not fit: whoever ends them removes it. */
  readonly directory: string | undefined
  readonly checked: boolean
  readonly certificates: ReadonlyMap<string, Certificate>
  /** Whether plans are rewritten before they are executed. */
  readonly isPrepared: boolean
  readonly prints: readonly StagePrint[]
}

export type ToWorker =
  | { readonly kind: 'order'; readonly order: Order }
  | { readonly kind: 'part'; readonly part: Part; readonly number: number }

/** A row that was rejected, and before which of the rows that came out. */
export interface SentReject {
  readonly error: SentError
  readonly before: number
}

/** What happened in the stages of a piece: of each rows in, out and rejected, bytes, milliseconds. */
export type Counts = Float64Array

/** What came of a part, or of the right sides of joins, which come before all parts. */
export interface Result {
  readonly rows: Packed
  /** Of rows in order, which are records: what must be known of those. */
  readonly records: KnownOfRecords | undefined
  /** How many rows came out. */
  readonly length: number
  /** Of each row its line and its row, 0 where that is not known; empty where nobody asks. */
  readonly places: Float64Array
  readonly counts: Counts
  readonly rejects: readonly SentReject[]
  readonly error: SentError | undefined
}

export type FromWorker =
  /** The plan is the same; of a piece with right sides, what came of those. */
  | { readonly kind: 'ready'; readonly sides: Result }
  /** The plan cannot be had, or is another one. */
  | { readonly kind: 'refused'; readonly error: SentError }
  | { readonly kind: 'result'; readonly result: Result }

/** One end of the wire between two threads. */
export interface Wire<Out, In> {
  readonly post: (message: Out, transferred: readonly ArrayBuffer[]) => void
  readonly listen: (listener: (message: In) => void) => void
}
