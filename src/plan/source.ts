/**
 * What a plan knows of the place its rows come from: how to describe it, and how to open it.
 *
 * A source is a frozen value. It can be opened any number of times, each time giving the same rows in the same order.
 * How a format is read is a matter of `io/`; this module is only the contract between sources and engines.
 */

import type { Schema } from '../data/schema.ts'
import type { RunError } from '../error/floe-error.ts'

/** Where a row was found. All numbers count from 1. */
export interface Where {
  /** File, or other name of the source. */
  readonly source: string
  /** Line on which the row begins, for text. */
  readonly line?: number
  /** Ordinal of the row in its file. */
  readonly row?: number
}

/**
 * Some rows in a row. Boundaries between batches mean nothing.
 *
 * A row that cannot be read stands in `errors` under its index, and `rows` holds `undefined` in its place: so a reader
 * that never gets so far never meets the error.
 */
export interface Batch {
  readonly rows: readonly unknown[]
  readonly errors: ReadonlyMap<number, RunError>
  readonly where: (index: number) => Where
  /** Bytes of the stored input (compressed, if it is) that were consumed since the batch before. */
  readonly bytes: number
}

export interface Source {
  /** The format, one word, as in the API: `csv`. */
  readonly format: string
  /** What is read, as `explain` shows it: `flights.csv`. */
  readonly name: string
  /** Codec and options in words, for `explain`; empty when there are none. */
  readonly details: string
  readonly schema: Schema
  /**
   * Reads from the start. Returning early from the iteration, and aborting, release every handle.
   *
   * @throws FloeError with the tags SourceNotFound, SourceUnreadable, SourceCorrupt, SchemaMismatch, Cancelled
   */
  readonly open: (signal: AbortSignal) => AsyncIterable<Batch>
  /** How much there is to read, for progress; parts that are not known cheaply are absent. */
  readonly size: () => Promise<{ readonly bytes?: number; readonly rows?: number }>
}
