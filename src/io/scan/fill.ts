/** What generated scanners are, of CSV and of NDJSON alike: functions that fill columns from bytes, and say where they stopped. */

/** Where a scanner stopped: the offset and the line of the next row, and the index that it will have. */
export interface Position {
  position: number
  row: number
  line: number
}

/** Fills columns; see `scannerCode`. */
export type Fill = (
  bytes: Buffer,
  view: DataView,
  at: number,
  end: number,
  row: number,
  rows: number,
  line: number,
) => boolean
