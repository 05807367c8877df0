/**
 * What a rule is: one way to rewrite a plan into another that means the same and is no slower. It knows nothing of how
 * plans are walked through: that is the optimizer's.
 */
import type { Node } from '../plan/node.ts'
import type { Facts } from './facts.ts'

/** A rule, as a value. */
export interface Rule {
  /** A verb and what it is done to: `push-filter-below-sort`. */
  readonly name: string
  /** What is won by it, in a sentence that `explain` may show. */
  readonly why: string
  /** What must be known before it may be used: the evidence that `rewrite` asks for, in words. */
  readonly safeWhen: string
  /**
   * The node in another way; undefined where the rule does not apply, or where something that it must know is not known.
   * It gives as many rows in the same order (or, where nobody sees it, another), the same errors and the same rejects.
   */
  readonly rewrite: (node: Node, facts: Facts) => Node | undefined
}
