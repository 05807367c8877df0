/** `[...xs, y]`, `xs.concat(y)` → push: what was given grows. */
import type { SyntaxNode } from '../../../lambda/syntax.ts'
import { replaced } from '../edit.ts'
import type { Operator } from '../operator.ts'
import { methodOf, type Tree } from '../tree.ts'

const isGiven = (tree: Tree, node: SyntaxNode): boolean =>
  (node.type === 'Identifier' || node.type === 'MemberExpression') && !tree.isFresh(node)

const pushedBy = (tree: Tree, node: SyntaxNode): string | undefined => {
  const parent = tree.parentOf(node)
  // What is spread into a Set may be a Set itself.
  if (parent?.type === 'NewExpression') return undefined
  if (node.type === 'ArrayExpression') {
    const [first, ...others] = node.elements
    if (first?.type !== 'SpreadElement' || others.length === 0 || !isGiven(tree, first.argument)) return undefined
    const of = tree.textOf(first.argument)
    return `(${of}.push(${others.map((one) => (one === null ? 'undefined' : tree.textOf(one))).join(', ')}), ${of})`
  }
  const method = methodOf(node)
  if (method?.name !== 'concat' || method.call.arguments.length === 0 || !isGiven(tree, method.of)) return undefined
  const of = tree.textOf(method.of)
  return `(${of}.push(...[].concat(${method.call.arguments.map(tree.textOf).join(', ')})), ${of})`
}

export const pushed: Operator = {
  id: 'pushed',
  what: 'a list that was given is pushed to, in place of a new one',
  apply: (tree) =>
    tree.nodes.flatMap((node) => {
      const text = pushedBy(tree, node)
      return text === undefined ? [] : [replaced(node, text)]
    }),
}
