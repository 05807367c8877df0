/** `[...xs].sort()` → `xs.sort()`: what is written to is no copy any more. */
import { type ExpressionNode, isFunctionNode, type SyntaxNode } from '../../../lambda/syntax.ts'
import { replaced } from '../edit.ts'
import type { Operator } from '../operator.ts'
import { methodOf, type Tree } from '../tree.ts'

const collections = new Set(['Map', 'Set', 'Date', 'URL'])

/** What a node is a copy of, if it is one. */
const copiedBy = (node: SyntaxNode): SyntaxNode | undefined => {
  switch (node.type) {
    case 'ArrayExpression': {
      const [only, ...others] = node.elements
      return only?.type === 'SpreadElement' && others.length === 0 ? only.argument : undefined
    }
    case 'ObjectExpression': {
      const [only, ...others] = node.properties
      return only?.type === 'SpreadElement' && others.length === 0 ? only.argument : undefined
    }
    case 'NewExpression': {
      const [only, ...others] = node.arguments
      return node.callee.type === 'Identifier' && collections.has(node.callee.name) && others.length === 0
        ? only
        : undefined
    }
    case 'CallExpression':
      return copiedByCall(node)
    default:
      return undefined
  }
}

const copiedByCall = (node: Extract<ExpressionNode, { readonly type: 'CallExpression' }>): SyntaxNode | undefined => {
  const [first, ...others] = node.arguments
  if (node.callee.type === 'Identifier')
    return node.callee.name === 'structuredClone' && others.length === 0 ? first : undefined
  const method = methodOf(node)
  if (method === undefined) return undefined
  const of = method.of.type === 'Identifier' ? method.of.name : undefined
  if (of === 'Array' && method.name === 'from') return others.length === 0 ? first : undefined
  if (of === 'JSON' && method.name === 'parse' && first !== undefined) {
    const inner = methodOf(first)
    return inner?.name === 'stringify' ? inner.call.arguments[0] : undefined
  }
  return method.name === 'slice' && first === undefined ? method.of : undefined
}

/** A list that is made by putting another behind an empty one: `[].concat(xs)`. */
const concatenated = (node: SyntaxNode): SyntaxNode | undefined => {
  const method = methodOf(node)
  if (method?.name !== 'concat') return undefined
  const { of, call } = method
  if (call.arguments.length === 0) return of
  return of.type === 'ArrayExpression' && of.elements.length === 0 && call.arguments.length === 1
    ? call.arguments[0]
    : undefined
}

/** `[...counts].sort(([a], [b]) => …)`: of the entries of a Map, which cannot be sorted itself. */
const areEntries = (tree: Tree, node: SyntaxNode): boolean => {
  const above = tree.parentOf(tree.parentOf(node) ?? node)
  const [compare] = (above && methodOf(above)?.call.arguments) ?? []
  return compare !== undefined && isFunctionNode(compare) && compare.params[0]?.type === 'ArrayPattern'
}

export const droppedCopy: Operator = {
  id: 'dropped-copy',
  what: 'what is written to is no copy any more',
  apply: (tree) =>
    tree.nodes.flatMap((node) => {
      const of = copiedBy(node) ?? concatenated(node)
      if (of === undefined || of.type === 'SpreadElement' || tree.isFresh(of) || areEntries(tree, node)) return []
      return tree.isWritten(node) ? [replaced(node, tree.textOf(of))] : []
    }),
}
