/**
 * What `asofJoin` means: for each row of the left the nearest in time of the rows of the right, which are read first.
 */
import { compareCanonical } from '../../data/canonical-order.ts'
import { isNull, isNullKey, type Key, keyOf } from '../../data/key.ts'
import { printValue } from '../../data/print-value.ts'
import { FloeError } from '../../error/floe-error.ts'
import type { Lambda } from '../../lambda/lambda.ts'
import type { AsofJoinNode } from '../../plan/node.ts'
import { orderOf } from '../../plan/tree.ts'
import { type Attempt, comparable, eachRow, type Row, type Rows } from './rows.ts'

/** A time that a row may be joined by. Dates are their milliseconds. */
type Time = number | bigint | string
type Timed = { readonly row: Row; readonly time: Time }

/** The time of a row, and the key of all that it may meet: of its kind of time, and with its key. */
type Moment = { readonly key: Key; readonly time: Time }

const momentOf = (node: AsofJoinNode, at: Lambda<Row>, by: Lambda<Row> | undefined, row: Row): Moment | undefined => {
  const given = at.call(row)
  const hasDistance = typeof given === 'number' || given instanceof Date
  const needsDistance = node.tolerance !== undefined || node.direction === 'nearest'
  if (!isNull(given) && !hasDistance && (needsDistance || (typeof given !== 'bigint' && typeof given !== 'string')))
    throw new FloeError('InvalidRow', {
      message: needsDistance
        ? `distances are between numbers or dates, and the function gave ${printValue(given)}`
        : `the function gave ${printValue(given)}, which is no time`,
      hint: typeof given === 'bigint' ? 'make it a number: Number(time)' : 'give a number or a Date',
      found: printValue(given),
      expected: needsDistance ? 'number, Date, null' : 'number, bigint, text, Date, null',
    })
  const key = by === undefined ? [] : by.call(row)
  const time = (given instanceof Date ? given.getTime() : given) as Time | null | undefined
  if (isNull(time) || Number.isNaN(time) || isNullKey(key)) return undefined
  const kind = given instanceof Date ? 'date' : typeof given
  return { key: keyOf([kind, key]), time: time === 0 ? 0 : time }
}

/** How many come before a time: in rows sorted by time, by halving. */
const countBefore = (sorted: readonly Timed[], isBefore: (time: Time) => boolean): number => {
  let [low, high] = [0, sorted.length]
  while (low < high) {
    const middle = (low + high) >>> 1
    if (isBefore((sorted[middle] as Timed).time)) low = middle + 1
    else high = middle
  }
  return low
}

const distance = (a: Time, b: Time): number => (a === b ? 0 : Math.abs(Number(a) - Number(b)))

const find = ({ direction, tolerance }: AsofJoinNode, sorted: readonly Timed[], time: Time): Timed | undefined => {
  const backward = sorted[countBefore(sorted, (other) => compareCanonical(other, time) <= 0) - 1]
  const forward = sorted[countBefore(sorted, (other) => compareCanonical(other, time) < 0)]
  const far = (found: Timed | undefined): number => (found === undefined ? Number.NaN : distance(found.time, time))
  const found = {
    backward,
    forward,
    nearest: backward === undefined || far(forward) < far(backward) ? forward : backward,
  }[direction]
  return tolerance === undefined || far(found) <= tolerance ? found : undefined
}

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
