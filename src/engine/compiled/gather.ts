/**
 * Rows gathered into a batch, with the places where they were found.
 */
import type { Place } from '../../error/floe-error.ts'
import { type Cursor, noPlace, placeOf, type Row, type Rows, type Run } from './run.ts'

export interface Gathered {
  readonly push: (row: Row, run: Run) => void
  readonly size: () => number
  /** What was gathered; from here on it is empty. */
  readonly drain: () => Rows
}

/** With `keepsPlaces`, whoever reads the batch may ask where a row was found. */
export const gatherer = (keepsPlaces: boolean): Gathered => {
  let rows: Row[] = []
  let places: Cursor[] = []
  return {
    push: (row, run) => {
      rows.push(row)
      if (keepsPlaces) places.push(placeOf(run))
    },
    size: () => rows.length,
    drain: () => {
      const kept = places
      const where = (i: number): Place => {
        const { where, index } = kept[i] as Cursor
        return where(index)
      }
      const batch: Rows = { rows, where: keepsPlaces ? where : noPlace }
      rows = []
      places = []
      return batch
    },
  }
}
