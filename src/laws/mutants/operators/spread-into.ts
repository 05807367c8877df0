/** `{ ...row, a }` → `Object.assign(row, { a })`: the row gets what its copy should have got. */
import type { SyntaxNode } from '../../../lambda/syntax.ts'
import { replaced } from '../edit.ts'
import type { Operator } from '../operator.ts'
import { methodOf, type Tree } from '../tree.ts'

const isPlace = (node: SyntaxNode): boolean => node.type === 'Identifier' || node.type === 'MemberExpression'

/** Whether all that is written beside a spread is what the object has already: `{ ...given, ...given }`. */
const intoSpread = (tree: Tree, node: SyntaxNode): string | undefined => {
  if (node.type !== 'ObjectExpression' || node.properties.length < 2) return undefined
  const [first, ...others] = node.properties
  if (first?.type === 'SpreadElement' && isPlace(first.argument) && !tree.isFresh(first.argument))
    return `Object.assign(${tree.textOf(first.argument)}, { ${others.map(tree.textOf).join(', ')} })`
  // Defaults below: written to the row that lacks them.
  const last = others.at(-1)
  const areBefore = [first, ...others.slice(0, -1)].every((one) => one?.type === 'Property')
  if (last?.type === 'SpreadElement' && areBefore && isPlace(last.argument) && !tree.isFresh(last.argument))
    return `Object.assign(${tree.textOf(last.argument)}, ${tree.textOf(node)})`
  return undefined
}

/** `Object.assign({}, row, …)`. */
const intoAssigned = (tree: Tree, node: SyntaxNode): string | undefined => {
  const method = methodOf(node)
  if (method?.name !== 'assign' || method.of.type !== 'Identifier' || method.of.name !== 'Object') return undefined
  const [first, second, ...others] = method.call.arguments
  if (first?.type !== 'ObjectExpression' || first.properties.length > 0 || others.length === 0) return undefined
  if (second === undefined || !isPlace(second) || tree.isFresh(second)) return undefined
  return `Object.assign(${[second, ...others].map(tree.textOf).join(', ')})`
}

export const spreadInto: Operator = {
  id: 'spread-into',
  what: 'what should be in a copy is written into what was copied',
  apply: (tree) =>
    tree.nodes.flatMap((node) => {
      const text = intoSpread(tree, node) ?? intoAssigned(tree, node)
      return text === undefined ? [] : [replaced(node, text)]
    }),
}
