/** What is known of a function from its source. Types alone. */
import type { Expression } from './expression.ts'

/** A place in a function's text: lines count from 1, columns from 1. */
export interface Where {
  readonly line: number
  readonly column: number
}

/**
 * Whether calling a function has no effect, and gives the same for the same rows. `pure` is said only of what is so;
 * `impure` of what has an effect or asks the machine, and where; of all else nobody knows.
 *
 * `zoned` is what would be pure if no date were made a text: `${row.at}` says what the time of day is where the machine
 * stands. It has no effect, and gives the same as long as the zone is the same. Who knows more of the rows asks `purityOn`.
 */
export type Purity =
  | { readonly verdict: 'pure' }
  | { readonly verdict: 'zoned'; readonly why: string }
  | { readonly verdict: 'impure'; readonly what: string; readonly where: Where }
  | { readonly verdict: 'unknown'; readonly why: string }

export interface Reading {
  readonly purity: Purity
  /** What the function gives, over its arguments; undefined where it was not read, and `why` says why. Only of functions that have no effect. */
  readonly expression: Expression | undefined
  readonly why: string | undefined
  /**
   * The fields of the row (argument 0; of a reducer argument 1) that are read; 'all' where the row escapes or nobody knows.
   * Of a row that is a list, its places.
   */
  readonly fields: ReadonlySet<string> | 'all'
  /** Names that are free in it and resolve to nothing that is known. */
  readonly free: readonly string[]
  /** What stands for the function: it `isLasting` where it is the same in every process. */
  readonly fingerprint: { readonly text: string; readonly isLasting: boolean }
}
