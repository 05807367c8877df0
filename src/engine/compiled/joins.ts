/**
 * The steps that look for the partners of a row among those of the right side, which was read before.
 */
import { type Key, keyOf } from '../../data/key.ts'
import type { AsofJoinNode, CrossNode, JoinNode } from '../../plan/node.ts'
import { orderOf } from '../../plan/tree.ts'
import { type Moment, momentOf } from '../meaning/moment.ts'
import { comparable } from '../meaning/unfit.ts'
import type { Spill } from '../spill/spill.ts'
import { pause } from './end.ts'
import type { Ordered } from './keyed/aside.ts'
import { type AsofPass, asofPairs, newAsofPass } from './keyed/asof-pass.ts'
import { type CrossPass, newCrossPass } from './keyed/cross-pass.ts'
import { elsewhere, type JoinPass, newJoinPass, pairUp } from './keyed/join-pass.ts'
import { isFailed } from './keyed/merged.ts'
import { newLater } from './later.ts'
import { fail, noPlace, type Row, type Rows, type Run, type StepEnd } from './run.ts'
import { type At, emitter, type Step } from './step.ts'

/** Something made of the rows of a second input, of which each is taken in, or throws. */
export interface Side<T> {
  readonly take: (row: Row, run: Run) => void
  readonly done: () => T
}

export const joinSide = (node: JoinNode, spill: Spill): Side<JoinPass> => {
  const first = newJoinPass(node, spill, 0)
  return {
    take: first.addRight,
    done: () => {
      first.settle()
      return first
    },
  }
}

export const join: Step<JoinNode> = (at, next) => {
  const { node, run, stage, position } = at
  const first = at.side as JoinPass
  const later = newLater(at, emitter(at, next), {
    newPass: (depth) => newJoinPass(node, run.spill, depth),
    first,
    put: first.putLeft,
    isDue: true,
  })
  const give = (one: Row): void => {
    if (run.doneAt <= position) later.give(one)
  }
  return (row) => {
    stage.rowsIn++
    let found: number
    try {
      const key = node.left.call(row)
      found = first.find(key)
      if (found === elsewhere) {
        const known = keyOf(key)
        later.putAside(known, row, [known])
        return
      }
    } catch (thrown) {
      fail(run, stage, thrown)
      return
    }
    pairUp(node, row, first.partners(), found, give)
  }
}

/** So many pairs go on together. */
const together = 1024
/** So many records are taken in without a pause. */
const withoutPause = 4096

/** Gives what comes of rows that were put aside to a loop, where nobody sees in which order it comes: a part after the other. */
export const lateEnd = (
  { node, run, position }: Pick<At<JoinNode>, 'node' | 'run' | 'position'>,
  first: JoinPass,
  loop: (batch: Rows, from: number) => number,
): StepEnd => ({
  position,
  isDue: true,
  end: function* (isCut) {
    let rows: Row[] = []
    const give = (row: Row): void => {
      rows.push(row)
    }
    const drain = function* (): Generator<typeof pause | undefined> {
      const batch: Rows = { rows, where: noPlace }
      rows = []
      for (let at = 0; at < batch.rows.length && run.doneAt <= position; yield) at = loop(batch, at)
      yield pause
    }
    const all = function* (pass: JoinPass, depth: number): Generator<typeof pause | undefined> {
      for (const others of pass.others?.(isCut) ?? [])
        for (const one of others) {
          if (isFailed(one)) throw one.thrown
          give(one[1])
          if (rows.length >= together) yield* drain()
        }
      // Nothing, which gives its room back.
      yield* pass.end() as Iterable<never>
      for (const pile of pass.aside.piles()) {
        const part = newJoinPass(node, run.spill, depth + 1)
        let taken = 0
        for (const record of pile.read()) {
          part.takeLate(record as Ordered, give)
          if (rows.length >= together) yield* drain()
          else if (++taken % withoutPause === 0) yield pause
          if (run.doneAt > position) return
        }
        pile.drop()
        yield* all(part, depth + 1)
      }
    }
    yield* all(first, 0)
    yield* drain()
  },
})

export const crossSide = (_: CrossNode, spill: Spill): Side<CrossPass> => {
  const first = newCrossPass(spill)
  return { take: first.addRight, done: () => first }
}

export const cross: Step<CrossNode> = (at, next) => {
  const { stage, run, position } = at
  const first = at.side as CrossPass
  const emit = emitter(at, next)
  const put = (_: Key, record: Ordered): void => first.putLeft(record)
  const later = newLater(at, emit, { newPass: () => newCrossPass(run.spill), first, put, isDue: true })
  const others = first.whole()
  return (row) => {
    stage.rowsIn++
    if (others === undefined) {
      later.putAside(undefined, row, [])
      return
    }
    for (const other of others) {
      if (run.doneAt > position) return
      emit(Object.freeze([row, other]))
    }
  }
}

export const asofSide = (node: AsofJoinNode, spill: Spill): Side<AsofPass> => {
  const isBag = orderOf(node.inputs[1]) === 'bag'
  const first = newAsofPass(node, spill, 0)
  return {
    take: (given) => {
      const moment = momentOf(node, node.right, node.by?.right, given)
      const row = isBag ? comparable(given) : given
      if (moment !== undefined) first.addRight(moment.key, row, moment.time)
    },
    done: () => first,
  }
}

export const asofJoin: Step<AsofJoinNode> = (at, next) => {
  const { node, run, stage, position } = at
  const first = at.side as AsofPass
  const newPass = (depth: number) => newAsofPass(node, run.spill, depth)
  const later = newLater(at, emitter(at, next), { newPass, first, isDue: true })
  return (row) => {
    stage.rowsIn++
    let rows: readonly Row[]
    try {
      const moment = momentOf(node, node.left, node.by?.left, row)
      const pairs = moment === undefined ? asofPairs(node, row, undefined) : first.pairsOf(moment.key, row, moment.time)
      if (pairs === undefined) {
        const { key, time } = moment as Moment
        later.putAside(key, row, [key, time])
        return
      }
      rows = pairs
    } catch (thrown) {
      fail(run, stage, thrown)
      return
    }
    for (const one of rows) if (run.doneAt <= position) later.give(one)
  }
}
