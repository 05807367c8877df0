/**
 * The rows of the right side of a join by their keys: of those there is room for. The rows of other keys are put aside, and so
 * are the rows of the left that look for them. A key whose rows alone are too many has them on a pile, which is read for each
 * row of the left that has this key: there are as many pairs.
 */
import { isNullKey, type Key, keyOf } from '../../../data/key.ts'
import type { JoinNode } from '../../../plan/node.ts'
import { heapBytes } from '../../spill/heap-bytes.ts'
import { type Maybe, newMaybe } from '../../spill/maybe.ts'
import type { Pile, Spill } from '../../spill/spill.ts'
import { type Cursor, noPlace, placeOf, type Row, type Run } from '../run.ts'
import { newAside, type Ordered } from './aside.ts'
import { newKeyed } from './keyed.ts'
import { type Entry, entriesOf } from './merged.ts'
import { nothing, type Pass } from './passes.ts'
import { packed, unpacked } from './place.ts'
import { roomOf } from './room.ts'

/** A row of the right side, which waits for rows of the left. */
export interface Partner {
  readonly row: Row
  readonly ordinal: number
  readonly place: Cursor
  isAlone: boolean
}

/** A key with too many rows. */
interface Many {
  readonly rights: Pile
  readonly lefts: Pile
  isAlone: boolean
}

export interface JoinPass extends Pass {
  readonly addRight: (row: Row, run: Run) => void
  /** The partners of a key; undefined where they are not known here. */
  readonly matchesOf: (key: unknown) => readonly Partner[] | undefined
  /** Puts a row of the left where its partners are. */
  readonly putLeft: (key: Key, record: Ordered) => void
  /** Whether all partners are in memory. */
  readonly isWhole: () => boolean
}

const { freeze } = Object
const pair = (left: Row, right: Row): Row => freeze([left, right])

