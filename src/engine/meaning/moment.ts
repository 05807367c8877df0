/**
 * The times by which `asofJoin` joins, and how the nearest is found among them.
 */
import { compareCanonical } from '../../data/canonical-order.ts'
import { isNull, isNullKey, type Key, keyOf } from '../../data/key.ts'
import { printValue } from '../../data/print-value.ts'
import { FloeError } from '../../error/floe-error.ts'
import type { Lambda } from '../../lambda/lambda.ts'
import type { AsofJoinNode } from '../../plan/node.ts'

type Row = unknown

/** A time that a row may be joined by. Dates are their milliseconds. */
export type Time = number | bigint | string
export type Timed = { readonly row: Row; readonly time: Time }

/** The time of a row, and the key of all that it may meet: of its kind of time, and with its key. */
export type Moment = { readonly key: Key; readonly time: Time }

export const momentOf = (
  node: AsofJoinNode,
  at: Lambda<Row>,
  by: Lambda<Row> | undefined,
  row: Row,
): Moment | undefined => {
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

/** The row that is nearest to a time, in the direction of the join and within its tolerance; rows are sorted by time. */
export const find = (
  { direction, tolerance }: AsofJoinNode,
  sorted: readonly Timed[],
  time: Time,
): Timed | undefined => {
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
