/**
 * What the parts that read a function as an expression share. Whoever meets what expressions have no kind for gives up, and
 * says why.
 */

import type { Expression } from './expression.ts'
import * as E from './expression.ts'
import type { Variable } from './scope.ts'
import { isFree, type Source } from './source.ts'
import { isAtom } from './substitute.ts'
import type { ExpressionNode, FunctionNode, NameNode } from './syntax.ts'

type AnyFunction = (...args: never) => unknown

/** What a captured function gives for these arguments; undefined where it can only be called. */
export type Inline = (fn: AnyFunction, args: readonly Expression[]) => Expression | undefined

/** What variables stand for at some place of the function. */
export type Environment = ReadonlyMap<Variable, Expression>

/** Goes on with what is known then. */
export type Rest = (env: Environment) => Expression

export interface Reader {
  readonly source: Source
  readonly isFree: (name: NameNode) => boolean
  readonly inline: Inline
  /** A name for a local that no other has. */
  readonly newName: (name: string) => string
  /** Counts, and gives up on what is long. */
  readonly step: () => void
  /** The functions that are being read, from the outermost. */
  readonly open: FunctionNode[]
  readonly read: (node: ExpressionNode, env: Environment) => Expression
}

export interface GaveUp {
  readonly gaveUp: string
}

/** Thrown, and caught by `reading`. */
export const giveUp = (why: string): never => {
  throw Object.freeze({ gaveUp: why }) satisfies GaveUp
}

const hasGivenUp = (thrown: unknown): thrown is GaveUp =>
  typeof thrown === 'object' && thrown !== null && 'gaveUp' in thrown

/** Longer functions are not read: as expressions they would not be faster than they are. */
const mostSteps = 1_000

/** What `read` makes of the function, or why it gave up. */
export const reading = (
  source: Source,
  inline: Inline,
  read: (reader: Reader, node: ExpressionNode, env: Environment) => Expression,
  begin: (reader: Reader) => Expression,
): Expression | GaveUp => {
  const names = new Set<string>()
  let steps = 0
  const reader: Reader = {
    source,
    isFree: isFree(source),
    inline,
    newName: (name) => {
      let next = name
      for (let n = 1; names.has(next); n++) next = `${name}_${n}`
      names.add(next)
      return next
    },
    step: () => {
      if (++steps > mostSteps) giveUp('it is long')
    },
    open: [],
    read: (node, env) => read(reader, node, env),
  }
  try {
    return begin(reader)
  } catch (thrown) {
    if (hasGivenUp(thrown)) return thrown
    throw thrown
  }
}

/** The value under a name, unless it is so simple that it may stand wherever the name does. */
export const named = (
  reader: Reader,
  name: string,
  value: Expression,
  then: (local: Expression) => Expression,
): Expression => {
  if (isAtom(value)) return then(value)
  const own = reader.newName(name)
  return E.bind(own, value, then(E.local(own)))
}

/** Several values under names, in order. */
export const namedAll = (
  reader: Reader,
  values: readonly Expression[],
  then: (locals: readonly Expression[]) => Expression,
): Expression => {
  const go = (place: number, locals: readonly Expression[]): Expression => {
    const value = values[place]
    return value === undefined
      ? then(locals)
      : named(reader, 'given', value, (local) => go(place + 1, [...locals, local]))
  }
  return go(0, [])
}
