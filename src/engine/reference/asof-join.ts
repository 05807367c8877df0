/**
 * What `asofJoin` means: for each row of the left the nearest in time of the rows of the right, which are read first.
 */
import { compareCanonical } from '../../data/canonical-order.ts'
import type { Key } from '../../data/key.ts'
import type { AsofJoinNode } from '../../plan/node.ts'
import { orderOf } from '../../plan/tree.ts'
import { find, momentOf, type Timed } from '../meaning/moment.ts'
import { comparable } from '../meaning/unfit.ts'
import { type Attempt, eachRow, type Rows } from './rows.ts'

export async function* asofJoin(node: AsofJoinNode, attempt: Attempt, left: Rows, right: Rows): Rows {
  const isBag = orderOf(node.inputs[1]) === 'bag'
  const groups = new Map<Key, Timed[]>()
  for await (const item of right)
    attempt(item, () => {
      const moment = momentOf(node, node.right, node.by?.right, item.row)
      const row = isBag ? comparable(item.row) : item.row
      if (moment === undefined) return []
      const timed = { row, time: moment.time }
      const group = groups.get(moment.key)
      if (group === undefined) groups.set(moment.key, [timed])
      else group.push(timed)
      return []
    })
  // Stable: in a sequence, rows of one time stay as they were.
  for (const group of groups.values())
    group.sort((a, b) => compareCanonical(a.time, b.time) || (isBag ? compareCanonical(a.row, b.row) : 0))
  yield* eachRow(left, attempt, (row) => {
    const moment = momentOf(node, node.left, node.by?.left, row)
    const found = moment && find(node, groups.get(moment.key) ?? [], moment.time)
    return found === undefined && node.how === 'inner' ? [] : [Object.freeze([row, found?.row])]
  })
}
