/**
 * The steps that look for the partners of a row among those of the right side, which was read before.
 */
import { compareCanonical } from '../../data/canonical-order.ts'
import { isNullKey, type Key, keyOf } from '../../data/key.ts'
import type { AsofJoinNode, CrossNode, JoinNode } from '../../plan/node.ts'
import { orderOf } from '../../plan/tree.ts'
import { find, momentOf, type Timed } from '../meaning/moment.ts'
import { comparable } from '../meaning/unfit.ts'
import { type Cursor, emitFrom, noPlace, placeOf, type Row, type Run } from './run.ts'
import { each, emitter, type Step } from './step.ts'

const { freeze } = Object
const pair = (left: Row, right: Row): Row => freeze([left, right])

/** A row of the right side, which waits for rows of the left. */
export interface Partner {
  readonly row: Row
  readonly place: Cursor
  isAlone: boolean
}

/** The right side of a join: its rows by their keys, and all of them where those without a partner are wanted. */
export interface JoinTable {
  readonly partners: Map<Key, Partner[]>
  readonly all: Partner[]
}

/** Something made of the rows of a second input, of which each is taken in, or throws. */
export interface Side<T> {
  readonly take: (row: Row, run: Run) => void
  readonly done: () => T
}

export const joinSide = ({ right, how }: JoinNode): Side<JoinTable> => {
  const table: JoinTable = { partners: new Map(), all: [] }
  const keepsAll = how === 'right' || how === 'full'
  return {
    take: (row, run) => {
      const key = right.call(row)
      if (isNullKey(key) && !keepsAll) return
      const partner = { row, place: keepsAll ? placeOf(run) : nowhere, isAlone: true }
      if (!isNullKey(key)) {
        const found = keyOf(key)
        const known = table.partners.get(found)
        if (known === undefined) table.partners.set(found, [partner])
        else known.push(partner)
      }
      if (keepsAll) table.all.push(partner)
    },
    done: () => table,
  }
}

/** Nobody asks where a row was found that does not come out by itself. */
const nowhere: Cursor = { where: noPlace, index: 0 }

const none: readonly Partner[] = []

/** The partners of a key. */
export const matchesOf =
  ({ partners }: JoinTable) =>
  (key: unknown): readonly Partner[] =>
    isNullKey(key) ? none : (partners.get(keyOf(key)) ?? none)

const pairsOf = ({ left, how }: JoinNode, table: JoinTable) => {
  const find = matchesOf(table)
  return (row: Row): readonly Row[] => {
    const matches = find(left.call(row))
    for (const match of matches) match.isAlone = false
    switch (how) {
      case 'inner':
      case 'right':
        return matches.map((match) => pair(row, match.row))
      case 'left':
      case 'full':
        return matches.length === 0 ? [pair(row, undefined)] : matches.map((match) => pair(row, match.row))
      case 'semi':
        return matches.length > 0 ? [row] : []
      case 'anti':
        return matches.length > 0 ? [] : [row]
      default:
        return how satisfies never
    }
  }
}

/** Of a right or full join the rows of the right that were nobody's partner, when those of the left have ended. */
const giveAlone: Step<JoinNode> = (at, next) => {
  const { run, position } = at
  const emit = emitter(at, next)
  const end = function* (): Generator<void> {
    for (const { row, place, isAlone } of (at.side as JoinTable).all)
      if (isAlone && run.doneAt <= position) {
        emitFrom(run, emit, pair(undefined, row), place)
        yield
      }
  }
  run.ends.push({ position, end })
  return next
}

export const join: Step<JoinNode> = (at, next) => {
  giveAlone(at, next)
  return each<JoinNode>((node, side) => pairsOf(node, side as JoinTable))(at, next)
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
