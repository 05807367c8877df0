/** A cache that is asked by `${a},${b}` → by `${a}`: what else the result depends on has no part in its key. */
import type { ExpressionNode, SyntaxNode } from '../../../lambda/syntax.ts'
import type { Change } from '../edit.ts'
import type { Operator } from '../operator.ts'
import { methodOf, type Tree, targetOf } from '../tree.ts'

const asks = new Set(['get', 'has', 'set'])

/** The texts that a key can do without: `[a, b]` without b. */
const lastPart = (node: ExpressionNode): { readonly start: number; readonly end: number } | undefined => {
  if (node.type === 'TemplateLiteral' && node.expressions.length > 1) {
    const last = node.expressions.at(-1)
    // With what stands around it: `${` and `}`.
    return last && { start: last.start - 2, end: last.end + 1 }
  }
  const [list] = (node.type === 'CallExpression' && methodOf(node)?.name === 'stringify' && node.arguments) || []
  if (list?.type !== 'ArrayExpression' || list.elements.length < 2) return undefined
  const [before, last] = list.elements.slice(-2)
  return before == null || last == null ? undefined : { start: before.end, end: last.end }
}

/** Whether a name is the key by which something is asked that is older than the call. */
const isKey = (tree: Tree, id: SyntaxNode): boolean => {
  const variable = id.type === 'Identifier' ? tree.scope.variableOf.get(id) : undefined
  return tree.nodes.some((node) => {
    const method = methodOf(node)
    const [key] = method?.call.arguments ?? []
    if (method === undefined || !asks.has(method.name) || key?.type !== 'Identifier') return false
    if (variable === undefined || tree.scope.variableOf.get(key) !== variable || method.of.type !== 'Identifier')
      return false
    const owner = tree.scope.variableOf.get(method.of)?.owner
    return owner === undefined || targetOf(tree, owner) === undefined
  })
}

export const shortKey: Operator = {
  id: 'short-key',
  what: 'what is remembered is found by a part of its key',
  apply: (tree) =>
    tree.nodes.flatMap((node): readonly Change[] => {
      if (node.type !== 'VariableDeclarator' || node.init == null || !isKey(tree, node.id)) return []
      const part = lastPart(node.init)
      return part === undefined ? [] : [{ at: node.start, edits: [{ ...part, text: '' }] }]
    }),
}
