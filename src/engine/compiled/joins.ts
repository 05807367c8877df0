/**
 * The steps that look for the partners of a row among those of the right side, which was read before.
 */
import { compareCanonical } from '../../data/canonical-order.ts'
import { type Key, keyOf } from '../../data/key.ts'
import type { AsofJoinNode, CrossNode, JoinNode } from '../../plan/node.ts'
import { orderOf } from '../../plan/tree.ts'
import { find, momentOf, type Timed } from '../meaning/moment.ts'
import { comparable } from '../meaning/unfit.ts'
import type { Spill } from '../spill/spill.ts'
import { type JoinPass, newJoinPass, type Partner, pairsOf } from './keyed/join-pass.ts'
import { newLater } from './later.ts'
import { fail, type Row, type Run } from './run.ts'
import { each, emitter, type Step } from './step.ts'

const { freeze } = Object
const pair = (left: Row, right: Row): Row => freeze([left, right])

/** Something made of the rows of a second input, of which each is taken in, or throws. */
export interface Side<T> {
  readonly take: (row: Row, run: Run) => void
  readonly done: () => T
}

export const joinSide = (node: JoinNode, spill: Spill): Side<JoinPass> => {
  const first = newJoinPass(node, spill, 0)
  return { take: first.addRight, done: () => first }
}

/** The partners of a key, if all are in memory. */
export const matchesOf =
  (side: JoinPass) =>
  (key: unknown): readonly Partner[] =>
    side.matchesOf(key) as readonly Partner[]

export const join: Step<JoinNode> = (at, next) => {
  const { node, run, stage, position } = at
  const first = at.side as JoinPass
  const later = newLater(at, emitter(at, next), {
    newPass: (depth) => newJoinPass(node, run.spill, depth),
    first,
    put: first.putLeft,
    isDue: true,
  })
  return (row) => {
    stage.rowsIn++
    later.next()
    let rows: readonly Row[]
    try {
      const key = node.left.call(row)
      const matches = first.matchesOf(key)
      if (matches === undefined) {
        const found = keyOf(key)
        later.putAside(found, row, [found])
        return
      }
      rows = pairsOf(node, row, matches)
    } catch (thrown) {
      fail(run, stage, thrown)
      return
    }
    for (const one of rows) {
      if (run.doneAt > position) return
      later.give(one)
    }
  }
}

export const crossSide = (_: CrossNode): Side<readonly Row[]> => {
  const rows: Row[] = []
  return { take: (row) => rows.push(row), done: () => rows }
}

export const cross: Step<CrossNode> = (at, next) => {
  const { stage, run, position } = at
  const emit = emitter(at, next)
  const others = at.side as readonly Row[]
  return (row) => {
    stage.rowsIn++
    for (const other of others) {
      if (run.doneAt > position) return
      emit(pair(row, other))
    }
  }
}

type Timeline = ReadonlyMap<Key, readonly Timed[]>

export const asofSide = (node: AsofJoinNode): Side<Timeline> => {
  const isBag = orderOf(node.inputs[1]) === 'bag'
  const groups = new Map<Key, Timed[]>()
  return {
    take: (given) => {
      const moment = momentOf(node, node.right, node.by?.right, given)
      const row = isBag ? comparable(given) : given
      if (moment === undefined) return
      const timed = { row, time: moment.time }
      const group = groups.get(moment.key)
      if (group === undefined) groups.set(moment.key, [timed])
      else group.push(timed)
    },
    // Stable: in a sequence, rows of one time stay as they were.
    done: () => {
      for (const group of groups.values())
        group.sort((a, b) => compareCanonical(a.time, b.time) || (isBag ? compareCanonical(a.row, b.row) : 0))
      return groups
    },
  }
}

export const asofJoin: Step<AsofJoinNode> = each((node, side) => (row) => {
  const moment = momentOf(node, node.left, node.by?.left, row)
  const found = moment && find(node, (side as Timeline).get(moment.key) ?? [], moment.time)
  return found === undefined && node.how === 'inner' ? [] : [pair(row, found?.row)]
})
