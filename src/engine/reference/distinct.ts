/**
 * What the operators mean that give one row of each value: of a sequence the first one, of a bag the canonically least.
 */
import { compareCanonical } from '../../data/canonical-order.ts'
import { type Key, keyOf } from '../../data/key.ts'
import type { DistinctByNode, DistinctNode, ExceptNode, IntersectNode, Node } from '../../plan/node.ts'
import { orderOf } from '../../plan/tree.ts'
import { type Attempt, type Meaning, nowhere, type Row, type Rows } from './rows.ts'

/** One row of each key, of those rows whose key is wanted. */
async function* oneOfEach(
  input: Node,
  attempt: Attempt,
  rows: Rows,
  keyOfRow: (row: Row) => Key,
  isWanted: (key: Key) => boolean = () => true,
): Rows {
  if (orderOf(input) === 'sequence') {
    const seen = new Set<Key>()
    for await (const item of rows)
      for (const key of attempt(item, () => [keyOfRow(item.row)])) {
        if (!seen.has(key) && isWanted(key)) yield item
        seen.add(key)
      }
  } else {
    const least = new Map<Key, Row>()
    for await (const item of rows)
      attempt(item, () => {
        const key = keyOfRow(item.row)
        if (!least.has(key) || compareCanonical(item.row, least.get(key)) < 0) least.set(key, item.row)
        return []
      })
    for (const [key, row] of least) if (isWanted(key)) yield { row, place: nowhere }
  }
}

export const distinct: Meaning<DistinctNode> = ({ inputs }, attempt, rows) => oneOfEach(inputs[0], attempt, rows, keyOf)

export const distinctBy: Meaning<DistinctByNode> = ({ inputs, lambda }, attempt, rows) =>
  oneOfEach(inputs[0], attempt, rows, (row) => keyOf(lambda.call(row)))

/** The rows of the left of which there is an equal one in the right, or there is none. */
const having = (wanted: boolean): Meaning<IntersectNode | ExceptNode> =>
  async function* ({ inputs }, attempt, rows, others) {
    const right = new Set<Key>()
    for await (const item of others) for (const key of attempt(item, () => [keyOf(item.row)])) right.add(key)
    yield* oneOfEach(inputs[0], attempt, rows, keyOf, (key) => right.has(key) === wanted)
  }

export const intersect: Meaning<IntersectNode> = having(true)
export const except: Meaning<ExceptNode> = having(false)
