/**
 * What a run knows of the place its rows go to. How a format is written is a matter of `io/`.
 */

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
  /** @throws FloeError with the tag SinkFailed */
  readonly open: () => Promise<Writer<A>>
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
  readonly close: () => Promise<void>
  readonly abort: () => Promise<void>
}
