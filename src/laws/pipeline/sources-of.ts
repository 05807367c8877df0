/** The sources of a plan. Opens none of them. */
import type { Node } from '../../plan/node.ts'
import type { Source } from '../../plan/source.ts'
import { nodesOf } from '../../plan/tree.ts'

/** Each source of a plan once, in the order in which the plan names them. */
export const sourcesOf = (plan: Node): readonly Source[] => [
  ...new Set(nodesOf(plan).flatMap((node) => (node.kind === 'source' ? [node.source] : []))),
]
