/**
 * What the parts of the walk that looks for impurity share: the function, what was found so far, and how to go on.
 */
import { freshnessIn, type IsFresh } from './freshness.ts'
import { isNoFunctionIn } from './is-no-function.ts'
import { isNumberIn } from './is-number.ts'
import { isPatternIn } from './is-pattern.ts'
import type { Purity } from './reading.ts'
import type { Variable } from './scope.ts'
import { isFree, type Source, whereIs } from './source.ts'
import type { FunctionNode, NameNode, SyntaxNode } from './syntax.ts'

type AnyFunction = (...args: never) => unknown
type Is = (node: SyntaxNode) => boolean

/** What is known of a captured function: `pure`, or why not. */
export type PurityOf = (fn: AnyFunction) => Purity

export interface Walk {
  readonly source: Source
  readonly isFree: (name: NameNode) => boolean
  readonly isFresh: IsFresh
  readonly isNumber: Is
  readonly isPattern: Is
  readonly isNoFunction: Is
  /** Parameters of inner functions that are given fresh values only. */
  readonly freshParameters: Set<Variable>
  readonly purityOfCaptured: PurityOf
  /** Has an effect, or asks the machine. */
  readonly impure: (what: string, node: SyntaxNode) => undefined
  /** May have one, for all that is known. */
  readonly unknown: (why: string) => undefined
  readonly visit: (node: SyntaxNode) => undefined
  readonly visitFunction: (fn: FunctionNode) => undefined
}

/** How the parts of a walk look at a node. */
export interface Visitors {
  readonly visit: (walk: Walk, node: SyntaxNode) => undefined
  readonly visitFunction: (walk: Walk, fn: FunctionNode) => undefined
}

/** Walks over the function, and says what was found: of what is impure and what is unknown, the first. */
export const walkOver = (source: Source, purityOfCaptured: PurityOf, visitors: Visitors): Purity => {
  let impure: Purity | undefined
  let unknown: Purity | undefined
  const freshParameters = new Set<Variable>()
  const walk: Walk = {
    source,
    isFree: isFree(source),
    isFresh: freshnessIn(source, freshParameters),
    isNumber: isNumberIn(source),
    isPattern: isPatternIn(source),
    isNoFunction: isNoFunctionIn(source),
    freshParameters,
    purityOfCaptured,
    impure: (what, node) => {
      impure ??= Object.freeze({ verdict: 'impure', what, where: whereIs(source, node.start) })
    },
    unknown: (why) => {
      unknown ??= Object.freeze({ verdict: 'unknown', why })
    },
    visit: (node) => visitors.visit(walk, node),
    visitFunction: (fn) => visitors.visitFunction(walk, fn),
  }
  walk.visitFunction(source.parsed.node)
  return impure ?? unknown ?? pure
}

const pure: Purity = Object.freeze({ verdict: 'pure' })
