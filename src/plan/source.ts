/**
 * What a plan knows of the place its rows come from: how to describe it, and how to open it.
 *
 * A source is a frozen value. It can be opened any number of times, each time giving the same rows in the same order.
 * How a format is read is a matter of `io/`; this module is only the contract between sources and engines.
 */

import type { Schema } from '../data/schema.ts'
import type { RunError } from '../error/floe-error.ts'

/**
 * Where a row was found. All numbers count from 1.
 *
 * @example
 * const where: F.Where = { source: 'flights.csv', line: 17, row: 16 }
 * where.line // 17
 */
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
 *
 * @example
 * const where = (i: number) => ({ source: 'letters', row: i + 1 })
 * const batch: F.Batch = { rows: ['a', 'b'], errors: new Map(), where, bytes: 0 }
 * batch.where(1) // { source: 'letters', row: 2 }
 */
export interface Batch {
  readonly rows: readonly unknown[]
  readonly errors: ReadonlyMap<number, RunError>
  readonly where: (index: number) => Where
  /** Bytes of the stored input (compressed, if it is) that were consumed since the batch before. */
  readonly bytes: number
}

/**
 * One field of some rows in a row: numbers and nothing else, any values, or texts that are made when they are asked for (`at` is
 * to be called as the method of its column that it is).
 *
 * @example
 * const ages: F.Column = { kind: 'numbers', values: new Float64Array([36, 41]) }
 * ages.values[1] // 41
 */
export type Column =
  | { readonly kind: 'numbers'; readonly values: Float64Array }
  | { readonly kind: 'values'; readonly values: readonly unknown[] }
  | { readonly kind: 'texts'; readonly at: (index: number) => string }

/**
 * Some rows in a row, as columns. Where `errors` has an index, the columns hold anything there. Columns may be used again
 * for the next batch: they are good until it is asked for.
 *
 * @example
 * const where = (i: number) => ({ source: 'people', row: i + 1 })
 * const ages: F.Column = { kind: 'numbers', values: new Float64Array([36, 41]) }
 * const batch: F.Columns = { length: 2, columns: [ages], errors: new Map(), where, bytes: 0 }
 * batch.length // 2
 */
export interface Columns extends Omit<Batch, 'rows'> {
  readonly length: number
  /** In the order in which the fields were asked for. */
  readonly columns: readonly Column[]
}

/**
 * A way to read some fields of a source's rows as columns.
 *
 * @example
 * const scan: F.Scan = { kinds: ['numbers'], open: async function* () {} }
 * scan.kinds // [ 'numbers' ]
 */
export interface Scan {
  /** The kind of each column, the same in all batches. */
  readonly kinds: readonly Column['kind'][]
  /** As `open` of the source: the same rows, checked in all their fields, and the same errors at the same places. */
  readonly open: (signal: AbortSignal) => AsyncIterable<Columns>
}

/**
 * A place that rows come from. `fromSource` makes a dataset of it.
 *
 * @example
 * const countdown: F.Source = {
 *   format: 'countdown',
 *   name: 'from 3',
 *   details: '',
 *   schema: { kind: 'number' },
 *   size: async () => ({ rows: 3 }),
 *   open: async function* () {
 *     yield { rows: [3, 2, 1], errors: new Map(), where: (i) => ({ source: 'countdown', row: i + 1 }), bytes: 0 }
 *   },
 * }
 * await F.toList(F.fromSource<number>(countdown)) // List [ 3, 2, 1 ]
 */
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
  /**
   * A faster way to the same rows, for engines that want it: only the fields of these names, each of which is there in
   * every row by the schema. All other fields are checked nonetheless. Undefined where there is no such way for these.
   */
  readonly scan?: (fields: readonly string[]) => Scan | undefined
  /** Rows that are in memory already, which an engine may read where they are. */
  readonly held?: Iterable<unknown>
  /** How much there is to read, for progress; parts that are not known cheaply are absent. */
  readonly size: () => Promise<{ readonly bytes?: number; readonly rows?: number }>
}
