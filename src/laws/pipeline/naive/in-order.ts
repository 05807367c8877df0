/** Stages that go by the order of rows, and sets of rows. */
import { compareCanonical } from '../../../data/canonical-order.ts'
import { chanceOf } from '../../../data/chance-of.ts'
import { nextState } from '../../../engine/meaning/untouched.ts'
import type { Node, NodeOf } from '../../../plan/node.ts'
import { orderOf } from '../../../plan/tree.ts'
import type { Attempt, Means, Rows } from './means.ts'
import { asKey, sameKey } from './same-key.ts'
import { byKeys, sorted } from './sorted.ts'

export const takeWhile: Means<NodeOf<'takeWhile'>> = ({ lambda }, attempt, rows) => {
  // A row that fails is set aside, and is no end.
  const tried = rows.flatMap((row) => attempt(() => ({ row, holds: lambda.call(row) })))
  const end = tried.findIndex(({ holds }) => !holds)
  return tried.slice(0, end < 0 ? tried.length : end).map(({ row }) => row)
}

export const dropWhile: Means<NodeOf<'dropWhile'>> = ({ lambda }, attempt, rows) => {
  let isDropping = true
  return rows.filter((row) => {
    if (isDropping) for (const holds of attempt(() => lambda.call(row))) isDropping = Boolean(holds)
    else return true
    return !isDropping
  })
}

export const scan: Means<NodeOf<'scan'>> = ({ reducer, initial }, attempt, rows) => {
  let state = initial
  return rows.flatMap((row) =>
    attempt(() => {
      state = nextState(reducer, state, row)
      return state
    }),
  )
}

export const chunk: Means<NodeOf<'chunk'>> = ({ size }, _, rows) =>
  rows.flatMap((_, i) => (i % size === 0 ? [rows.slice(i, i + size)] : []))

export const sliding: Means<NodeOf<'sliding'>> = ({ size, step }, _, rows) =>
  rows.flatMap((_, i) => (i % step === 0 && i + size <= rows.length ? [rows.slice(i, i + size)] : []))

export const sortBy: Means<NodeOf<'sortBy'>> = ({ inputs, keys }, attempt, rows) => {
  const isBag = orderOf(inputs[0]) === 'bag'
  const all = rows.flatMap((row) =>
    attempt(() => ({ row: isBag ? asKey(row) : row, keys: keys.map(({ lambda }) => asKey(lambda.call(row))) })),
  )
  const untied = isBag ? sorted(all, (a, b) => compareCanonical(a.row, b.row)) : all
  return sorted(untied, (a, b) => byKeys(keys)(a.keys, b.keys)).map(({ row }) => row)
}

export const shuffle: Means<NodeOf<'shuffle'>> = ({ seed }, attempt, rows) =>
  sorted(
    rows.flatMap((row) => attempt(() => [chanceOf(seed, row), row] as const)),
    compareCanonical,
  ).map(([, row]) => row)

/** Of rows of one key the first of a sequence, the canonically least of a bag. */
const oneOfEach = (
  input: Node,
  attempt: Attempt,
  rows: Rows,
  keyOf: (row: unknown) => unknown,
  isWanted = (_key: unknown): boolean => true,
): Rows => {
  const all = rows.flatMap((row) => attempt(() => ({ row, key: asKey(keyOf(row)) })))
  const ordered = orderOf(input) === 'bag' ? sorted(all, (a, b) => compareCanonical(a.row, b.row)) : all
  return ordered
    .filter(({ key }, i) => isWanted(key) && ordered.findIndex((one) => sameKey(one.key, key)) === i)
    .map(({ row }) => row)
}

export const distinct: Means<NodeOf<'distinct'>> = ({ inputs }, attempt, rows) =>
  oneOfEach(inputs[0], attempt, rows, (row) => row)

export const distinctBy: Means<NodeOf<'distinctBy'>> = ({ inputs, lambda }, attempt, rows) =>
  oneOfEach(inputs[0], attempt, rows, lambda.call)

export const among =
  (isWanted: boolean): Means<NodeOf<'intersect' | 'except'>> =>
  ({ inputs }, attempt, rows, others) => {
    const known = others.flatMap((row) => attempt(() => asKey(row)))
    return oneOfEach(
      inputs[0],
      attempt,
      rows,
      (row) => row,
      (key) => known.some((other) => sameKey(other, key)) === isWanted,
    )
  }
