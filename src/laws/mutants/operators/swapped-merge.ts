/** `merge: (a, b) => …` → `merge: (b, a) => …`. */
import type { SyntaxNode } from '../../../lambda/syntax.ts'
import type { Operator } from '../operator.ts'
import { isIn, type Tree } from '../tree.ts'

const commuting = new Set(['+', '*', '&', '|', '^', '&&', '||', '===', '!=='])

/** A tree as a text that is the same for what is the same by the rules of arithmetic, with two names in place of each other. */
const shape = (tree: Tree, node: SyntaxNode, swap: ReadonlyMap<string, string>): string => {
  if (node.type === 'Identifier') return swap.get(node.name) ?? node.name
  if (node.type === 'MemberExpression' && !node.computed && node.property.type === 'Identifier')
    return `${shape(tree, node.object, swap)}.${node.property.name}`
  if ((node.type === 'BinaryExpression' || node.type === 'LogicalExpression') && commuting.has(node.operator))
    return `(${[node.left, node.right]
      .map((one) => shape(tree, one, swap))
      .sort()
      .join(node.operator)})`
  if (node.type === 'CallExpression' && /^Math\.(max|min)$/.test(tree.textOf(node.callee)))
    return `${tree.textOf(node.callee)}(${node.arguments
      .map((one) => shape(tree, one, swap))
      .sort()
      .join()})`
  if (node.type === 'NewExpression' && /^new Set\(\[\.\.\.\w+, \.\.\.\w+\]\)$/.test(tree.textOf(node)))
    return 'a set of both'
  const parts = tree.nodes.filter((one) => one !== node && isIn(one, node) && tree.parentOf(one) === node)
  if (parts.length === 0) return tree.textOf(node)
  let text = ''
  let at = node.start
  for (const part of parts) {
    text += tree.parsed.text.slice(at, part.start) + shape(tree, part, swap)
    at = part.end
  }
  return text + tree.parsed.text.slice(at, node.end)
}

export const swappedMerge: Operator = {
  id: 'swapped-merge',
  what: 'the arguments of merge are in each other’s place',
  apply: (tree) =>
    tree.targets.flatMap(({ fn, role }) => {
      const [a, b] = fn.params
      if (role !== 'merge' || a?.type !== 'Identifier' || b?.type !== 'Identifier') return []
      const asItIs = shape(tree, fn.body, new Map())
      const swapped = shape(
        tree,
        fn.body,
        new Map([
          [a.name, b.name],
          [b.name, a.name],
        ]),
      )
      if (asItIs === swapped) return []
      return [
        {
          at: a.start,
          edits: [
            { start: a.start, end: a.end, text: b.name },
            { start: b.start, end: b.end, text: a.name },
          ],
        },
      ]
    }),
}
