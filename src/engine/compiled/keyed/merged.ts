/**
 * Several runs of records, each in the order of ordinals, as one.
 */
import type { Pile, Spill } from '../../spill/spill.ts'
import { pause } from '../end.ts'
import type { Ordered } from './aside.ts'

/** A record that could not be made. Whoever comes to it throws what was thrown then. */
export interface Failed {
  readonly ordinal: number
  readonly thrown: unknown
}

export type Entry = Ordered | Failed

export const isFailed = (entry: Entry): entry is Failed => !Array.isArray(entry)

const ordinalOf = (entry: Entry): number => (isFailed(entry) ? entry.ordinal : entry[0])

/** Entries that wait. After one that failed nobody asks for more. */
export interface Stored {
  readonly pile: Pile
  readonly failed: Failed | undefined
}

export type Step = Entry | typeof pause

export function* stored(spill: Spill, entries: Iterable<Step>): Generator<typeof pause, Stored> {
  const pile = spill.newPile()
  for (const entry of entries) {
    if (entry === pause) yield pause
    else if (isFailed(entry)) return { pile, failed: entry }
    else pile.push(entry)
  }
  return { pile, failed: undefined }
}

/** What was stored, once. */
export function* entriesOf({ pile, failed }: Stored): Generator<Entry> {
  yield* pile.read() as Iterable<Ordered>
  pile.drop()
  if (failed !== undefined) yield failed
}

interface Head {
  entry: Entry
  at: number
  readonly rest: Iterator<Entry>
}

/** In the order of ordinals; entries of one ordinal stay in theirs, as they are all of one run. */
export function* merged(runs: readonly Iterable<Entry>[]): Generator<Entry> {
  const heads: Head[] = []
  for (const run of runs) {
    const rest = run[Symbol.iterator]()
    const { value, done } = rest.next()
    if (done !== true) heads.push({ entry: value, at: ordinalOf(value), rest })
  }
  while (heads.length > 1) {
    let least = heads[0] as Head
    for (const head of heads) if (head.at < least.at) least = head
    yield least.entry
    const { value, done } = least.rest.next()
    if (done === true) heads.splice(heads.indexOf(least), 1)
    else {
      least.entry = value
      least.at = ordinalOf(value)
    }
  }
  const [last] = heads
  if (last === undefined) return
  yield last.entry
  for (;;) {
    const { value, done } = last.rest.next()
    if (done === true) return
    yield value
  }
}
