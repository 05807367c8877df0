/**
 * What `over` means, a second time: for each row all others are asked one by one whether they belong to its frame, and
 * everything is counted and folded anew.
 */
import type { OverNode } from '../../src/plan/node.ts'
import type { FrameEnds } from '../../src/window/frame.ts'

export interface Member {
  readonly row: unknown
  readonly keys: readonly unknown[]
}
type Compare = (a: Member, b: Member) => number

const kindOf = (key: unknown): string =>
  key === null || key === undefined ? 'nothing' : key instanceof Date ? 'date' : typeof key

/** Whether the other row, which comes before (`order` less than 0) or after or is a peer, is in the range of the first. */
const isInRange = ({ from, to }: FrameEnds, of: Member, other: Member, order: number, sign: number): boolean => {
  const [key, otherKey] = [of.keys[0], other.keys[0]]
  const [x, y] = [Number(key), Number(otherKey)]
  const isLike = kindOf(key) === kindOf(otherKey)
  if (isLike && kindOf(key) === 'nothing') return true
  if (isLike && Number.isNaN(x) && Number.isNaN(y)) return true
  // Rows of different kinds, and NaN and what is none, are infinitely far apart.
  if (!isLike || Number.isNaN(x) || Number.isNaN(y)) return order < 0 ? from === -Infinity : to === Infinity
  return (
    (from === -Infinity || (sign > 0 ? y >= x + from : y <= x - from)) &&
    (to === Infinity || (sign > 0 ? y <= x + to : y >= x - to))
  )
}

const isInFrame = (
  frame: FrameEnds,
  members: readonly Member[],
  i: number,
  j: number,
  compare: Compare,
  sign: number,
) =>
  frame.unit === 'rows'
    ? j - i >= frame.from && j - i <= frame.to
    : isInRange(
        frame,
        members[i] as Member,
        members[j] as Member,
        compare(members[j] as Member, members[i] as Member),
        sign,
      )

/** What each window function gives for one member of a partition, which is in order. Throws what the function throws. */
export const naiveWindows = (
  { windows, keys }: OverNode,
  members: readonly Member[],
  i: number,
  compare: Compare,
): readonly (readonly [string, unknown])[] => {
  /** Whether another member comes before this one, and is no peer of it. */
  const isBefore = (a: number, b: number): boolean =>
    keys.length === 0 ? a < b : compare(members[a] as Member, members[b] as Member) < 0
  const indices = members.map((_, j) => j)
  return windows.map(([name, { looksAt }]) => {
    if (looksAt.kind === 'position') {
      const before = indices.filter((j) => isBefore(j, i))
      return [
        name,
        looksAt.at({
          index: i,
          rows: members.length,
          firstPeer: before.length,
          lastPeer: indices.filter((j) => !isBefore(i, j)).length - 1,
          group: before.filter((j) => !before.some((k) => k < j && !isBefore(k, j))).length,
        }),
      ]
    }
    const { aggregate, frame } = looksAt
    const sign = keys[0]?.direction === 'descending' ? -1 : 1
    const rows = indices.filter((j) => isInFrame(frame, members, i, j, compare, sign)).map((j) => members[j]?.row)
    return [name, aggregate.done(rows.reduce(aggregate.step as never, aggregate.init()) as never)]
  })
}

/** Tries every aggregate with one row alone, and the key of a range. */
export const tryWindows = ({ windows }: OverNode, { row, keys }: Member): void => {
  for (const [, { looksAt }] of windows)
    if (looksAt.kind === 'frame') {
      if (looksAt.frame.unit === 'range' && !['nothing', 'date', 'number'].includes(kindOf(keys[0])))
        throw { _tag: 'InvalidRow' }
      looksAt.aggregate.step(looksAt.aggregate.init(), row as never)
    }
}
