/** `await save(row)` → `save(row)`: what comes next does not wait. */

import { replaced } from '../edit.ts'
import type { Operator } from '../operator.ts'

export const notAwaited: Operator = {
  id: 'not-awaited',
  what: 'nobody waits for a call',
  apply: (tree) =>
    tree.nodes.flatMap((node) =>
      node.type === 'AwaitExpression' &&
      node.argument.type === 'CallExpression' &&
      tree.textOf(node.argument.callee) !== 'Promise.resolve' &&
      tree.parentOf(node)?.type === 'ExpressionStatement'
        ? [replaced(node, tree.textOf(node.argument))]
        : [],
    ),
}
