/**
 * The groups that the code of a fold works on, and what it does not do itself: what is to be done when there is no more room.
 * It equals `keyed/fold-pass.ts`, with a list for a group: its ordinal, which is null as long as nobody asks, the values of its
 * keys, and the states.
 */
import type { State } from '../../../aggregate/aggregate.ts'
import { type Key, keyOf } from '../../../data/key.ts'
import type { GroupByNode, NamedAggregates } from '../../../plan/node.ts'
import { heapBytes } from '../../spill/heap-bytes.ts'
import type { Spill } from '../../spill/spill.ts'
import type { End, Missed } from '../end.ts'
import { bytesOfState } from '../fold.ts'
import { type Aside, newAside, type Ordered } from '../keyed/aside.ts'
import { ended } from '../keyed/ended.ts'
import { mostAfter } from '../keyed/keyed.ts'
import type { Entry } from '../keyed/merged.ts'
import { nothing, type Pass } from '../keyed/passes.ts'
import { unpacked } from '../keyed/place.ts'
import { roomOf } from '../keyed/room.ts'
import type { Row } from '../run.ts'

type List = unknown[]

/** The groups of one pass. */
export interface Lists {
  /** By the first key, a Map by the second, and so on. */
  readonly map: Map<Key, unknown>
  /** As they were made. */
  readonly groups: List[]
  readonly room: number
  used: number
  /** If more is used, it is looked at. */
  most: number
  isFull: boolean
  /** The ordinal of the next row that is put aside. Those of groups come before. */
  next: number
  readonly put: Aside['put']
  readonly putAll: Aside['putAll']
  /** There is no more room for keys. */
  readonly close: () => void
  /** It seems that there is no more room for what there is. */
  readonly look: () => void
  readonly aside: Aside
  readonly isParted: () => boolean
}

/** A list, and its places in two tables. */
const ofList = 150

/** What a group without its keys takes, in bytes, as long as its states do not grow. */
export const bytesOfGroup = ({ keys, aggregates }: GroupByNode): number =>
  aggregates.reduce(
    (bytes, [, { parts }]) => bytes + (parts?.form === 'count' ? 16 : bytesOfSmall),
    ofList + 16 * keys.length,
  )

/** What a state has in the beginning. */
const bytesOfSmall = 110

type Named = NamedAggregates[number][1]

export const newLists = (node: GroupByNode, spill: Spill, depth: number): Lists => {
  const { keys, aggregates } = node
  const width = keys.length
  const aside = newAside(spill, depth)
  let isParted = false
  const bytesOf = (list: List): number =>
    aggregates.reduce(
      (bytes, [, a], i) => bytes + bytesOfState(a, list[1 + width + i] as State),
      ofList + heapBytes(list.slice(1, 1 + width)),
    )
  const giveUp = (list: List): void => {
    const values = list.slice(1, 1 + width)
    const found = values.map(keyOf)
    let map = lists.map
    for (const key of found.slice(0, -1)) map = map.get(key) as Map<Key, unknown>
    map.delete(found[width - 1] as Key)
    const states = aggregates.map(([, a], i) => a.encode(list[1 + width + i] as State))
    putIn(lists, found, [-1 - (list[0] as number), ...values, ...states])
  }
  const lists: Lists = {
    map: new Map(),
    groups: [],
    room: roomOf(spill),
    used: 0,
    most: roomOf(spill),
    isFull: false,
    next: 0,
    put: aside.put,
    putAll: aside.putAll,
    close: () => {
      if (lists.isFull) return
      lists.isFull = true
      lists.next = lists.groups.length
    },
    look: () => {
      const { groups, room } = lists
      lists.used = groups.reduce((bytes, list) => bytes + bytesOf(list), 0)
      if (lists.used <= room * 0.75) return
      lists.close()
      if (!isParted && depth === 0) for (const [i, list] of groups.entries()) list[0] = i
      while (lists.used > room / 2 && groups.length > 1) {
        const list = groups.pop() as List
        lists.used -= bytesOf(list)
        giveUp(list)
        isParted = true
      }
      lists.most = mostAfter(room, lists.used, groups.length)
    },
    aside,
    isParted: () => isParted,
  }
  return lists
}

const putIn = ({ put, putAll }: Lists, keys: readonly Key[], record: Ordered): void =>
  keys.length === 1 ? put(keys[0] as Key, record) : putAll(keys, record)

/** Takes a state that had to make room for others. */
const addState = ({ keys, aggregates }: GroupByNode, lists: Lists, record: Ordered): void => {
  const width = keys.length
  const found = record.slice(1, 1 + width).map(keyOf)
  if (lists.isFull) {
    putIn(lists, found, record)
    return
  }
  const states = aggregates.map(([, a]: readonly [string, Named], i) => a.decode(record[1 + width + i]))
  const list = [-1 - record[0], ...record.slice(1, 1 + width), ...states]
  let map = lists.map
  for (const key of found.slice(0, -1)) {
    if (!map.has(key)) map.set(key, new Map())
    map = map.get(key) as Map<Key, unknown>
  }
  map.set(found[width - 1] as Key, list)
  lists.groups.push(list)
  lists.used += ofList + heapBytes(record)
  if (lists.used > lists.most) lists.look()
  if (lists.used > lists.room) lists.close()
}

/** What the code of a fold does with one list, or record. */
export interface ListCode {
  readonly row: (list: List, state: undefined) => Row
  /** Takes a record in. */
  readonly again: (lists: Lists, record: Ordered) => void
}

/** The rows of a fold that was begun by its code in the loop. */
export const endOfLists = (
  node: GroupByNode,
  { spill, isOrdered }: { readonly spill: Spill; readonly isOrdered: boolean },
  first: Lists,
  { row, again }: ListCode,
): Pick<End, 'done' | 'missed'> => {
  const mayThrow = node.aggregates.some(([, { parts }]) => parts === undefined)
  const missed: Missed[] = []
  const entryOf = (ordinal: number, list: List): Entry => {
    try {
      return [ordinal, row(list, undefined)]
    } catch (thrown) {
      return { ordinal, thrown }
    }
  }
  const passOf = (lists: Lists, isFirst: boolean): Pass => ({
    aside: lists.aside,
    take: (record) => {
      if (record[0] < 0) addState(node, lists, record)
      else if (!mayThrow) again(lists, record)
      else
        try {
          again(lists, record)
        } catch (thrown) {
          missed.push({ thrown, ordinal: record[0], place: unpacked(record, record.length - 3) })
        }
      return nothing
    },
    isFirst: () => isFirst && !lists.isParted(),
    end: function* () {
      const groups = lists.groups.splice(0)
      lists.map.clear()
      if (!isFirst) groups.sort((a, b) => (a[0] as number) - (b[0] as number))
      for (let i = 0; i < groups.length; i++) {
        const list = groups[i] as List
        yield entryOf((list[0] as number | null) ?? i, list)
      }
    },
  })
  const newPass = (depth: number): Pass => passOf(newLists(node, spill, depth), false)
  const { done, missed: failing } = ended(
    { spill, isOrdered, newPass },
    passOf(first, true),
    mayThrow ? { missed, taken: () => 0 } : undefined,
  )
  function* inMemory(): Generator<Row> {
    for (const list of first.groups) yield row(list, undefined)
  }
  return {
    ...(failing === undefined ? {} : { missed: failing }),
    done: (wanted) => (first.aside.piles().length === 0 ? inMemory() : done(wanted)),
  }
}
