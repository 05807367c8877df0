/**
 * The right side of `cross`: its first rows in memory, the others on a pile, which is read again for each row of the left. Those
 * wait on another one: there is no more to hold than the row under way.
 */
import { heapBytes } from '../../spill/heap-bytes.ts'
import type { Pile, Spill } from '../../spill/spill.ts'
import type { Row } from '../run.ts'
import { newAside, type Ordered } from './aside.ts'
import type { Entry } from './merged.ts'
import { nothing, type Pass } from './passes.ts'
import { roomOf } from './room.ts'

export interface CrossPass extends Pass {
  readonly addRight: (row: Row) => void
  /** All rows of the right, if they are in memory. */
  readonly whole: () => readonly Row[] | undefined
  readonly putLeft: (record: Ordered) => void
}

export const newCrossPass = (spill: Spill): CrossPass => {
  const rows: Row[] = []
  let used = 0
  let rest: Pile | undefined
  let lefts: Pile | undefined
  function* pairs(waiting: Pile): Generator<Entry> {
    for (const [ordinal, left, ...place] of waiting.read() as Iterable<Ordered>) {
      for (const right of rows) yield [ordinal, Object.freeze([left, right]), ...place]
      for (const [right] of rest?.read() ?? []) yield [ordinal, Object.freeze([left, right]), ...place]
    }
    waiting.drop()
  }
  return {
    aside: newAside(spill, 0),
    addRight: (row) => {
      used += 8 + heapBytes(row)
      if (used <= roomOf(spill) || rows.length === 0) rows.push(row)
      else {
        rest ??= spill.newPile()
        rest.push([row])
      }
    },
    whole: () => (rest === undefined ? rows : undefined),
    putLeft: (record) => {
      lefts ??= spill.newPile()
      lefts.push(record)
    },
    take: () => nothing,
    isFirst: () => true,
    end: () => nothing,
    others: () => (lefts === undefined ? [] : [pairs(lefts)]),
  }
}
