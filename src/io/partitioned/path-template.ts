/**
 * Paths with names in braces, `out/state={state}/rows.csv`, which stand for values. Knows no rows.
 */
import { posix } from 'node:path'
import { printValue } from '../../data/print-value.ts'
import { FloeError } from '../../error/floe-error.ts'

/** The names in the braces of a path, of which the type is known. */
export type NamesIn<P extends string> = P extends `${string}{${infer N}}${infer Rest}` ? N | NamesIn<Rest> : never

export interface PathTemplate {
  /** Each once, as they come. */
  readonly names: readonly string[]
  /** The directory in which all files are. */
  readonly root: string
  /** The path for values, which are parts of names already. */
  readonly fill: (parts: ReadonlyMap<string, string>) => string
}

/** @throws FloeError InvalidArgument */
export const pathTemplate = (path: string): PathTemplate => {
  const hint = "toFiles('out/state={state}/rows.csv', toCsv)"
  const wrong = (message: string): never => {
    throw new FloeError('InvalidArgument', { message, hint })
  }
  if (typeof path !== 'string' || path === '') wrong('toFiles was given no path to write to')
  const pieces = path.split(/\{([^{}]*)\}/)
  const names = [...new Set(pieces.filter((_, i) => i % 2 === 1))]
  if (pieces.some((piece, i) => i % 2 === 0 && /[{}]/.test(piece)))
    wrong(`${printValue(path)} has a brace without another`)
  if (names.length === 0) wrong(`${printValue(path)} has no name in braces, so it is one file`)
  if (names.includes('')) wrong(`${printValue(path)} has braces without a name`)
  if (path.endsWith('/')) wrong(`${printValue(path)} is a directory: its last part names the files`)
  const before = pieces[0] as string
  const cut = before.lastIndexOf('/')
  return {
    names,
    root: cut < 0 ? '.' : cut === 0 ? '/' : before.slice(0, cut),
    fill: (parts) => posix.normalize(pieces.map((piece, i) => (i % 2 === 0 ? piece : parts.get(piece))).join('')),
  }
}
