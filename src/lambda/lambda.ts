/**
 * A user's function inside a stage, with its explicit parameters and the text that is shown of it.
 *
 * It is called with the row and the parameters and nothing else (never with an index), so that `map(parseInt)` means
 * what it says. Reading the source (purity, fields, expressions) will be added to this folder; it is not known here.
 */
import { printValue } from '../data/print-value.ts'
import { FloeError } from '../error/floe-error.ts'

/** A function of one row, closed over its parameters. `A` is the row, `B` the result. */
export interface Lambda<in A = never, out B = unknown> {
  readonly call: (row: A) => B
  /** The function as it was given. */
  readonly fn: (row: A, params: never) => B
  /** Explicit parameters: none, or one value. */
  readonly params: readonly [] | readonly [unknown]
  /** Set where it was tried and found to be pure, though nobody can read that: evidence, and no proof. */
  readonly isVouched?: true
}

/** A function of what has come of the rows so far, and one row more. */
export interface Reducer<in out S = never, in A = never> {
  readonly call: (state: S, row: A) => S
  readonly fn: (state: S, row: A, params: never) => S
  readonly params: readonly [] | readonly [unknown]
}

const checkFunction = (of: string, fn: unknown, what: string, hint: string): void => {
  if (typeof fn !== 'function')
    throw new FloeError('InvalidArgument', {
      message: `${of} was given ${printValue(fn)}, and takes a function of ${what}`,
      hint,
    })
}

/**
 * A lambda of a function and, if any, its explicit parameters. `of` names the operator or aggregate that was given it.
 *
 * @throws FloeError InvalidArgument for what is no function, given by those who come without types
 */
export const lambda = <A, B, P = never>(
  of: string,
  fn: ((row: A) => B) | ((row: A, params: P) => B),
  ...params: readonly [] | readonly [P]
): Lambda<A, B> => {
  checkFunction(of, fn, 'a row', '(row) => row.field')
  const given = fn as (row: A, params?: P) => B
  const call = params.length === 0 ? (row: A): B => given(row) : (row: A): B => given(row, params[0])
  return Object.freeze({ call, fn: fn as (row: A, params: never) => B, params: Object.freeze(params) })
}

/**
 * A reducer of a function and, if any, its explicit parameters.
 *
 * @throws FloeError InvalidArgument for what is no function
 */
export const reducer = <S, A, P = never>(
  of: string,
  fn: (state: S, row: A, params: P) => S,
  ...params: readonly [] | readonly [P]
): Reducer<S, A> => {
  checkFunction(of, fn, 'a state and a row', '(total, row) => total + row.amount')
  const given = fn as (state: S, row: A, params?: P) => S
  const call =
    params.length === 0
      ? (state: S, row: A): S => given(state, row)
      : (state: S, row: A): S => given(state, row, params[0])
  return Object.freeze({ call, fn: fn as (state: S, row: A, params: never) => S, params: Object.freeze(params) })
}
