/** What is known of the parameters of functions that methods call, by what the methods are called on. Knows nothing of plans. */
import type { Schema } from '../data/schema.ts'
import * as S from '../data/schema.ts'
import type { FunctionLiteral, Method } from './expression.ts'

/** What is in lists of a schema; unknown of what may be no list. */
export const itemsOf = (schema: Schema): Schema => {
  const members = schema.kind === 'union' ? schema.members : [schema]
  return S.union(
    members.flatMap((one) =>
      one.kind === 'array' ? [one.items] : one.kind === 'tuple' ? [...one.items] : [S.unknown],
    ),
  )
}

const withItems = new Set('every some find findIndex findLast findLastIndex forEach map filter flatMap'.split(' '))

/** A pattern without named groups: a function that replaces what it finds is given texts, and numbers. */
const isPlainPattern = (value: unknown): boolean =>
  typeof value === 'string' || (value instanceof RegExp && !value.source.includes('(?<'))

/**
 * The parameters of a function that is given to a method of what has the schema, null and undefined apart. `state` is what is
 * known of what `reduce` has made so far.
 */
export const callbackLocals = (
  { name, args }: Method,
  callback: FunctionLiteral,
  of: Schema,
  state: Schema = S.unknown,
): readonly (readonly [string, Schema])[] => {
  const [first, second] = args
  const typed = (known: readonly Schema[], others: Schema): readonly (readonly [string, Schema])[] =>
    callback.params.map((param, i) => [param, known[i] ?? others] as const)
  // Some methods visit holes, as undefined. Other collections give keys where lists give places.
  const items = itemsOf(of)
  if (first === callback && withItems.has(name) && items.kind !== 'unknown')
    return typed([S.union([items, S.undefined]), S.number, of], S.undefined)
  if (first === callback && name === 'reduce' && items.kind !== 'unknown')
    return typed([state, items, S.number, of], S.undefined)
  if (first === callback && name === 'toSorted') return typed([items, items], S.undefined)
  if (second === callback && (name === 'replace' || name === 'replaceAll'))
    if (first?.kind === 'constant' && isPlainPattern(first.value))
      return typed([S.string], S.union([S.string, S.number, S.undefined]))
  return typed([], S.unknown)
}
