/** What is found when two sides are compared, as data. */
import type { Coverage } from './coverage.ts'
import type { EffectsApart } from './effects.ts'
import type { Side } from './lockstep.ts'
import type { RowsDiff } from './rows-diff.ts'
import type { SchemaChange } from './schema-change.ts'

/**
 * Where two plans begin to differ: the first stages, as `explain` prints them, of which the one gives other rows than the
 * other; one is absent where the other side has a stage more. What they were given, and what they gave.
 *
 * @example
 * const told = ({ before, after }: L.Divergence) => `${before ?? 'nothing'} became ${after ?? 'nothing'}`
 * const flights = F.rows([{ delay: 15 }, { delay: 20 }])
 * const late = F.pipe(flights, F.filter((f) => f.delay > 15))
 * const { counterexample } = await L.equivalent(late, F.pipe(flights, F.filter((f) => f.delay >= 15)))
 * counterexample?.begins && told(counterexample.begins)
 * // 'filter (f) => f.delay > 15 became filter (f) => f.delay >= 15'
 */
export interface Divergence {
  readonly before?: string
  readonly after?: string
  /** The stage below, the last one that gives the same on both sides. */
  readonly common?: string
  /** In print; absent where there are too many rows. */
  readonly given?: string
  readonly gives?: { readonly before: string; readonly after: string }
}

/**
 * The least rows that were found of which the sides give something else.
 *
 * @example
 * const told = ({ given }: L.Counterexample) => given.map(({ rows }) => rows)
 * const rows = fc.record({ delay: fc.nat(99) })
 * const isLate = (f: { delay: number }) => f.delay > 15
 * const { counterexample } = await L.equivalent(isLate, (f: { delay: number }) => f.delay >= 15, { takes: 'row', rows })
 * counterexample && told(counterexample) // [ [ { delay: 15 } ] ]
 */
export interface Counterexample {
  readonly given: readonly { readonly source: string; readonly rows: readonly unknown[] }[]
  readonly gives: { readonly before: readonly unknown[]; readonly after: readonly unknown[] }
  readonly diff: RowsDiff
  /** What a side did to the rows that it was given, where the other did not. */
  readonly wrote: { readonly before?: string; readonly after?: string }
  /** What is done on one side and not on the other, besides giving rows. */
  readonly effects?: EffectsApart
  readonly begins?: Divergence
  /** Which instance it was, counted from 1. */
  readonly found: number
}

/**
 * How much work each side does over the same rows, counted: of plans the rows that stages take in, of functions how often they
 * read something of their rows.
 *
 * @example
 * const times = ({ before, after }: L.Cost) => after / before
 * const days = F.rows([1, 2, 3, 4])
 * const filtered = F.pipe(days, F.filter((day) => day > 3), F.map((day) => day * 2))
 * const filteredLate = F.pipe(days, F.map((day) => day * 2), F.filter((twice) => twice > 6))
 * const { verdict, cost } = await L.equivalent(filtered, filteredLate, { costlier: 0.1 })
 * verdict // 'refuted'
 * cost && times(cost).toFixed(1) // '1.3'
 */
export interface Cost {
  /** What is counted. */
  readonly unit: string
  /** Over which rows. */
  readonly over: string
  readonly before: number
  readonly after: number
  /** How much the new version may do. */
  readonly most: number
}

/**
 * What comes of comparing two sides.
 *
 * - `proved`: both certainly mean the same, or did on all of a bounded domain: `why` says which;
 * - `notRefuted`: nothing was found, in what `tried` and `real` say was looked at;
 * - `refuted`: they do not mean the same, as `real` or `counterexample` shows.
 *
 * @example
 * const line = ({ verdict, why }: L.Equivalence) => `${verdict}: ${why}`
 * const double = (n: number) => n * 2
 * line(await L.equivalent(double, (m: number) => m * 2, { takes: 'row', rows: fc.integer() }))
 * // 'proved: both functions are read, and say the same'
 */
export interface Equivalence {
  readonly verdict: 'proved' | 'notRefuted' | 'refuted'
  /** In a sentence. */
  readonly why: string
  readonly names: { readonly before: string; readonly after: string }
  /** What becomes of the shape of rows. */
  readonly schema: SchemaChange
  /** Stages of plans: how many the same function makes on both sides. */
  readonly stages?: { readonly before: number; readonly after: number; readonly same: number }
  /** What is different on the real input, if that was read. */
  readonly real?: RowsDiff
  /** How many first rows of each source were read, where that was not all of them. */
  readonly sample?: number
  /** Where plans begin to differ on the real input. */
  readonly begins?: Divergence
  readonly counterexample?: Counterexample
  /** If there is a limit. */
  readonly cost?: Cost
  readonly tried: Coverage
  readonly seed: number
  /** Sides that do not even give the same twice. */
  readonly unsteady: readonly Side[]
  /** What else there is to say: why nothing was tried, which functions are not pure. */
  readonly notes: readonly string[]
}
