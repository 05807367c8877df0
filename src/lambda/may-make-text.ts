/**
 * Whether something in a function's tree may make a text of a value of which nothing is known: asked where there is no
 * expression to ask (`may-ask-zone.ts`). What is not known to make none may make one.
 */
import { childrenOf, type SyntaxNode } from './syntax.ts'

/** They compare and count, by numbers or by identity. */
const operators: ReadonlySet<string> = new Set('=== !== - * / % ** | & ^ << >> >>>'.split(' '))

const isText = (node: SyntaxNode): boolean => {
  switch (node.type) {
    case 'BinaryExpression':
      return !operators.has(node.operator)
    case 'AssignmentExpression':
      return node.operator === '+='
    case 'TemplateLiteral':
      return node.expressions.length > 0
    case 'MemberExpression':
    case 'Property':
      return node.computed && !(node.type === 'MemberExpression' ? node.property : node.key).type.endsWith('Literal')
    case 'CallExpression':
    case 'NewExpression':
    case 'TaggedTemplateExpression':
      return true
    default:
      return false
  }
}

export const mayMakeText = (node: SyntaxNode): boolean => isText(node) || childrenOf(node).some(mayMakeText)
