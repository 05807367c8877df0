/** `a.at - b.at || a.id - b.id` → `a.at - b.at`: which of two comes first is left to chance. */

import { returnsOf } from '../../../lambda/freshness.ts'
import { isFunctionNode } from '../../../lambda/syntax.ts'
import { replaced } from '../edit.ts'
import type { Operator } from '../operator.ts'

export const noTieBreak: Operator = {
  id: 'no-tie-break',
  what: 'a comparator leaves ties as they are',
  apply: (tree) =>
    tree.nodes.flatMap((node) => {
      if (!isFunctionNode(node) || node.params.length !== 2) return []
      return (returnsOf(node) ?? []).flatMap((given) =>
        given.type === 'LogicalExpression' && given.operator === '||' && given.left.type !== 'Identifier'
          ? [replaced(given, tree.textOf(given.left))]
          : [],
      )
    }),
}
