/**
 * What a plan knows of the place its rows come from: how to describe it, and how to open it.
 *
 * A source is a frozen value. It can be opened any number of times, each time giving the same rows in the same order.
 * How a format is read is a matter of `io/`; this module is only the contract between sources and engines.
 */

import type * as t from 'io-ts'
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
  | {
      readonly kind: 'texts'
      readonly at: (index: number) => string
      /**
       * Where the texts lie in UTF-8, for those who need no strings: from `starts[i]` up to `ends[i]`. Where either is below zero only
       * `at` knows the text. As all of a column it changes from batch to batch.
       */
      readonly texts?: { readonly bytes: Uint8Array; readonly starts: Int32Array; readonly ends: Int32Array }
    }

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
 * Some rows in a row whose values stand in columns: plain objects with just these fields, in this order. Columns may be used
 * again, as those of `Columns`.
 *
 * @example
 * const ages: F.Column = { kind: 'numbers', values: new Float64Array([36, 41]) }
 * const people: F.RowsInColumns = { names: ['age'], length: 2, columns: [ages] }
 * people.names[0] // 'age'
 */
export interface RowsInColumns {
  readonly names: readonly string[]
  readonly length: number
  /** One for each name. */
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
 * Some of a source's rows that follow each other, as plain data that another thread understands as well. Rows and lines are
 * numbered within the part.
 *
 * @example
 * const part: F.Part = { name: 'flights.csv', from: 0, to: 4_194_304, head: 0, lead: 0 }
 * part.to - part.from // 4194304
 */
export interface Part {
  /** The file, or what else its rows are numbered in. The parts of one follow each other. */
  readonly name: string
  /** From where to where, as the source counts: in bytes, row groups, rows. */
  readonly from: number
  readonly to: number
  /** Of text: how many bytes of the file are read before it, as they say what follows; undefined of a file that is one part. */
  readonly head?: number
  /** Of text: how many lines are counted before its first. */
  readonly lead?: number
}

/**
 * How large a part is to be, about. It must not depend on who reads it.
 *
 * @example
 * const size: F.PartSize = { bytes: 4_194_304, rows: 16_384 }
 * size.rows // 16384
 */
export interface PartSize {
  readonly bytes: number
  readonly rows: number
}

/**
 * How a source is cut into parts. Its rows are those of the parts, one after the other.
 *
 * @example
 * const where = (i: number) => ({ source: 'count', row: i + 1 })
 * const batch = (rows: readonly number[]): F.Batch => ({ rows, errors: new Map(), where, bytes: 0 })
 * const parts: F.Parts = {
 *   cut: async function* () {
 *     yield { name: 'count', from: 0, to: 2 }
 *     yield { name: 'count', from: 2, to: 4 }
 *   },
 *   of: ({ from }) => ({ open: async function* () { yield batch([from, from + 1]) } }),
 * }
 * for await (const { rows } of parts.of({ name: 'count', from: 2, to: 4 }).open(new AbortController().signal))
 *   console.log(rows) // [ 2, 3 ]
 */
export interface Parts {
  /** @throws FloeError as `open` of the source */
  readonly cut: (size: PartSize, signal: AbortSignal) => AsyncIterable<Part>
  /** What gives the rows of one part. */
  readonly of: (part: Part) => Pick<Source, 'open' | 'scan' | 'held'>
  /** Of text: how many lines a part has; what comes behind it in its file begins so many lines later. */
  readonly lines?: (part: Part, signal: AbortSignal) => Promise<number>
}

/**
 * A row as it was before it was read, as text: what the error of a row that did not fit has as `raw`. And where it was found.
 *
 * @example
 * const raw: F.Raw = { text: '{"age":"old"}', where: { source: 'people.ndjson', line: 3, row: 3 } }
 * raw.where.line // 3
 */
export interface Raw {
  readonly text: string
  readonly where: Where
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
  /** What its rows are decoded by, for whoever checks it; undefined where they are what they are. */
  readonly codec?: t.Mixed | undefined
  /** A bag, where nobody knows in which order rows come. Otherwise they come in the same order each time. */
  readonly order?: 'bag' | undefined
  /**
   * Rows come as somebody else makes them, and it may take any time: those that are there are handed on while it waits for more. Of
   * others some are gathered first.
   */
  readonly waits?: true | undefined
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
  /** How it is cut, for engines that read several parts at the same time; undefined where it cannot be. */
  readonly parts?: Parts | undefined
  /** Rows that are in memory already, which an engine may read where they are. */
  readonly held?: Iterable<unknown>
  /** Reads single rows again that did not fit, from their texts; undefined where it cannot. */
  readonly again?: ((rows: readonly Raw[]) => (signal: AbortSignal) => AsyncIterable<Batch>) | undefined
  /** How much there is to read, for progress; parts that are not known cheaply are absent. */
  readonly size: () => Promise<{ readonly bytes?: number; readonly rows?: number }>
  /** A text that changes when what is read does, and is the same in another process; undefined where nothing says so. */
  readonly version?: () => Promise<string | undefined>
  /** The same with another file read in place of its own: `-` for standard input; undefined where it reads none. */
  readonly instead?: (path: string) => Source
}
