/**
 * The kinds that take all rows of their input before they give any.
 */
import type { Kind, Node, NodeOf } from '../../plan/node.ts'
import type { End, Ending, Means } from './end.ts'
import { aggregate, groupBy, rollup } from './group-by.ts'
import { over } from './over.ts'
import { shuffle, sortBy } from './sort-by.ts'

type Ends = 'sortBy' | 'shuffle' | 'groupBy' | 'rollup' | 'aggregate' | 'over'

const endings: { readonly [K in Ends]: Ending<NodeOf<K>> } = { sortBy, shuffle, groupBy, rollup, aggregate, over }

/** The end that a node makes of its input; undefined for other kinds. */
export const endOf = (node: Node, means: Means): End | undefined => {
  const ending = (endings as { readonly [K in Kind]?: Ending<Node> })[node.kind]
  return ending?.(node, means)
}
