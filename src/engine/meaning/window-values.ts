/**
 * What window functions give for each row of a partition, in its order.
 */
import type { Aggregate, State } from '../../aggregate/aggregate.ts'
import type { Order } from '../../data/order.ts'
import { compareSortKeys } from '../../plan/compare-sort-keys.ts'
import type { NamedWindows, SortKey } from '../../plan/node.ts'
import type { Position } from '../../window/window.ts'
import { type Frame, rangeFrames, rangePoint, rowFrames } from './frames.ts'

type Row = unknown

/** A row of a partition, with its order keys. */
export interface Member {
  readonly row: Row
  readonly keys: readonly unknown[]
}

/** What came of it: a value, or what was thrown. */
export type Outcome = { readonly value: unknown } | { readonly thrown: unknown }

const outcomeOf = (f: () => unknown): Outcome => {
  try {
    return { value: f() }
  } catch (thrown) {
    return { thrown }
  }
}

/** Where each member stands. Without keys no two are peers. */
const positionsOf = (members: readonly Member[], keys: readonly SortKey[]): readonly Position[] => {
  const isFirst = members.map(
    ({ keys: own }, i) =>
      i === 0 || keys.length === 0 || compareSortKeys(keys, (members[i - 1] as Member).keys, own) !== 0,
  )
  const firsts = [...isFirst.entries()].flatMap(([i, first]) => (first ? [i] : []))
  let group = -1
  return members.map((_, index) => {
    if (isFirst[index]) group++
    return {
      index,
      group,
      firstPeer: firsts[group] as number,
      lastPeer: (firsts[group + 1] ?? members.length) - 1,
      rows: members.length,
    }
  })
}

/**
 * The aggregate over the rows of each frame, from first to last. A frame that begins where the one before it began goes on
 * from its state, as frames never end before the one before them: the same steps, without taking them twice.
 */
const aggregated = (
  { init, step, done }: Aggregate<Row, unknown, Order>,
  frames: readonly Frame[],
  members: readonly Member[],
): readonly Outcome[] => {
  let state: State | undefined
  let begun = 0
  let seen = 0
  return frames.map(([start, end]) =>
    outcomeOf(() => {
      if (state === undefined || start !== begun) {
        state = init()
        begun = start
        seen = start
      }
      // Gone while a step may fail: it may have changed its state half-way.
      let next = state
      state = undefined
      for (; seen < end; seen++) next = step(next, members[seen]?.row)
      state = next
      return done(next)
    }),
  )
}

/** What a window function gives for each member of a partition. */
export const windowValues = (
  { looksAt }: NamedWindows[number][1],
  members: readonly Member[],
  keys: readonly SortKey[],
): readonly Outcome[] => {
  if (looksAt.kind === 'position')
    return positionsOf(members, keys).map((position) => outcomeOf(() => looksAt.at(position)))
  const { aggregate, frame } = looksAt
  if (frame.unit === 'rows') return aggregated(aggregate, rowFrames(frame, members.length), members)
  const points = members.map((member) => rangePoint(member.keys[0]))
  const sign = keys[0]?.direction === 'descending' ? -1 : 1
  return aggregated(aggregate, rangeFrames(frame, points, sign), members)
}
