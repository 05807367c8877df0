/**
 * What `sample` and `shuffle` mean: choices by chance, which the content of rows makes.
 */
import { List } from 'immutable'
import { sortCanonically } from '../../data/canonical-order.ts'
import { chanceOf } from '../../data/chance-of.ts'
import type { SampleNode, ShuffleNode } from '../../plan/node.ts'
import { type Attempt, eachRow, nowhere, type Row, type Rows } from './rows.ts'

export const sample = ({ fraction, seed }: SampleNode, attempt: Attempt, rows: Rows): Rows =>
  eachRow(rows, attempt, (row) => (chanceOf(seed, row) < fraction ? [row] : []))

export async function* shuffle({ seed }: ShuffleNode, attempt: Attempt, rows: Rows): Rows {
  let all = List<readonly [chance: number, row: Row]>()
  for await (const item of rows)
    for (const entry of attempt(item, () => [[chanceOf(seed, item.row), item.row] as const])) all = all.push(entry)
  // Different rows of the same chance, which are most unlikely, go by whole rows.
  for (const [, row] of sortCanonically(all.toArray())) yield { row, place: nowhere }
}
