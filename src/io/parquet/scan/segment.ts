/**
 * Some rows in a row of a stored column: a few values, and for each row which of them it has.
 */

/** Values as they are stored; null where one is missing. */
export type StoredValues = ArrayLike<unknown>

export interface Segment {
  /** The first row, and the one behind the last, counted from the start of the row group. */
  readonly from: number
  readonly to: number
  readonly values: StoredValues
  /** Which value a row has, by the row's number; that behind the last stands for none. Without, row `from` has the first value. */
  readonly codes: Int32Array | undefined
  /** Whether any row has none by its code. */
  readonly hasMissing: boolean
}

/** What the slow reader would give for a row of a column: null where nothing is. */
export const storedAt = (segments: readonly Segment[], row: number): unknown => {
  const segment = segments.find(({ to }) => row < to) as Segment
  const { from, values, codes } = segment
  return values[codes === undefined ? row - from : (codes[row] as number)] ?? null
}
