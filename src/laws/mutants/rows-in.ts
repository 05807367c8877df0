/** Which names of a tree mean rows, or what was merged: parameters of what is called with rows, and of callbacks over them. */
import type { Variable } from '../../lambda/scope.ts'
import { isFunctionNode, type SyntaxNode } from '../../lambda/syntax.ts'
import { methodOf, type Tree } from './tree.ts'

/** Which parameters are given a row, or a state that is another's; by the role of a function in an aggregate. */
const placesOf = (role: string | undefined): readonly number[] =>
  role === 'step' || role === 'unstep' ? [1] : role === 'merge' ? [0, 1] : [0]

const methods = new Map<string, readonly number[]>([
  ...['map', 'filter', 'flatMap', 'some', 'every', 'find', 'findLast', 'findIndex', 'forEach'].map(
    (name) => [name, [0]] as const,
  ),
  ['reduce', [1]],
  ['toSorted', [0, 1]],
  ['sort', [0, 1]],
])

/** Methods that give the same items. */
const keeping = new Set(['filter', 'slice', 'toSorted', 'sort', 'toReversed', 'reverse'])

export const rowsIn = (tree: Tree): ReadonlySet<Variable> => {
  const found = new Set<Variable>()
  const add = (node: SyntaxNode | undefined): void => {
    const variable = node?.type === 'Identifier' ? tree.scope.variableOf.get(node) : undefined
    if (variable?.origins.length === 1) found.add(variable)
  }
  const isRows = (node: SyntaxNode): boolean => {
    if (node.type === 'Identifier') {
      const variable = tree.scope.variableOf.get(node)
      return variable !== undefined && found.has(variable)
    }
    if (node.type === 'ArrayExpression') {
      const [only, ...others] = node.elements
      return only?.type === 'SpreadElement' && others.length === 0 && isRows(only.argument)
    }
    const method = methodOf(node)
    return method !== undefined && keeping.has(method.name) && isRows(method.of)
  }
  for (const { fn, role } of tree.targets)
    if (role !== 'init') for (const place of placesOf(role)) add(fn.params[place])
  for (const node of tree.nodes) {
    if (node.type === 'ForOfStatement' && node.left.type === 'VariableDeclaration' && isRows(node.right))
      for (const { id } of node.left.declarations) add(id)
    const method = methodOf(node)
    const [callback] = method?.call.arguments ?? []
    if (method === undefined || callback === undefined || !isFunctionNode(callback) || !isRows(method.of)) continue
    for (const place of methods.get(method.name) ?? []) add(callback.params[place])
  }
  return found
}
