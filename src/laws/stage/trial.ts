/**
 * A stage, or a plain function, tried on some rows: the calls that its laws look at. Types alone; trial-of.ts makes the calls.
 */
import type { Keeper } from '../ambient/keeper.ts'
import type { Steady } from '../ambient/steady.ts'
import type { Layout } from '../value/copy-of.ts'

/** What is called, on all rows of a trial. `row` functions are called for each. */
export type Takes = 'row' | 'rows'

export type Plain = (...args: readonly unknown[]) => unknown

/** What came of one call of the function. */
export interface Outcome {
  readonly kind: 'value' | 'error'
  /** What it gave or threw, as it is now. */
  readonly value: unknown
  /** What that looked like when it was given. */
  readonly looked: string
}

/** What came of the rows of a trial: of a function of one row, one outcome for each. */
export interface Call {
  /** The rows that it was given, as they are now. */
  readonly rows: readonly unknown[]
  /** What they looked like when the function had just ended; of a call on other rows, or laid out in another way, nothing. */
  readonly left: string
  readonly outcomes: readonly Outcome[]
}

/** How the function is called. */
export interface How {
  readonly rows?: readonly unknown[]
  /** By a function that was never called before. */
  readonly fresh?: boolean
  readonly layout?: Layout
  /** With the index and all rows behind the row, as `Array.prototype.map` does. */
  readonly asCallback?: boolean
  /**
   * What is done around the call, which goes on later only if the function gives promises. Without it, a function that looks at
   * the world is called in one that is the same each time.
   */
  readonly within?: (run: () => Outcomes) => Outcomes
}

/** What came of rows; promised only if the function gives promises. */
export type Outcomes = readonly Outcome[] | Promise<readonly Outcome[]>

export interface StageTrial {
  readonly takes: Takes
  /** The rows, which are given to nobody. */
  readonly rows: readonly unknown[]
  readonly looked: string
  /** A number that tells instances with the same rows apart: what is chosen for a law is chosen by it. */
  readonly salt: number
  readonly makesFresh: boolean
  /** Whether it is known to give promises. */
  readonly isLate: boolean
  readonly reads: readonly string[] | undefined
  readonly key: ((row: unknown) => unknown) | undefined
  /** Why a result does not fit its codec; undefined if it does. */
  readonly refuse: ((result: unknown) => string | undefined) | undefined
  readonly call: (how?: How) => Promise<Call>
  /** Whether it is known to look at the world. */
  readonly isNoted: () => boolean
  /** Whether it is known to draw by chance. */
  readonly draws: () => boolean
  /** What all code shares, as it was. */
  readonly keeper: Keeper
  /** A function that was never called before, as it is. */
  readonly plain: () => Plain
  /** One that was never called before, if such can be made. */
  readonly fresh: () => Plain
  /** Many rows, the first time that somebody asks in a session: for what shows in numbers alone. */
  readonly many: () => readonly unknown[] | undefined
  /** The first call, by the function that is used again and again. */
  readonly first: () => Promise<Call>
  /** The same rows once more. */
  readonly again: () => Promise<Call>
  /** The first call and the one after it; some more where chance has a say, which may be the same a few times. */
  readonly repeated: () => Promise<readonly Call[]>
  /** All calls on these rows that were made so far. */
  readonly calls: readonly Call[]
}

/** What is known of all calls of a session. */
export interface Seen {
  /** Whether one has given something. */
  gave: boolean
  /** What came of the first, in words that are said of all if none has. */
  first: string | undefined
}

export interface Tried {
  readonly takes: Takes
  readonly seen?: Seen
  readonly make: () => Plain
  readonly makesFresh: boolean
  readonly isLate: boolean
  readonly reads?: readonly string[] | undefined
  readonly key?: ((row: unknown) => unknown) | undefined
  readonly refuse?: ((result: unknown) => string | undefined) | undefined
  readonly many: () => readonly unknown[] | undefined
  readonly steady: Steady
  readonly keeper: Keeper
}
