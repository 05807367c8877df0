/**
 * Records in one piece of memory, one after the other, each a key of bytes and whatever belongs to it. A record is the lengths of
 * its key and of the rest, the key, and the rest: as it lies in runs.
 */
import type { Keys } from '../../../data/radix-sort.ts'
import { type In, longestCount, newIn, newOut, type Out, putCount, readFrom, reserve, takeCount } from '../out.ts'
import { copyBytes } from './copy-bytes.ts'
import { type BreakTies, type KeyBytes, type Rooms, roomsFor, sortPlaces, wordAt } from './sort-places.ts'

/** Where a record is. */
export interface Place extends In {
  begin: number
  keyAt: number
  keyEnd: number
  end: number
}

export const newPlace = (bytes: Buffer): Place => ({ ...newIn(bytes), begin: 0, keyAt: 0, keyEnd: 0, end: 0 })

/** Goes to the record that begins at an offset of the bytes. */
export const goToRecord = (place: Place, at: number): void => {
  const { bytes } = place
  const keyLength = bytes[at] as number
  const length = bytes[at + 1] as number
  place.begin = at
  if (keyLength < 128 && length < 128) {
    place.keyAt = at + 2
    place.keyEnd = at + 2 + keyLength
    place.end = place.keyEnd + length
    return
  }
  place.at = at
  const long = takeCount(place)
  const rest = takeCount(place)
  place.keyAt = place.at
  place.keyEnd = place.at + long
  place.end = place.keyEnd + rest
}

/** Before records are read, so many of them are touched: then they are on their way from memory all at the same time. */
export const touched = 64
/** Most of those that take two lines of a cache reach beyond this. */
const nextLine = 40
/** What is not used would not be read. */
const seen = new Int32Array(1)

export const touch = (bytes: Buffer, starts: Uint32Array, from: number): void => {
  const to = Math.min(starts.length, from + touched)
  const last = bytes.length - 1
  let sum = 0
  for (let i = from; i < to; i++) {
    const at = starts[i] as number
    sum += (bytes[at] as number) + (bytes[Math.min(at + nextLine, last)] as number)
  }
  seen[0] = sum
}

export interface Records {
  /** What records are written to: a key from `begin` on, the rest from `keyIsThere` on, until `finish`. */
  readonly out: () => Out
  readonly begin: () => void
  readonly keyIsThere: () => void
  readonly finish: () => void
  /** The record that is begun is none. */
  readonly undo: () => void
  /** Where the key is that was written last. */
  readonly key: () => readonly [from: number, to: number]
  readonly count: () => number
  /** How many bytes they take, with what sorting them takes. */
  readonly bytes: () => number
  /** Where they begin, in the order of their keys: good until they are sorted again. */
  readonly sorted: (breakTies: BreakTies | undefined) => Uint32Array
  /** Copies those to the front that begin there, in this order, and forgets the others. */
  readonly keep: (starts: Uint32Array) => void
  readonly clear: () => void
  /** Gives the memory back. */
  readonly release: () => void
}

/** Most records have lengths of one byte each. */
const usualHead = 2
/** What a record takes besides its bytes while it is sorted. */
const besides = 24
const leastRoom = 1024
/** When it would grow beyond this part of what it may take, it takes all: pages that are not written take no memory. */
const grown = 1 / 16

/** @param room how many bytes they may take, about */
export const newRecords = (room: number): Records => {
  const whole = Math.min(Math.floor(room), 2 ** 30)
  let out = newOut(leastRoom)
  let start = 0
  let keyEnd = 0
  let count = 0
  const head = newOut(2 * longestCount)

  const makeRoom = (): void => {
    if (out.at + leastRoom <= out.bytes.length || out.bytes.length >= whole) return
    if (out.bytes.length > whole * grown) reserve(out, Math.max(0, whole - out.at))
  }

  const place = newPlace(out.bytes)
  const startOf = (at: number): number => {
    goToRecord(place, at)
    return place.keyAt
  }
  const endOf = (at: number): number => {
    goToRecord(place, at)
    return place.keyEnd
  }
  const read = ({ high, low, places }: Keys): void => {
    const { view, at: end } = out
    let i = 0
    for (let at = 0; at < end; at = place.end) {
      goToRecord(place, at)
      places[i] = at
      high[i] = wordAt(view, place.keyAt, place.keyEnd)
      low[i] = wordAt(view, place.keyAt + 4, place.keyEnd)
      i++
    }
  }
  const keysOf = (): KeyBytes => {
    readFrom(place, out.bytes, 0)
    return { out, count, startOf, endOf, read }
  }
  /** Used again, as another sort will be as large: what the system gives anew costs more than what is there. */
  let rooms: Rooms | undefined
  const roomsForAll = (): Rooms => {
    if (rooms === undefined || rooms.keys.places.length < count) rooms = roomsFor(count)
    return rooms
  }

  return {
    out: () => out,
    begin: () => {
      makeRoom()
      start = out.at
      reserve(out, usualHead)
      out.at += usualHead
    },
    keyIsThere: () => {
      keyEnd = out.at
    },
    finish: () => {
      const keyLength = keyEnd - start - usualHead
      const length = out.at - keyEnd
      count++
      if (keyLength < 128 && length < 128) {
        const { bytes } = out
        bytes[start] = keyLength
        bytes[start + 1] = length
        return
      }
      reserve(out, 2 * longestCount)
      const end = out.at
      head.at = 0
      putCount(head, keyLength)
      putCount(head, length)
      out.bytes.copyWithin(start + head.at, start + usualHead, end)
      head.bytes.copy(out.bytes, start, 0, head.at)
      out.at = end + head.at - usualHead
    },
    undo: () => {
      out.at = start
    },
    key: () => [start + usualHead, keyEnd],
    count: () => count,
    bytes: () => out.at + count * besides,
    sorted: (breakTies) => sortPlaces(keysOf(), breakTies, roomsForAll()),
    keep: (starts) => {
      const before = newPlace(out.bytes)
      out = newOut(leastRoom)
      for (const at of starts) {
        goToRecord(before, at)
        before.at = at
        reserve(out, before.end - at)
        copyBytes(out, before, before.end)
      }
      count = starts.length
    },
    clear: () => {
      out.at = 0
      count = 0
    },
    release: () => {
      out = newOut(0)
      rooms = undefined
      count = 0
    },
  }
}
