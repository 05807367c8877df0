/**
 * Rows gathered into a batch, with the places where they were found.
 */
import type { Place } from '../../error/floe-error.ts'
import type { Row, Rows, Run } from './run.ts'

export interface Gathered {
  readonly push: (row: Row, run: Run) => void
  readonly size: () => number
  /** What was gathered; from here on it is empty. */
  readonly drain: () => Rows
}

export const gatherer = (): Gathered => {
  let rows: Row[] = []
  let wheres: ((index: number) => Place)[] = []
  let indices: number[] = []
  return {
    push: (row, { where, index }) => {
      rows.push(row)
      wheres.push(where)
      indices.push(index)
    },
    size: () => rows.length,
    drain: () => {
      const [places, at] = [wheres, indices]
      const batch: Rows = { rows, where: (i) => (places[i] as (typeof places)[number])(at[i] as number) }
      rows = []
      wheres = []
      indices = []
      return batch
    },
  }
}
