/**
 * Whether what stands where a function may be called is known to be none: something that a row holds, or that was made of
 * such. What is not known to be none may be one.
 */
import { calledBy, pathOf } from './call-parts.ts'
import { askingOrigins } from './origins.ts'
import { isFree, type Source } from './source.ts'
import { fixedName, type SyntaxNode } from './syntax.ts'

export const isNoFunctionIn = (source: Source): ((node: SyntaxNode) => boolean) => {
  const everyOrigin = askingOrigins(source)

  /** A parameter, or a part of one by fixed names: something in a row. */
  const isRowLike = (node: SyntaxNode): boolean => {
    if (node.type === 'MemberExpression')
      return fixedName(node.property, node.computed) !== undefined && isRowLike(node.object)
    const variable = node.type === 'Identifier' ? source.scope.variableOf.get(node) : undefined
    return variable?.origins.every(({ kind }) => kind === 'parameter') === true
  }

  const isNoFunction = (node: SyntaxNode): boolean => {
    switch (node.type) {
      case 'Literal':
      case 'TemplateLiteral':
      case 'BinaryExpression':
      case 'UnaryExpression':
      case 'ArrayExpression':
      case 'ObjectExpression':
      case 'NewExpression':
        return true
      case 'MemberExpression':
        return isRowLike(node)
      case 'ChainExpression':
        return isNoFunction(node.expression)
      case 'LogicalExpression':
        return isNoFunction(node.left) && isNoFunction(node.right)
      case 'ConditionalExpression':
        return isNoFunction(node.consequent) && isNoFunction(node.alternate)
      case 'CallExpression': {
        const callee = calledBy(node.callee)
        const path = pathOf(callee)
        if (path !== undefined && isFree(source)(path.root)) return source.resolve(path.name).kind === 'known'
        return callee.type === 'MemberExpression' && fixedName(callee.property, callee.computed) !== undefined
      }
      case 'Identifier': {
        if (isFree(source)(node)) return source.resolve(node.name).kind === 'constant'
        return isRowLike(node) || everyOrigin(node, isNoFunction)
      }
      default:
        return false
    }
  }
  return isNoFunction
}