/** What comes of a row of the left, given its partners. */
export const pairsOf = ({ how }: JoinNode, row: Row, matches: readonly Partner[]): readonly Row[] => {
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

const none: readonly Partner[] = []
/** Nobody asks where a row was found that does not come out by itself. */
const nowhere: Cursor = { where: noPlace, index: 0 }

/** What a key takes besides itself, and a row of it. */
const ofKey = 150
const ofPartner = 80

/** The rows of the right that are nobody's partner come after all rows of the left. */
const afterLeft = 2 ** 50

/** A row of the left is put aside with its place, and its key. One of the right with an ordinal below zero, and its key first. */
const keyAt = 5

/** Where pairs are made of rows that are aside, their entries are a pair and the place of the row of the left. */
const entry = (record: Ordered, row: Row): Entry => [record[0], row, record[2], record[3], record[4]]

export const newJoinPass = (node: JoinNode, spill: Spill, depth: number): JoinPass => {
  const keepsAll = node.how === 'right' || node.how === 'full'
  const aside = newAside(spill, depth)
  /** Keys that have rows of the right aside, and some more: rows of the left that look for others need not go there. */
  let awaited: Maybe | undefined
  const many = new Map<Key, Many>()
  /** Those without a key are nobody's partner. */
  const lonely: Partner[] = []
  let lonelyPile: Pile | undefined
  let lonelyBytes = 0
  let ordinal = 0

  const recordOf = (key: Key, { ordinal, row, place }: Partner): Ordered =>
    keepsAll ? [-1 - ordinal, key, row, ...packed(place)] : [-1 - ordinal, key, row]
  const putRight = (key: Key, partner: Partner): void => {
    awaited ??= newMaybe(roomOf(spill) / 8)
    awaited.put(key)
    aside.put(key, recordOf(key, partner))
  }
  const { groups, ...keyed } = newKeyed<Partner[]>({
    room: roomOf(spill),
    bytesOf: (list) => list.reduce((bytes, { row }) => bytes + ofPartner + heapBytes(row), ofKey),
    giveUp: (key, list) => {
      for (const one of list) putRight(key, one)
    },
    outgrow: (key, list) => {
      const rights = spill.newPile()
      for (const one of list) rights.push(recordOf(key, one))
      many.set(key, { rights, lefts: spill.newPile(), isAlone: true })
    },
  })

  const alone = ({ ordinal, row, place }: Partner): Entry => [
    afterLeft + ordinal,
    pair(undefined, row),
    ...packed(place),
  ]
  const addLonely = (partner: Partner): void => {
    lonelyBytes += ofPartner + heapBytes(partner.row)
    lonely.push(partner)
    if (lonelyBytes < roomOf(spill)) return
    lonelyPile ??= spill.newPile()
    for (const one of lonely.splice(0)) lonelyPile.push(alone(one) as Ordered)
    lonelyBytes = 0
  }
  const add = (key: Key, partner: Partner): void => {
    const known = groups.get(key)
    const bytes = ofPartner + heapBytes(partner.row)
    if (known !== undefined) {
      known.push(partner)
      keyed.grow(bytes)
      return
    }
    const found = many.get(key)
    if (found !== undefined) found.rights.push(recordOf(key, partner))
    else if (keyed.isFull()) putRight(key, partner)
    else {
      keyed.add(key, [partner], ofKey + heapBytes(key))
      keyed.grow(bytes)
    }
  }
  /** The partners of a key that is one; undefined where they are not known here. */
  const find = (key: Key): readonly Partner[] | undefined => {
    const known = groups.get(key)
    if (known !== undefined) return known
    return many.has(key) || awaited?.has(key) ? undefined : none
  }
  const putLeft: JoinPass['putLeft'] = (key, record) => {
    const found = many.get(key)
    if (found === undefined) aside.put(key, record)
    else {
      found.isAlone = false
      found.lefts.push(record)
    }
  }

  function* pairsOfMany({ rights, lefts }: Many): Generator<Entry> {
    for (const left of lefts.read() as Iterable<Ordered>) {
      if (node.how === 'semi') yield entry(left, left[1])
      else if (node.how !== 'anti') for (const right of rights.read()) yield entry(left, pair(left[1], right[2]))
    }
    lefts.drop()
  }
  function* aloneOfMany({ rights }: Many): Generator<Entry> {
    for (const right of rights.read() as Iterable<Ordered>)
      yield [afterLeft - 1 - right[0], pair(undefined, right[2]), right[3], right[4], right[5]]
  }

  const makesPairs = node.how === 'inner' || node.how === 'left'
  const entriesOfLeft = (record: Ordered, matches: readonly Partner[]): readonly Entry[] => {
    const [only] = matches
    // As it is most of the time, and equals what follows.
    if (makesPairs && matches.length === 1 && only !== undefined) return [entry(record, pair(record[1], only.row))]
    return pairsOf(node, record[1], matches).map((row) => entry(record, row))
  }

  return {
    aside,
    matchesOf: (key) => (isNullKey(key) ? none : find(keyOf(key))),
    putLeft,
    isWhole: () => many.size === 0 && aside.isEmpty(),
    addRight: (row, run) => {
      const key = node.right.call(row)
      const isLonely = isNullKey(key)
      if (isLonely && !keepsAll) return
      const partner: Partner = { row, ordinal, place: keepsAll ? placeOf(run) : nowhere, isAlone: true }
      if (isLonely) addLonely(partner)
      else add(keyOf(key), partner)
      ordinal++
    },
    take: (record) => {
      if (record[0] < 0) {
        const place = keepsAll ? unpacked(record, 3) : nowhere
        add(record[1] as Key, { row: record[2], ordinal: -1 - record[0], place, isAlone: true })
        return nothing
      }
      const matches = find(record[keyAt] as Key)
      if (matches !== undefined) return entriesOfLeft(record, matches)
      putLeft(record[keyAt] as Key, record)
      return nothing
    },
    isFirst: () => false,
    end: function* () {
      const left = keepsAll ? [...lonely, ...[...groups.values()].flat()].filter(({ isAlone }) => isAlone) : []
      lonely.length = 0
      keyed.clear()
      left.sort((a, b) => a.ordinal - b.ordinal)
      for (const one of left) yield alone(one)
    },
    others: (isCut) => [
      ...(lonelyPile === undefined || isCut ? [] : [entriesOf({ pile: lonelyPile, failed: undefined })]),
      ...[...many.values()].flatMap((one) => [
        pairsOfMany(one),
        ...(one.isAlone && keepsAll && !isCut ? [aloneOfMany(one)] : []),
      ]),
    ],
  }
}
