/**
 * Which functions of a tree are called with rows: the function itself; or, of one that makes functions, those that it gives.
 */
import { namedFunction } from '../../lambda/call-parts.ts'
import { returnsOf } from '../../lambda/freshness.ts'
import type { Scope } from '../../lambda/scope.ts'
import { type FunctionNode, fixedName, isFunctionNode, type SyntaxNode } from '../../lambda/syntax.ts'

export interface Target {
  readonly fn: FunctionNode
  /** The name of the property that it is, where it is a part of an aggregate or the like. */
  readonly role: string | undefined
}

const targetsIn = (given: SyntaxNode, scope: Scope, role: string | undefined): readonly Target[] => {
  // What tools put around a function to keep its name.
  const node = namedFunction(given, (name) => !scope.variableOf.has(name)) ?? given
  if (isFunctionNode(node)) return [{ fn: node, role }]
  if (node.type === 'Identifier') {
    const [origin, ...others] = scope.variableOf.get(node)?.origins ?? []
    if (origin === undefined || others.length > 0) return []
    if (origin.kind === 'function') return [{ fn: origin.of, role }]
    return origin.kind === 'value' && origin.of.type !== 'Identifier' ? targetsIn(origin.of, scope, role) : []
  }
  if (node.type !== 'ObjectExpression' || role !== undefined) return []
  const all = node.properties.map((property) =>
    property.type === 'Property' && property.kind === 'init' && !property.method
      ? targetsIn(property.value, scope, fixedName(property.key, property.computed))
      : [],
  )
  return all.every((targets) => targets.length > 0) ? all.flat() : []
}

export const targetsOf = (root: FunctionNode, scope: Scope): readonly Target[] => {
  const made = (returnsOf(root) ?? []).flatMap((node) => targetsIn(node, scope, undefined))
  return made.length > 0 ? made : [{ fn: root, role: undefined }]
}
