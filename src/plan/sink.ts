/**
 * What a run knows of the place its rows go to. How a format is written is a matter of `io/`.
 */
import type { RowsInColumns } from './source.ts'

/**
 * A place for rows `A`. Nothing is touched before `open`.
 *
 * @example
 * const gathered: unknown[] = []
 * const sink: F.Sink<unknown> = {
 *   format: 'array',
 *   name: 'gathered',
 *   open: async () => ({
 *     write: async (rows) => void gathered.push(...rows),
 *     close: async () => {},
 *     abort: async () => {},
 *   }),
 * }
 * const report = await F.write(F.rows([1, 2]), sink)
 * gathered // [ 1, 2 ]
 * report.rowsOut // 2
 */
export interface Sink<in A> {
  /** The format, one word: `csv`. */
  readonly format: string
  /** What is written: `out.csv`. */
  readonly name: string
  /** Options in words, where there are some that change what is written. */
  readonly details?: string
  /** @throws FloeError with the tag SinkFailed */
  readonly open: () => Promise<Writer<A>>
  /**
   * Opens it so that rows are safe before all are written, for a run that may end at any moment and go on later. Undefined where
   * it cannot be had.
   *
   * @throws FloeError with the tag SinkFailed
   */
  readonly resume?: (resumption: Resumption) => Promise<ResumableWriter<A>>
  /**
   * Where `commit` says only what is new: all that is known, from what was known before, undefined at first, and what it gave next.
   * Without it, what it gave last says all. It may change what it is given.
   */
  readonly joinMarks?: (before: unknown, next: unknown) => unknown
  /**
   * A text that changes when what is written of the same rows does, and is the same in another process; undefined where nothing
   * says so: then it is not gone on with. Without it, that is `details`.
   */
  readonly version?: () => Promise<string | undefined>
}

/**
 * What a sink is told of a run that may go on where an earlier process of it ended.
 *
 * @example
 * const first: F.Resumption = { id: '3f2a' }
 * first.mark // undefined
 */
export interface Resumption {
  /** Of the run, the same in every process of it: letters and digits. */
  readonly id: string
  /** What `commit` gave last, or what is joined of all, if it was written down; the sink may know of one commit more. */
  readonly mark?: unknown
}

/**
 * An open sink. Nothing is visible at its name before `close`; after `abort` nothing ever was. `abort` is called once
 * when anything fails, the plan, `write` or `close`; what it throws itself is passed over.
 *
 * @example
 * const writer: F.Writer<string> = {
 *   write: async (rows) => console.log(rows.join(' ')),
 *   close: async () => console.log('that was all'),
 *   abort: async () => console.log('never mind'),
 * }
 * const report = await F.write(F.rows(['a', 'b']), { format: 'print', name: 'console', open: async () => writer })
 * report.rowsOut
 * // a b
 * // that was all
 * // 2
 */
export interface Writer<in A> {
  readonly write: (rows: readonly A[]) => Promise<void>
  /** The same for rows whose values stand in columns, if it need make no objects of them. Columns are read before it resolves. */
  readonly writeColumns?: (rows: RowsInColumns) => Promise<void>
  readonly close: () => Promise<void>
  readonly abort: () => Promise<void>
  /**
   * Lets go of what it holds, files and memory, until it is written to again or closed: for who has more writers than can be open.
   * Undefined where it cannot.
   */
  readonly park?: (() => Promise<void>) | undefined
}

/**
 * An open sink whose rows can be made safe on the way. What was written after the last commit is gone when the process is;
 * all before it is there when the sink is opened again for the same run. `abort` leaves it for that as well. It is closed right
 * behind a commit, and that may be done again, by the next process, when nobody knows whether it was done.
 *
 * @example
 * const safe = (writer: F.ResumableWriter<string>) => `${writer.committed} rows need not be written again`
 */
export interface ResumableWriter<in A> extends Writer<A> {
  /** How many rows were safe when it was opened: they are not to be written again. */
  readonly committed: number
  /**
   * Makes all rows safe that were written so far. Gives what says where the sink stands: plain data, as `structuredClone` takes it;
   * undefined where it is too early for that: then they are not safe, and are written again by the next process.
   */
  readonly commit: () => Promise<unknown>
}
