/**
 * What a variable is, by everything that is ever assigned to it. Looks at syntax alone.
 */
import { namedFunction } from './call-parts.ts'
import type { Variable } from './scope.ts'
import { isFree, type Source } from './source.ts'
import { type ExpressionNode, type FunctionNode, isFunctionNode, type SyntaxNode } from './syntax.ts'

/** The function that a variable always is, if it is one: declared, or the only value of a name. */
export const functionIn = (source: Source, variable: Variable): FunctionNode | undefined => {
  const [origin] = variable.origins
  if (variable.origins.length !== 1 || origin === undefined) return undefined
  if (origin.kind === 'function') return origin.of
  return origin.kind === 'value' ? functionOf(source, origin.of) : undefined
}

/** The function literal that a node is, seen through what tools put around it. */
export const functionOf = (source: Source, node: SyntaxNode): FunctionNode | undefined => {
  const of = namedFunction(node, isFree(source)) ?? node
  return isFunctionNode(of) ? of : undefined
}

/** Asks of a name's variable whether all that is ever assigned to it is so. One that is asked of within its own answer is. */
export const askingOrigins = (source: Source) => {
  const asked = new Set<Variable>()
  return (node: SyntaxNode, is: (value: ExpressionNode) => boolean): boolean => {
    const variable = node.type === 'Identifier' ? source.scope.variableOf.get(node) : undefined
    if (variable === undefined) return false
    if (asked.has(variable)) return true
    if (variable.origins.length === 0) return false
    asked.add(variable)
    const all = variable.origins.every((origin) => origin.kind === 'value' && is(origin.of))
    asked.delete(variable)
    return all
  }
}
