/**
 * How a state of keys goes on when there is no more room. It takes no new keys; rows of those it knows are taken in as before;
 * the rows of others are put aside, in parts by their hash. In the end what is known is given, and then each part is worked on
 * in the same way. As each pass is done with at least one key, this ends, whatever the hash; and as no key is both in a state
 * and aside, no two states have to be made one.
 *
 * This module knows nothing of what the states are.
 */
import type { Pile, Spill } from '../../spill/spill.ts'
import { pause } from '../end.ts'
import type { Aside, Ordered } from './aside.ts'
import { type Entry, entriesOf, merged, type Step, type Stored, stored } from './merged.ts'

/** What was put aside, as it is read back: record by record, or many of them at a time. */
interface Part {
  readonly read: () => Iterable<unknown>
  readonly drop: () => void
}

/** One state, with what it puts aside. */
export interface PassOf<R> {
  readonly aside: { readonly isEmpty: () => boolean; readonly piles: () => readonly Part[] }
  /** Takes in what was put aside by another, in its order; what comes of it at once comes out, in the order of ordinals. */
  readonly take: (record: R) => Iterable<Entry>
  /** What comes of the state when no more is taken in, in the order of ordinals. */
  readonly end: () => Iterable<Entry>
  /** Whether all that comes of the state comes before all that will come of what is aside. */
  readonly isFirst: () => boolean
  /** Whether nothing is aside that may give entries before those that come now; unless said, if nothing is aside. */
  readonly isWhole?: () => boolean
  /** What comes of what has found another place, in the order of ordinals each; asked when no more is taken in. */
  readonly others?: (isCut: boolean) => readonly Iterable<Entry>[]
}

export interface Pass extends PassOf<Ordered> {
  readonly aside: Aside
}

/** What is the same of all passes. */
export interface Passing<R = Ordered> {
  readonly spill: Spill
  /** Whether entries must come in the order of their ordinals. */
  readonly isOrdered: boolean
  /** Whether something has failed, so that only what came of single rows is wanted, and nothing that comes of all. */
  readonly isCut?: boolean
  /** So many of what is read back are taken in without a pause. */
  readonly withoutPause?: number
  readonly newPass: (depth: number) => PassOf<R>
}

export const nothing: readonly Entry[] = []

function* through<R>(passing: Passing<R>, pile: Part, depth: number): Generator<Step> {
  const { spill, isOrdered, newPass, withoutPause = 4096 } = passing
  const pass = newPass(depth)
  const isWhole = pass.isWhole ?? pass.aside.isEmpty
  let waiting: Pile | undefined
  let count = 0
  for (const record of pile.read()) {
    const entries = pass.take(record as R)
    if (entries !== nothing) {
      if (!isOrdered || isWhole()) yield* entries
      else {
        waiting ??= spill.newPile()
        for (const entry of entries) waiting.push(entry as Ordered)
      }
    }
    if (++count % withoutPause === 0) yield pause
  }
  pile.drop()
  yield* allOf(passing, pass, depth, waiting === undefined ? [] : [{ pile: waiting, failed: undefined }])
}

/** All that is still to come of a pass, and of what it has put aside; with what came of it before and had to wait. */
export function* allOf<R>(
  passing: Passing<R>,
  pass: PassOf<R>,
  depth = 0,
  waiting: readonly Stored[] = [],
): Generator<Step> {
  const { spill, isOrdered } = passing
  const end = passing.isCut === true ? nothing : pass.end()
  const piles = pass.aside.piles()
  const runs: Iterable<Entry>[] = [...waiting.map(entriesOf), ...(pass.others?.(passing.isCut === true) ?? [])]
  if (!isOrdered || (piles.length === 0 && runs.length === 0) || pass.isFirst()) yield* end
  else runs.push(entriesOf(yield* stored(spill, end)))
  const isOne = piles.length === 1 && runs.length === 0
  for (const pile of piles) {
    const entries = through(passing, pile, depth + 1)
    if (!isOrdered || isOne) yield* entries
    else runs.push(entriesOf(yield* stored(spill, entries)))
  }
  yield* merged(runs)
}
