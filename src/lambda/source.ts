/**
 * A function that is being read: its tree, its names, and what is known of its parameters. What the modules of this folder
 * that look at syntax are given.
 */
import type { Parsed } from './parse-function.ts'
import type { Where } from './reading.ts'
import type { Resolved } from './resolve-name.ts'
import type { Scope, Variable } from './scope.ts'
import type { NameNode } from './syntax.ts'

/** What a parameter is given: something that a row may be, or a value that is known beforehand. */
export type Given =
  | { readonly kind: 'argument'; readonly index: number }
  | { readonly kind: 'value'; readonly value: unknown }

export interface Source {
  readonly parsed: Parsed
  readonly scope: Scope
  /** Of each parameter by its place; undefined beyond. */
  readonly given: readonly Given[]
  /** What a free name means. */
  readonly resolve: (name: string) => Resolved
}

/** Whether a name is free in the function. */
export const isFree =
  (source: Source) =>
  (name: NameNode): boolean =>
    !source.scope.variableOf.has(name)

/** The place in the function's text of a position in the tree. */
export const whereIs = ({ parsed }: Source, position: number): Where => {
  const before = parsed.text.slice(parsed.before, position).split(/\r\n|[\n\r\u2028\u2029]/)
  return { line: before.length, column: (before.at(-1)?.length ?? 0) + 1 }
}

/**
 * What a parameter is given, if the variable is one as a whole and nothing else is ever written to it; undefined if it is
 * none, or a part of one.
 */
export const givenTo = (source: Source, variable: Variable): Given | undefined => {
  const { node } = source.parsed
  if (variable.kind !== 'parameter' || variable.owner !== node || variable.origins.length !== 1) return undefined
  const place = node.params.findIndex((param) => param.type === 'Identifier' && param.name === variable.name)
  if (place < 0) return undefined
  return source.given[place] ?? { kind: 'value', value: undefined }
}
