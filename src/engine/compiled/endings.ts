/**
 * The kinds that take all rows of their input before they give any.
 */
import type { Kind, Node, NodeOf } from '../../plan/node.ts'
import type { Stage } from '../stage.ts'
import type { End, Ending, Means } from './end.ts'
import { aggregate, groupBy, rollup } from './group-by.ts'
import { over } from './over.ts'
import { shuffle, sortBy } from './sort-by.ts'

type Ends = 'sortBy' | 'shuffle' | 'groupBy' | 'rollup' | 'aggregate' | 'over'

const endings: { readonly [K in Ends]: Ending<NodeOf<K>> } = { sortBy, shuffle, groupBy, rollup, aggregate, over }

/** What makes the ends of stages whose rows are taken in elsewhere. */
const instead = new WeakMap<Stage, (means: Means) => End>()

/** Says what makes the end of a stage in place of its kind. */
export const setEnd = (stage: Stage, make: (means: Means) => End): void => {
  instead.set(stage, make)
}

/** The end that a stage makes of its input; undefined for other kinds. */
export const endOf = (stage: Stage, means: Means): End | undefined => {
  const ending = (endings as { readonly [K in Kind]?: Ending<Node> })[stage.node.kind]
  return instead.get(stage)?.(means) ?? ending?.(stage.node, means)
}
