/**
 * The fields of a parameter that a function reads, from its tree: for functions that no expression was read of. 'all' where
 * the parameter goes anywhere but in front of a dot.
 */
import type { Fields } from './fields-of.ts'
import type { Scope, Variable } from './scope.ts'
import { childrenOf, type FunctionNode, fixedName, type PatternNode, type SyntaxNode } from './syntax.ts'

/** Takes the names of an object's pattern; false where it takes all, or who knows which. */
const takeNames = (pattern: PatternNode, into: Set<string>): boolean =>
  pattern.type === 'ObjectPattern' &&
  pattern.properties.every((property) => {
    const name = property.type === 'RestElement' ? undefined : fixedName(property.key, property.computed)
    if (name !== undefined) into.add(name)
    return name !== undefined
  })

/** Whether a variable, or whatever is only another name for it, goes anywhere. */
const escapes = (variable: Variable, scope: Scope, root: FunctionNode, into: Set<string>): boolean => {
  if (variable.origins.length !== 1) return true
  const isIt = (node: SyntaxNode): boolean => node.type === 'Identifier' && scope.variableOf.get(node) === variable
  const visit = (node: SyntaxNode): boolean => {
    switch (node.type) {
      case 'Identifier':
        return isIt(node)
      case 'MemberExpression': {
        if (!isIt(node.object)) break
        const name = fixedName(node.property, node.computed)
        if (name === undefined) return true
        into.add(name)
        return false
      }
      case 'VariableDeclarator':
        // Where it is declared is no use of it.
        if (isIt(node.id)) return node.init != null && visit(node.init)
        if (node.init == null || !isIt(node.init)) break
        if (node.id.type === 'Identifier') {
          const alias = scope.variableOf.get(node.id)
          return alias === undefined || escapes(alias, scope, root, into)
        }
        return !takeNames(node.id, into) || childrenOf(node.id).some(visit)
      case 'ArrowFunctionExpression':
      case 'FunctionExpression':
        // The parameter itself is no use of it.
        if (node === root) return [...node.params.filter((param) => !isIt(param)), node.body].some(visit)
        break
      default:
    }
    return childrenOf(node).some(visit)
  }
  return visit(root)
}

/** The fields of what is given in this place, if nothing else is. */
export const fieldsOfSource = (root: FunctionNode, scope: Scope, place: number): Fields => {
  const param = root.params[place]
  const into = new Set<string>()
  // Arguments may be reached by other ways than their names.
  if (scope.free.some(({ name }) => name === 'arguments' || name === 'eval')) return 'all'
  if (root.params.slice(0, place + 1).some(({ type }) => type === 'RestElement')) return 'all'
  if (param === undefined) return into
  if (param.type === 'ObjectPattern') return takeNames(param, into) ? into : 'all'
  const variable = param.type === 'Identifier' ? scope.variableOf.get(param) : undefined
  return variable !== undefined && !escapes(variable, scope, root, into) ? into : 'all'
}
