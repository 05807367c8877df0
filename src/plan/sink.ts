/**
 * What a run knows of the place its rows go to. How a format is written is a matter of `io/`.
 */

/** A place for rows `A`. Nothing is touched before `open`. */
export interface Sink<in A> {
  /** The format, one word: `csv`. */
  readonly format: string
  /** What is written: `out.csv`. */
  readonly name: string
  /** @throws FloeError with the tag SinkFailed */
  readonly open: () => Promise<Writer<A>>
}

/** An open sink. Nothing is visible at its name before `close`; after `abort` nothing ever was. */
export interface Writer<in A> {
  readonly write: (rows: readonly A[]) => Promise<void>
  readonly close: () => Promise<void>
  readonly abort: () => Promise<void>
}
