/**
 * A piece of a plan: steps through which rows run without a stop, and the stage whose rows they are given.
 */
import type { Stage } from '../stage.ts'
import { steps } from './steps.ts'

export interface Piece {
  /** Where the rows come from: a source, a breaker, or what several read. */
  readonly input: Stage
  /** In the order in which rows run through them. */
  readonly steps: readonly Stage[]
}

export const isStep = ({ node }: Stage): boolean => node.kind in steps

/** The longest piece that ends with a stage. What several read is worked on by itself, for which it is `own`. */
export const pieceOf = (last: Stage, own: boolean): Piece => {
  const found: Stage[] = []
  let at = last
  while (isStep(at) && (at.readers === 1 || (own && at === last))) {
    found.unshift(at)
    at = at.inputs[0] as Stage
  }
  return { input: at, steps: found }
}
