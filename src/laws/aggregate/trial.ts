/**
 * An aggregate tried on some rows: the folds that its laws look at.
 *
 * Each state is folded anew for each look at it, and belongs to nobody else: what one call spoils spoils no other. Results
 * are looked at when they are given.
 */
import type { Steady } from '../ambient/steady.ts'
import type { Property } from '../law.ts'
import { copyOf } from '../value/copy-of.ts'
import { look } from '../value/look.ts'
import { printThrown } from '../value/print-thrown.ts'
import type { AnyReducer, State } from './reducer.ts'
import { restore } from './restore.ts'

/** What came of a state when it was asked. */
export interface Seen {
  readonly kind: 'value' | 'error'
  /** A copy of what was given, or what was thrown. */
  readonly value: unknown
  /** What it looked like when it was given. */
  readonly looked: string
  /** The state, as it is now; undefined where none was reached. */
  readonly state: State | undefined
}

/** A state asked at once, and asked after more rows. */
export interface Future {
  readonly now: Seen
  readonly later: Seen
}

/** All rows in parts that were merged. */
export interface Cut extends Future {
  /** How they were cut, in words. */
  readonly how: string
  readonly isEmpty: boolean
}

type Rows = readonly unknown[]

export interface AggregateTrial {
  /** The rows, which are given to nobody. */
  readonly rows: Rows
  readonly looked: string
  /** A number by which all that is chosen for a law is chosen. */
  readonly salt: number
  readonly reducer: AnyReducer
  /** The reducer in the world as it is: one that was never used, if such can be made. */
  readonly bare: () => AnyReducer
  readonly makesFresh: boolean
  /** Its merge, if the aggregate says that rows may be cut. */
  readonly merge: ((left: State, right: State) => State) | undefined
  /** Whether what is encoded is stored as JSON. */
  readonly isJson: boolean
  readonly declared: ReadonlySet<Property>
  readonly equals: ((a: unknown, b: unknown) => boolean) | undefined
  readonly tolerance: number
  readonly isGiver: Tried['isGiver']
  /** Rows as they are given to the aggregate: copies, which are shared as long as it writes to none. */
  readonly live: (rows: Rows) => Rows
  /** What all rows look like that were given to it so far; the look of the trial's rows, unless one was written to. */
  readonly left: () => string
  readonly foldOn: (state: State, rows: Rows) => State
  readonly fold: (rows: Rows) => State
  /** Asks a state. */
  readonly see: (make: () => State) => Seen
  /** Asks a state now, and another one after another row. */
  readonly foresee: (make: () => State) => Future
  readonly nothing: () => Seen
  /** What the first fold of all rows gave. */
  readonly first: () => Seen
  readonly whole: () => Future
  /** All rows, cut everywhere. */
  readonly cuts: () => readonly Cut[]
  /** Why these rows say nothing; undefined if they do. */
  readonly idle: () => string | undefined
  /** Makes the seed what it was at first, if one is shared and was written to. */
  readonly mend: () => void
}

export interface Tried {
  readonly reducer: AnyReducer
  readonly bare: () => AnyReducer
  readonly makesFresh: boolean
  readonly steady: Steady
  readonly splits: boolean
  readonly isJson: boolean
  readonly declared: ReadonlySet<Property>
  readonly equals?: ((a: unknown, b: unknown) => boolean) | undefined
  readonly tolerance: number
  /** Whether step gives anything for any of many rows. */
  readonly isGiver: () => boolean
  /** What `init` gave at first, if it gives the same cells again; undefined if each state is apart. */
  readonly seed: { readonly value: unknown; readonly looked: string } | undefined
}

/** Remembers what was worked out. */
const once = <A>(work: () => A): (() => A) => {
  let kept: { readonly value: A } | undefined
  return () => {
    kept ??= { value: work() }
    return kept.value
  }
}

export const trialOf = (
  { reducer, steady, splits, seed, equals, ...rest }: Tried,
  { rows, salt }: { readonly rows: Rows; readonly salt: number },
): AggregateTrial => {
  const { init, step, merge, done = (state: State): unknown => state } = reducer
  const looked = look(rows)
  const given = copyOf(rows)
  const places = new Map(rows.map((row, i) => [row, given[i]]))
  let isSpoilt = false
  const left = (): string => {
    const now = look(given)
    if (now !== looked) isSpoilt = true
    return now
  }
  const live = (some: Rows): Rows => (isSpoilt ? copyOf(some) : some.map((row) => places.get(row)))
  const foldOn = (state: State, some: Rows): State => live(some).reduce((now: State, row) => step(now, row), state)
  const fold = (some: Rows): State => foldOn(init(), some)
  const see = (make: () => State): Seen => {
    let state: State | undefined
    try {
      state = make()
      const value = done(state)
      return { kind: 'value', value: typeof value === 'object' ? copyOf(value) : value, looked: look(value), state }
    } catch (thrown) {
      return { kind: 'error', value: thrown, looked: look(thrown), state }
    }
  }
  const next = rows.length === 0 ? [] : [rows[salt % rows.length]]
  const foresee = (make: () => State): Future => ({ now: see(make), later: see(() => foldOn(make(), next)) })
  const nothing = once(() => see(init))
  const first = once(() => {
    const seen = steady.watched(() => see(() => fold(rows)))
    // From now on it is known whether rows must be copied.
    left()
    return seen
  })
  const whole = once(() => {
    first()
    return foresee(() => fold(rows))
  })
  const cuts = once((): readonly Cut[] => {
    if (merge === undefined) return []
    const inTwo = Array.from({ length: rows.length + 1 }, (_, cut) => ({
      how: `cut behind row ${cut}`,
      isEmpty: cut === 0 || cut === rows.length,
      ...foresee(() => merge(fold(rows.slice(0, cut)), fold(rows.slice(cut)))),
    }))
    if (rows.length < 3) return inTwo
    const each = () => rows.slice(1).reduce((state: State, row) => merge(state, fold([row])), fold(rows.slice(0, 1)))
    return [...inTwo, { how: 'cut behind every row', isEmpty: false, ...foresee(each) }]
  })
  const mend = (): void => {
    if (seed === undefined) return
    const now = init()
    if (look(now) !== seed.looked) restore(now, seed.value)
  }
  return {
    ...rest,
    rows,
    looked,
    salt,
    reducer,
    merge: splits ? merge : undefined,
    equals,
    live,
    left,
    foldOn,
    fold,
    see,
    foresee,
    nothing,
    first,
    whole,
    cuts,
    mend,
    idle: once(() => {
      if (rows.length === 0) return 'there were no rows'
      const [before, after] = [nothing(), first()]
      if (after.kind === 'error') return `it fails on these rows: ${printThrown(after.value)}`
      if (reducer.done !== undefined && after.looked === look(undefined))
        return 'done gave undefined: does it return the answer?'
      return before.looked === after.looked ? 'the rows made no difference' : undefined
    }),
  }
}
