/**
 * Keys by name, as `groupBy` and `rollup` take them: their types, and the check for those without types.
 */
import { FloeError } from '../error/floe-error.ts'
import { lambda } from '../lambda/lambda.ts'
import type { NamedKey } from './node.ts'

/** Functions of rows `A`, by name. */
export type KeysOf<A> = { readonly [name: string]: (row: A) => unknown }
/** Functions of rows `A` and of parameters, by name. */
export type KeysWith<A, P> = { readonly [name: string]: (row: A, params: P) => unknown }
/** The names of keys or aggregates, as far as types know them. */
export type NamesOf<T> = string extends keyof T ? never : keyof T
/** `D`, or, if a name stands for two things, what no dataset is: with these names in the message of the type checker. */
export type Unless<Names, D> = [Names] extends [never] ? D : { readonly 'this name is taken': Names }
/** The value of a key. */
export type KeyOf<F> = F extends (...args: never) => infer K ? K : never

/** The keys as a plan holds them. */
export const namedKeys = (
  operator: string,
  keys: Readonly<Record<string, unknown>>,
  params: readonly [] | readonly [unknown],
): readonly NamedKey[] => {
  const names = Object.keys(keys)
  if (names.length === 0)
    throw new FloeError('InvalidArgument', {
      message: `${operator} was given no key`,
      hint: 'for one row of all rows, use aggregate',
    })
  return Object.freeze(
    names.map((name) =>
      Object.freeze({
        name,
        lambda: lambda(`key ${name} of ${operator}`, keys[name] as (row: unknown) => unknown, ...params),
      }),
    ),
  )
}
