/**
 * What records hold behind their keys: the fields of a row of known layout, or keys, where their bytes do not say all, and a row.
 */
import { compareCanonical } from '../../../data/canonical-order.ts'
import { compareSortKeys } from '../../../plan/compare-sort-keys.ts'
import type { RowsInColumns } from '../../../plan/source.ts'
import type { Unpack } from '../unpack.ts'
import { columnsOfRows, type Layout } from './layout.ts'
import type { CompareTied } from './merge.ts'
import type { Direction } from './order-key.ts'
import type { Place } from './records.ts'

type Row = unknown

export type Entry = readonly [keys: readonly unknown[] | undefined, row: Row]

/** What unpacks values, and what makes rows of the layout. */
export interface Unpacking {
  readonly take: Unpack
  readonly make: Unpack
}

/** What a record holds is a layout's; no value that is packed begins with it. */
export const laid = 255

/** So many rows come in columns at a time. */
const inColumns = 4096

/** Adds as many as there may be; whether there were so many. A function that is called for each batch is soon fast code. */
const fill = (add: (place: Place) => void, next: () => Place | undefined, goTo: (place: Place) => void): boolean => {
  for (let i = 0; i < inColumns; i++) {
    const place = next()
    if (place === undefined) return false
    goTo(place)
    add(place)
  }
  return true
}

export interface Entries {
  readonly rowOf: (place: Place) => Row
  readonly compare: (a: Entry, b: Entry) => number
  readonly entryOf: (place: Place) => Entry
  readonly compareTied: CompareTied
  /** The rows of records that come one with each call, all of them of this layout. */
  readonly columnsOf: (layout: Layout, next: () => Place | undefined) => Iterable<RowsInColumns>
}

/** @param unpackingOf goes to where the values of a record begin, and says what unpacks them */
export const newEntries = (
  directions: readonly Direction[],
  breakTies: boolean,
  unpackingOf: (place: Place) => Unpacking,
): Entries => {
  const entryOf = (place: Place): Entry => {
    place.at = place.keyEnd
    const { take, make } = unpackingOf(place)
    if (place.bytes[place.at] === laid) {
      place.at++
      return [undefined, make(place)]
    }
    const keys = take(place) as readonly unknown[] | undefined
    return [keys, take(place)]
  }

  const compare = ([keysOfA, a]: Entry, [keysOfB, b]: Entry): number =>
    (keysOfA === undefined || keysOfB === undefined ? 0 : compareSortKeys(directions, keysOfA, keysOfB)) ||
    (breakTies ? compareCanonical(a, b) : 0)

  return {
    entryOf,
    rowOf: (place) => entryOf(place)[1],
    compare,
    compareTied: (a, b) => compare(entryOf(a), entryOf(b)),
    columnsOf: function* (layout, next) {
      let unpacking: Unpacking | undefined
      const take: Unpack = (source) => (unpacking as Unpacking).take(source)
      const { add, size, drain } = columnsOfRows(layout, take, inColumns)
      const goTo = (place: Place): void => {
        place.at = place.keyEnd
        unpacking = unpackingOf(place)
        place.at++
      }
      while (fill(add, next, goTo)) yield drain()
      if (size() > 0) yield drain()
    },
  }
}
