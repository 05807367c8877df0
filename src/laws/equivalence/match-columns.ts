/** What becomes of columns: in how many rows that are taken for one another they are the same. */
import { columnsOf } from '../../inspect/columns.ts'
import type { RowSample } from './groups.ts'
import { compareCells, type Relation, without } from './relation.ts'

/**
 * How one column fares in the rows that have a partner on the other side.
 *
 * @example
 * const rate = ({ name, same, different, nullBefore, nullAfter }: L.ColumnMatch) =>
 *   `${name}: ${same} of ${same + different + nullBefore + nullAfter}`
 * const [before, after] = [F.rows([{ id: 1, n: 2 }, { id: 2, n: 3 }]), F.rows([{ id: 1, n: 2 }, { id: 2, n: 4 }])]
 * const { real } = await L.equivalent(before, after, { key: ['id'], runs: 0 })
 * real?.columns.map(rate) // [ 'id: 2 of 2', 'n: 1 of 2' ]
 */
export interface ColumnMatch {
  readonly name: string
  readonly same: number
  /** Both are something, and not the same. */
  readonly different: number
  /** Null, or absent, before; something after. */
  readonly nullBefore: number
  /** Something before; null, or absent, after. */
  readonly nullAfter: number
}

export interface Matched {
  readonly columns: readonly ColumnMatch[]
  /** Of the pairs, those that are close in each column. */
  readonly close: ReadonlySet<RowSample>
}

/** What becomes of each column in rows that are taken for one another. `isAll`: some of them may be identical. */
export const matchColumns = (pairs: readonly RowSample[], { ignore, tolerance }: Relation, isAll: boolean): Matched => {
  const far = new Set<number>()
  const columns = columnsOf(
    pairs.flatMap(({ before, after }) => [...before, ...after]).map((row) => without(row, ignore)),
  )
  const matches = columns.map(({ title, cells }) => {
    const match = { name: title, same: 0, different: 0, nullBefore: 0, nullAfter: 0 }
    for (let i = 0; i < pairs.length; i++) {
      const found = compareCells(cells[2 * i], cells[2 * i + 1], tolerance.get(title))
      match[found]++
      if (found !== 'same') far.add(i)
    }
    return match
  })
  // Where no column differs, and nothing is tolerated, what differs is not in the columns: a type of rows.
  const isClose = (i: number): boolean => (isAll || tolerance.size > 0) && !far.has(i)
  return { columns: matches, close: new Set(pairs.filter((_, i) => isClose(i))) }
}
