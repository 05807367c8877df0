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
import { type Entry, entriesOf } from './merged.ts'
import { newPartners, type Partner, type Partners } from './partners.ts'
import { nothing, type Pass } from './passes.ts'
import { packed, unpacked } from './place.ts'

/** A key with too many rows. */
interface Many {
  readonly rights: Pile
  readonly lefts: Pile
  isAlone: boolean
}

export interface JoinPass extends Pass {
  readonly addRight: (row: Row, run: Run) => void
  /** All of the right side are there. */
  readonly settle: () => void
  /** Finds as `find` does, and sooner where all partners are in memory. */
  readonly finder: () => JoinPass['find']
  /** Those that are in memory. */
  readonly partners: () => Partners
  /** The first of a key in memory; `elsewhere` where they are not known here, and `nobody` where there is none. */
  readonly find: (key: unknown) => number
  /** Puts a row of the left where its partners are. */
  readonly putLeft: (key: Key, record: Ordered) => void
  /** Whether all partners are in memory. */
  readonly isWhole: () => boolean
  /** Takes in what was put aside by another, as `take` does, and gives what comes of it. */
  readonly takeLate: (record: Ordered, give: (row: Row) => void) => void
}

/** In the place of a row of the right. */
export const nobody = -1
export const elsewhere = -2

const { freeze } = Object
const pair = (left: Row, right: Row): Row => freeze([left, right])

/** Gives what comes of a row of the left, given the first of its partners. */
export const pairUp = (
  { how }: JoinNode,
  row: Row,
  partners: Partners,
  first: number,
  give: (row: Row) => void,
): void => {
  switch (how) {
    case 'right':
    case 'full':
      partners.meet(first)
      break
    case 'semi':
      if (first >= 0) give(row)
      return
    case 'anti':
      if (first < 0) give(row)
      return
    case 'inner':
    case 'left':
      break
    default:
      how satisfies never
  }
  if (first < 0 && (how === 'left' || how === 'full')) give(pair(row, undefined))
  for (let at = first; at >= 0; at = partners.after(at, first)) give(pair(row, partners.rowAt(at)))
}

/** Nobody asks where a row was found that does not come out by itself. */
const nowhere: Cursor = { where: noPlace, index: 0 }

/** What a row takes besides itself. */
const ofPartner = 80

/** How much of a stage's share those in memory may take, which are counted to the byte; the rest is for what is put aside. */
const part = 0.6
/** Few rows stay what they are, so that nothing is made of them again and again. */
const mostOfObjects = 4 * 2 ** 20

/** The rows of the right that are nobody's partner come after all rows of the left. */
const afterLeft = 2 ** 50

/**
 * A row of the left is put aside with its place, if anybody asks for that, and its key comes last. One of the right with an ordinal
 * below zero, and its key first.
 */
const keyIn = (record: Ordered): Key => record[record.length - 1] as Key

/** Where pairs are made of rows that are aside, their entries are a pair and the place of the row of the left. */
const entry = (record: Ordered, row: Row): Entry =>
  record.length === 3 ? [record[0], row] : [record[0], row, record[2], record[3], record[4]]

