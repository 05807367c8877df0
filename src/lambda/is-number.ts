/** Whether a node is a number whatever the row holds. What is not known to be one is none. */
import { pathOf } from './call-parts.ts'
import { askingOrigins } from './origins.ts'
import { isFree, type Source } from './source.ts'
import { fixedName, type SyntaxNode } from './syntax.ts'

/** Two of these may be bigints, and are no numbers then; a date is not made of a bigint, it throws. */
const arithmetic = new Set(['-', '*', '/', '%', '**'])

export const isNumberIn = (source: Source): ((node: SyntaxNode) => boolean) => {
  const everyOrigin = askingOrigins(source)
  const isNumber = (node: SyntaxNode): boolean => {
    switch (node.type) {
      case 'Literal':
        return typeof node.value === 'number'
      case 'UnaryExpression':
        return node.operator === '+' || (node.operator === '-' && isNumber(node.argument))
      case 'BinaryExpression':
        return node.operator === '+' ? isNumber(node.left) && isNumber(node.right) : arithmetic.has(node.operator)
      case 'ConditionalExpression':
        return isNumber(node.consequent) && isNumber(node.alternate)
      case 'CallExpression': {
        const path = pathOf(node.callee)
        if (path !== undefined && isFree(source)(path.root)) {
          const resolved = source.resolve(path.name)
          return resolved.kind === 'known' && resolved.known.gives.kind === 'number'
        }
        // Only dates have it.
        return (
          node.callee.type === 'MemberExpression' &&
          !node.optional &&
          fixedName(node.callee.property, node.callee.computed) === 'getTime'
        )
      }
      default:
        return everyOrigin(node, isNumber)
    }
  }
  return isNumber
}
