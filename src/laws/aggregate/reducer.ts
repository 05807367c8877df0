/**
 * A fold as people write it, with or without Floe: what the laws of aggregates are about.
 */

/**
 * A fold. `step` may change the state in place and must return it; `merge` and `done` change nothing. An `Aggregate` is one.
 *
 * @example
 * const longest: L.Reducer<string, number> = {
 *   init: () => 0,
 *   step: (most, word) => Math.max(most, word.length),
 *   merge: Math.max,
 * }
 * const words = ['a', 'abc', 'ab']
 * words.reduce(longest.step, longest.init()) // 3
 */
export interface Reducer<in A, in out S, out B = unknown, in out E = never> {
  readonly init: () => S
  readonly step: (state: S, row: A) => S
  /** Joins the states of two neighbouring parts. Without it, rows are folded in one go, and no law asks for more. */
  readonly merge?: (left: S, right: S) => S
  /** The answer. Without it, the state is. */
  readonly done?: (state: S) => B
  readonly encode?: (state: S) => E
  readonly decode?: (encoded: E) => S
  /** Takes out a row that was taken in before. */
  readonly unstep?: (state: S, row: A) => S
}

/** Nobody outside knows what a state is. */
export type State = { readonly state: never }

/** A fold of whatever rows. */
export type AnyReducer = Reducer<unknown, State, unknown, unknown>