export const newJoinPass = (node: JoinNode, spill: Spill, depth: number): JoinPass => {
  const keepsAll = node.how === 'right' || node.how === 'full'
  const room = spill.share * part
  const newOnes = (): Partners => newPartners(keepsAll, Math.min(room, mostOfObjects))
  let partners = newOnes()
  let isFull = false
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
    awaited ??= newMaybe(room / 8)
    awaited.put(key)
    aside.put(key, recordOf(key, partner))
  }
  /** Gives up those keys that came last, about half of all rows. Those of one key alone find another place. */
  const shrink = (): void => {
    isFull = true
    const before = partners
    const keys = before.keysOfRows()
    const counts = new Int32Array(before.countKeys())
    for (const which of keys) counts[which] = (counts[which] as number) + 1
    let kept = 1
    let rows = counts[0] as number
    while (kept < counts.length && rows + (counts[kept] as number) <= keys.length / 2) rows += counts[kept++] as number
    partners = newOnes()
    const isOne = counts.length === 1
    for (let at = 0; at < keys.length; at++) {
      const which = keys[at] as number
      const partner = before.at(at)
      const key = before.keyAt(which)
      if (isOne) outgrow(key, partner)
      else if (which >= kept) putRight(key, partner)
      else partners.add(partners.keyOf(key), key, partner)
    }
  }
  const outgrow = (key: Key, partner: Partner): void => {
    const found = many.get(key) ?? { rights: spill.newPile(), lefts: spill.newPile(), isAlone: true }
    many.set(key, found)
    found.rights.push(recordOf(key, partner))
  }

  const alone = ({ ordinal, row, place }: Partner): Entry => [
    afterLeft + ordinal,
    pair(undefined, row),
    ...packed(place),
  ]
  const addLonely = (partner: Partner): void => {
    lonelyBytes += ofPartner + heapBytes(partner.row)
    lonely.push(partner)
    if (lonelyBytes < room / 8) return
    lonelyPile ??= spill.newPile()
    for (const one of lonely.splice(0)) lonelyPile.push(alone(one) as Ordered)
    lonelyBytes = 0
  }
  const isBeyond = (most: number): boolean => {
    if (partners.bytes() <= most) return false
    partners.pack()
    return partners.bytes() > most
  }
  const add = (key: Key, partner: Partner): void => {
    const which = partners.keyOf(key)
    if (which >= 0) {
      partners.add(which, key, partner)
      if (isBeyond(room * 1.25)) shrink()
      return
    }
    if (many.has(key)) outgrow(key, partner)
    else {
      const isFirst = partners.count() === 0 && many.size === 0
      isFull ||= isBeyond(room - partners.growth())
      if (isFull && !isFirst) putRight(key, partner)
      else partners.add(which, key, partner)
    }
  }
  /** Finds the first partner in memory of a key that is one, as soon as all are there. */
  let findHere: Partners['find'] | undefined
  const settle = (): void => {
    findHere ??= partners.settle(room * 1.25 - partners.bytes())
  }
  const find = (key: Key): number => {
    const first = (findHere as Partners['find'])(key)
    if (first >= 0) return first
    return many.has(key) || awaited?.has(key) ? elsewhere : nobody
  }
  const findAny: JoinPass['find'] = (key) => (isNullKey(key) ? nobody : find(keyOf(key)))
  const isWhole = (): boolean => many.size === 0 && aside.isEmpty()
  const putLeft: JoinPass['putLeft'] = (key, record) => {
    const found = many.get(key)
    if (found === undefined) aside.put(key, record)
    else {
      found.isAlone = false
      found.lefts.push(record)
    }
  }

  const takeRight = (record: Ordered): void => {
    const place = keepsAll ? unpacked(record, 3) : nowhere
    add(record[1] as Key, { row: record[2], ordinal: -1 - record[0], place })
  }
  const takeLeft = (record: Ordered, give: (row: Row) => void): void => {
    settle()
    const first = find(keyIn(record))
    if (first === elsewhere) putLeft(keyIn(record), record)
    else pairUp(node, record[1], partners, first, give)
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

  return {
    aside,
    settle,
    partners: () => partners,
    find: findAny,
    finder: () => {
      const here = findHere as Partners['find']
      return isWhole() ? (key) => (typeof key === 'number' ? here(key) : findAny(key)) : findAny
    },
    putLeft,
    isWhole,
    addRight: (row, run) => {
      const key = node.right.call(row)
      const isLonely = isNullKey(key)
      if (isLonely && !keepsAll) return
      const partner: Partner = { row, ordinal, place: keepsAll ? placeOf(run) : nowhere }
      if (isLonely) addLonely(partner)
      else add(keyOf(key), partner)
      ordinal++
    },
    take: (record) => {
      if (record[0] < 0) {
        takeRight(record)
        return nothing
      }
      const entries: Entry[] = []
      takeLeft(record, (row) => entries.push(entry(record, row)))
      return entries.length === 0 ? nothing : entries
    },
    takeLate: (record, give) => {
      if (record[0] < 0) takeRight(record)
      else takeLeft(record, give)
    },
    isFirst: () => false,
    end: function* () {
      const all = partners
      let next = 0
      /** Those in memory are in order, and so are the lonely ones. */
      const untilOrdinal = function* (end: number): Generator<Entry> {
        for (; keepsAll && next < all.count(); next++) {
          if (all.isMet(next)) continue
          const one = all.at(next)
          if (one.ordinal > end) return
          yield alone(one)
        }
      }
      for (const one of lonely) {
        yield* untilOrdinal(one.ordinal)
        yield alone(one)
      }
      yield* untilOrdinal(Number.POSITIVE_INFINITY)
      lonely.length = 0
      all.clear()
      findHere = undefined
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
