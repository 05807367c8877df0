/** A moment that was passed in → `Date.now()`; `new Date(at)` → `new Date()`. */
import type { SyntaxNode } from '../../../lambda/syntax.ts'
import { replaced } from '../edit.ts'
import type { Operator } from '../operator.ts'
import { type Tree, targetOf } from '../tree.ts'

const clockName = /^(now|today|clock)$/i

const isRead = (tree: Tree, node: SyntaxNode): boolean => {
  const parent = tree.parentOf(node)
  switch (parent?.type) {
    case 'BinaryExpression':
    case 'TemplateLiteral':
    case 'ConditionalExpression':
    case 'ReturnStatement':
      return true
    case 'CallExpression':
      return parent.callee !== node
    default:
      return false
  }
}

export const askedClock: Operator = {
  id: 'asked-clock',
  what: 'the clock is asked for a moment that was given',
  apply: (tree) =>
    tree.nodes.flatMap((node) => {
      if (targetOf(tree, node) === undefined) return []
      if (node.type === 'NewExpression' && node.callee.type === 'Identifier' && node.callee.name === 'Date') {
        const [only, ...others] = node.arguments
        return only !== undefined && others.length === 0 ? [replaced(node, 'new Date()')] : []
      }
      if (node.type === 'CallExpression' && node.callee.type === 'Identifier' && clockName.test(node.callee.name))
        return [replaced(node, 'Date.now()')]
      const isClock = node.type === 'Identifier' && clockName.test(node.name) && tree.scope.variableOf.has(node)
      return isClock && isRead(tree, node) ? [replaced(node, 'Date.now()')] : []
    }),
}
