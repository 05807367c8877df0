/** Stages over two datasets: each row of the one is held against each row of the other. */
import { List } from 'immutable'
import { compareCanonical } from '../../../data/canonical-order.ts'
import { normaliseKey } from '../../../data/key.ts'
import type { NodeOf } from '../../../plan/node.ts'
import { orderOf } from '../../../plan/tree.ts'
import { type Attempt, type Means, type Rows, refuse } from './means.ts'
import { asKey, equalsNone, isMissing, sameKey } from './same-key.ts'
import { sorted } from './sorted.ts'

interface Keyed {
  readonly row: unknown
  readonly key: unknown
}

const keyed = (attempt: Attempt, rows: Rows, keyOf: (row: unknown) => unknown): readonly Keyed[] =>
  rows.flatMap((row) => attempt(() => ({ row, key: asKey(keyOf(row)) })))

const meet = (a: Keyed, b: Keyed): boolean => !equalsNone(a.key) && sameKey(a.key, b.key)

export const join: Means<NodeOf<'join'>> = ({ how, left, right }, attempt, rows, others) => {
  const rightRows = keyed(attempt, others, right.call)
  const leftRows = keyed(attempt, rows, left.call)
  const pairs = leftRows.flatMap((one) => {
    const partners = rightRows.filter((other) => meet(one, other))
    if (how === 'semi') return partners.length > 0 ? [one.row] : []
    if (how === 'anti') return partners.length > 0 ? [] : [one.row]
    if (partners.length === 0 && (how === 'left' || how === 'full')) return [[one.row, undefined]]
    return partners.map(({ row }) => [one.row, row])
  })
  if (how !== 'right' && how !== 'full') return pairs
  const alone = rightRows.filter((other) => !leftRows.some((one) => meet(one, other)))
  return [...pairs, ...alone.map(({ row }) => [undefined, row])]
}

export const cross: Means<NodeOf<'cross'>> = (_, __, rows, others) =>
  rows.flatMap((row) => others.map((other) => [row, other]))

export const cogroup: Means<NodeOf<'cogroup'>> = ({ inputs, left, right }, attempt, rows, others) => {
  const side = (i: 0 | 1, of: Rows, keyOf: (row: unknown) => unknown): readonly Keyed[] => {
    const isBag = orderOf(inputs[i]) === 'bag'
    const all = keyed(attempt, isBag ? of.flatMap((row) => attempt(() => asKey(row))) : of, keyOf)
    return isBag ? sorted(all, (a, b) => compareCanonical(a.row, b.row)) : all
  }
  const sides = { right: side(1, others, right.call), left: side(0, rows, left.call) }
  const group = (key: unknown, only?: 'left' | 'right') => {
    const of = (name: 'left' | 'right') =>
      List(
        only !== undefined && only !== name
          ? []
          : sides[name].filter((one) => sameKey(one.key, key)).map(({ row }) => row),
      )
    return { key: normaliseKey(key), left: of('left'), right: of('right') }
  }
  const firsts = (all: readonly Keyed[]): readonly Keyed[] =>
    all.filter(({ key }, i) => all.findIndex((one) => sameKey(one.key, key)) === i)
  // A key that equals none is of its side alone.
  const of = (name: 'left' | 'right') => firsts(sides[name].filter(({ key }) => equalsNone(key)))
  return [
    ...firsts([...sides.right, ...sides.left].filter(({ key }) => !equalsNone(key))).map(({ key }) => group(key)),
    ...of('right').map(({ key }) => group(key, 'right')),
    ...of('left').map(({ key }) => group(key, 'left')),
  ]
}

interface Timed extends Keyed {
  readonly time: unknown
}

const millis = (time: unknown): number => Number(time)

/** A time that a row may be joined by; undefined where there is none. */
const timed = (
  { direction, tolerance }: NodeOf<'asofJoin'>,
  row: unknown,
  time: unknown,
  key: unknown,
): Timed | undefined => {
  const isMeasured = typeof time === 'number' || time instanceof Date
  if (!isMissing(time) && !isMeasured) {
    if (direction === 'nearest' || tolerance !== undefined) refuse('no distance')
    if (typeof time !== 'string' && typeof time !== 'bigint') refuse('no time')
  }
  if (isMissing(time) || (isMeasured && Number.isNaN(millis(time))) || equalsNone(key)) return undefined
  return { row, time, key: asKey(key) }
}

export const asofJoin: Means<NodeOf<'asofJoin'>> = (node, attempt, rows, others) => {
  const { left, right, by, direction, tolerance, how, inputs } = node
  const isBag = orderOf(inputs[1]) === 'bag'
  const given = others
    .flatMap((row) =>
      attempt(() => timed(node, isBag ? asKey(row) : row, right.call(row), by === undefined ? 0 : by.right.call(row))),
    )
    .filter((one) => one !== undefined)
  const candidates = isBag ? sorted(given, (a, b) => compareCanonical(a.row, b.row)) : given
  const compare = (a: Timed, b: Timed): number => (sameKey(a.time, b.time) ? 0 : compareCanonical(a.time, b.time))
  const partnerOf = (one: Timed): Timed | undefined => {
    const met = candidates.filter(
      (other) =>
        typeof other.time === typeof one.time &&
        other.time instanceof Date === one.time instanceof Date &&
        sameKey(other.key, one.key),
    )
    // Of those of one time the last before, and the first behind.
    const before = sorted(
      met.filter((other) => compare(other, one) <= 0),
      compare,
    ).at(-1)
    const after = sorted(
      met.filter((other) => compare(other, one) >= 0),
      compare,
    )[0]
    const far = (other: Timed | undefined): number =>
      other === undefined
        ? Number.POSITIVE_INFINITY
        : compare(other, one) === 0
          ? 0
          : Math.abs(millis(other.time) - millis(one.time))
    const nearest = before !== undefined && !(far(after) < far(before)) ? before : after
    const found = direction === 'backward' ? before : direction === 'forward' ? after : nearest
    return tolerance === undefined || far(found) <= tolerance ? found : undefined
  }
  return rows.flatMap((row) =>
    attempt(() => {
      const one = timed(node, row, left.call(row), by === undefined ? 0 : by.left.call(row))
      const partner = one && partnerOf(one)
      return partner === undefined && how === 'inner' ? [] : [[row, partner?.row]]
    }).flat(),
  )
}
