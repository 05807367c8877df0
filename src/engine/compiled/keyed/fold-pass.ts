/**
 * Groups under way in which rows are folded: those there is room for; the others put aside.
 *
 * A record is an ordinal, the values of the keys, and what the aggregates want of a row. Where that may fail, its place comes
 * last. A state that had to make room is a record too, before those of the rows that it would have taken in.
 */
import type { State } from '../../../aggregate/aggregate.ts'
import { type Key, keyOf } from '../../../data/key.ts'
import type { NamedAggregates } from '../../../plan/node.ts'
import { heapBytes } from '../../spill/heap-bytes.ts'
import type { Spill } from '../../spill/spill.ts'
import type { Missed } from '../end.ts'
import type { Folded, Folding } from '../fold.ts'
import type { Cursor, Row } from '../run.ts'
import { newAside, type Ordered } from './aside.ts'
import { newKeyed } from './keyed.ts'
import type { Entry } from './merged.ts'
import { nothing, type Pass } from './passes.ts'
import { packed, unpacked } from './place.ts'
import { roomOf } from './room.ts'

export interface Group extends Folded {
  readonly values: readonly unknown[]
  /** Of its first row. */
  readonly ordinal: number
}

/** What is the same of all passes of a fold. */
export interface Folds {
  readonly spill: Spill
  readonly aggregates: NamedAggregates
  readonly folding: Folding
  /** How many values the key has. */
  readonly width: number
  readonly rowOf: (group: Group) => Row
  /** What failed of rows that had been put aside. */
  readonly missed: Missed[]
}

export interface FoldPass extends Pass {
  /** A group that is there without a row. */
  readonly begin: (ordinal: number, values: readonly unknown[]) => void
  /** Takes a row into its group. What it throws is the row's error. */
  readonly add: (ordinal: number, values: readonly unknown[], inputs: readonly unknown[], place: Cursor) => void
}

export const keyOfAll = (values: readonly unknown[]): Key => (values.length === 1 ? keyOf(values[0]) : keyOf(values))

/** What a group takes besides its states: entries of two tables, and three objects. */
const ofGroup = 250

/** The ordinal of a state, which is told from those of rows. */
const ofState = (ordinal: number): number => -1 - ordinal

export const newFoldPass = (
  { spill, aggregates, folding, width, rowOf, missed }: Folds,
  depth: number,
  isFirstPass = false,
): FoldPass => {
  const aside = newAside(spill, depth)
  const giveUp = (key: Key, { ordinal, values, states, rows }: Group): void => {
    // States that can be made again are: their rows are there.
    if (rows !== undefined) for (const row of rows) aside.put(key, [ordinal, ...values, row])
    else aside.put(key, [ofState(ordinal), ...values, ...states.map((state, i) => aggregates[i]?.[1].encode(state))])
  }
  const bytesOf = (group: Group): number => ofGroup + heapBytes(group.values) + folding.bytesOf(group)
  const { groups, ...keyed } = newKeyed<Group>({ room: roomOf(spill), bytesOf, giveUp })
  const { growth } = folding

  const add: FoldPass['add'] = (ordinal, values, inputs, place) => {
    const key = keyOfAll(values)
    const known = groups.get(key)
    if (known === undefined && keyed.isFull()) {
      aside.put(key, [ordinal, ...values, ...inputs, ...(folding.mayThrow ? packed(place) : [])])
      return
    }
    const group: Group = known ?? { ...folding.init(), values, ordinal }
    folding.take(group, inputs)
    if (known === undefined) keyed.add(key, group, growth === undefined ? bytesOf(group) : ofGroup)
    if (growth !== undefined) keyed.grow(growth(inputs))
  }

  /** Takes a state that had to make room. */
  const addState = (record: Ordered): void => {
    const values = record.slice(1, width + 1)
    const key = keyOfAll(values)
    if (keyed.isFull()) {
      aside.put(key, record)
      return
    }
    const states = record.slice(width + 1).map((encoded, i) => aggregates[i]?.[1].decode(encoded) as State)
    const group: Group = { states, rows: undefined, values, ordinal: ofState(record[0]) }
    keyed.add(key, group, ofGroup)
    keyed.grow(bytesOf(group))
  }

  return {
    aside,
    begin: (ordinal, values) => keyed.add(keyOfAll(values), { ...folding.init(), values, ordinal }, ofGroup),
    add,
    take: (record) => {
      const [ordinal] = record
      if (ordinal < 0) {
        addState(record)
        return nothing
      }
      const end = width + 1 + (folding.mayThrow ? 1 : aggregates.length)
      const place = unpacked(record, end)
      try {
        add(ordinal, record.slice(1, width + 1), record.slice(width + 1, end), place)
      } catch (thrown) {
        if (!folding.mayThrow) throw thrown
        missed.push({ thrown, place, ordinal })
      }
      return nothing
    },
    isFirst: () => isFirstPass && !keyed.isParted(),
    end: function* () {
      const all = [...groups.values()]
      keyed.clear()
      // As they were met, unless some had to make room for others before.
      if (!isFirstPass) all.sort((a, b) => a.ordinal - b.ordinal)
      for (const group of all) yield entryOf(group, rowOf)
    },
  }
}

const entryOf = (group: Group, rowOf: (group: Group) => Row): Entry => {
  try {
    return [group.ordinal, rowOf(group)]
  } catch (thrown) {
    return { ordinal: group.ordinal, thrown }
  }
}
