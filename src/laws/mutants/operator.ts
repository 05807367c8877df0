/** What a mutation operator is: one mistake that people make, wherever in a function it can be made. */
import type { Change } from './edit.ts'
import type { Tree } from './tree.ts'

export interface Operator {
  readonly id: string
  /** What is done to the function, in words. */
  readonly what: string
  readonly apply: (tree: Tree) => readonly Change[]
}
