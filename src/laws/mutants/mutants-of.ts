/**
 * Mutants of a function: what it would be, had somebody made one of the mistakes by which functions cease to be pure. Laws
 * that let such a mutant pass do not see this mistake, or not on these rows.
 *
 * Operators leave out what changes nothing (a list is sorted in place that the function has made itself), as far as they can
 * tell. Knows no law.
 */
import { mayCompile } from '../../code/compile.ts'
import { edited } from './edit.ts'
import { operators } from './operators.ts'
import { isCode } from './parse.ts'
import { remaking } from './remade.ts'
import { treeOf } from './tree.ts'

/**
 * A function with one mistake.
 *
 * @example
 * const line = ({ id, line, text }: L.Mutant) => `${id} in line ${line}: ${text}`
 * L.mutantsOf((all: readonly number[]) => all.toReversed()).map(line)
 * // [ 'in-place in line 1: (all) => all.reverse()' ]
 */
export interface Mutant {
  /** Of the operator that made it: `in-place`. */
  readonly id: string
  /** What was done, in words. */
  readonly what: string
  /** The line of the function's text, counted from 1. */
  readonly line: number
  /** All of its text. */
  readonly text: string
  readonly fn: (...args: never) => unknown
}

/**
 * All mutants of a function, or of one that makes functions; none where its text cannot be read, or captures what cannot be
 * seen. What it captures is seen where it was loaded by `floe/loader`.
 *
 * @example
 * const byPrice = (all: readonly { price: number }[]) => [...all].sort((a, b) => a.price - b.price)
 * const killed = async ({ fn }: L.Mutant) => {
 *   const subject = L.rows(fn as typeof byPrice, { rows: fc.record({ price: fc.nat() }) })
 *   return (await L.examine(subject)).laws.some(({ verdict }) => verdict === 'broken')
 * }
 * await Promise.all(L.mutantsOf(byPrice).map(killed)) // [ true, true ]
 */
export const mutantsOf = (fn: (...args: never) => unknown): readonly Mutant[] => {
  const tree = mayCompile() ? treeOf(fn) : undefined
  const remake = tree === undefined ? undefined : remaking(tree)
  if (tree === undefined || remake === undefined) return []
  const { text, before } = tree.parsed
  const seen = new Set([text])
  return operators.flatMap(({ id, what, apply }) =>
    apply(tree).flatMap(({ at, edits }): readonly Mutant[] => {
      const changed = edited(text, edits)
      if (seen.has(changed) || !isCode(changed)) return []
      seen.add(changed)
      return [
        {
          id,
          what,
          line: text.slice(before, at).split('\n').length,
          text: changed.slice(before, changed.length - before).trimEnd(),
          fn: remake(changed),
        },
      ]
    }),
  )
}
