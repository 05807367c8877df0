/** `random()`, of a generator with a seed → `Math.random()`. */

import { replaced } from '../edit.ts'
import type { Operator } from '../operator.ts'

export const unseeded: Operator = {
  id: 'unseeded',
  what: 'chance is drawn from Math.random in place of what was seeded',
  apply: (tree) =>
    tree.nodes.flatMap((node) =>
      node.type === 'CallExpression' &&
      node.arguments.length === 0 &&
      node.callee.type === 'Identifier' &&
      /^(rng|rand|prng)$|random/i.test(node.callee.name)
        ? [replaced(node, 'Math.random()')]
        : [],
    ),
}
