/**
 * The steps that give one row of each value. Of a sequence the first one comes at once; of a bag the canonically least, when
 * all have been seen.
 */
import { type Key, keyOf } from '../../data/key.ts'
import type { DistinctByNode, DistinctNode, ExceptNode, IntersectNode, Node } from '../../plan/node.ts'
import { orderOf } from '../../plan/tree.ts'
import type { Spill } from '../spill/spill.ts'
import type { Side } from './joins.ts'
import type { Ordered } from './keyed/aside.ts'
import { type FirstPass, newFirstPass } from './keyed/first-pass.ts'
import { type LeastPass, newLeastPass } from './keyed/least-pass.ts'
import { newLater } from './later.ts'
import { fail, type Row } from './run.ts'
import { emitter, type Step } from './step.ts'

/** What is the same of all passes of a step. */
interface Sets {
  readonly keyOfRow: (row: Row) => Key
  /** Whether the key is put aside with the row, as it is not made of the row again. */
  readonly keepsKey: boolean
  /** Whether keys are wanted that the other side has, or those that it has not. */
  readonly isWanted: (isOther: boolean) => boolean
}

const isBag = (node: Node): boolean => orderOf(node.inputs[0] as Node) === 'bag'

/** A key that was put aside comes after a row and its place. */
const keyAt = 5

const passOf = (node: Node, sets: Sets, spill: Spill) => {
  const keyOfRecord = (record: Ordered): Key => (sets.keepsKey ? (record[keyAt] as Key) : sets.keyOfRow(record[1]))
  return isBag(node)
    ? (depth: number): LeastPass => newLeastPass(spill, sets.isWanted, depth, depth === 0)
    : (depth: number): FirstPass => newFirstPass(spill, sets.isWanted, keyOfRecord, depth)
}

const oneOfEach =
  <N extends Node>(setsOf: (node: N) => Sets): Step<N> =>
  (at, next) => {
    const { stage, run, node } = at
    const sets = setsOf(node)
    const { keyOfRow, keepsKey } = sets
    const newPass = passOf(node, sets, run.spill)
    const first = (at.side ?? newPass(0)) as LeastPass | FirstPass
    const isOfBag = isBag(node)
    let taken = 0
    const later = newLater(at, emitter(at, next), { newPass, first, isDue: !isOfBag })
    const take = isOfBag
      ? (row: Row) => (first as LeastPass).add(taken++, keyOfRow(row), row)
      : (row: Row) => {
          const key = keyOfRow(row)
          const isGiven = (first as FirstPass).add(key)
          if (isGiven === undefined) later.putAside(key, row, keepsKey ? [key] : [])
          return isGiven
        }
    return (row) => {
      stage.rowsIn++
      let isGiven: unknown
      try {
        isGiven = take(row)
      } catch (thrown) {
        fail(run, stage, thrown)
        return
      }
      if (isGiven === true) later.give(row)
    }
  }

const all = (): boolean => true

export const distinct: Step<DistinctNode> = oneOfEach(() => ({ keyOfRow: keyOf, keepsKey: false, isWanted: all }))

export const distinctBy: Step<DistinctByNode> = oneOfEach(({ lambda }) => ({
  keyOfRow: (row) => keyOf(lambda.call(row)),
  keepsKey: true,
  isWanted: all,
}))

const having = (wanted: boolean): Sets => ({
  keyOfRow: keyOf,
  keepsKey: false,
  isWanted: (isOther) => isOther === wanted,
})

const setsOf = ({ kind }: IntersectNode | ExceptNode): Sets => having(kind === 'intersect')

/** The values of the second input: the state that the rows of the first go through. */
export const valuesSide = (node: IntersectNode | ExceptNode, spill: Spill): Side<LeastPass | FirstPass> => {
  const first = passOf(node, setsOf(node), spill)(0)
  return { take: (row) => first.addOther(keyOf(row)), done: () => first }
}

export const intersect: Step<IntersectNode> = oneOfEach(setsOf)
export const except: Step<ExceptNode> = oneOfEach(setsOf)
