/** `row.price * 2` → `row.price = row.price * 2`: what is worked out is kept in the row. */
import type { Variable } from '../../../lambda/scope.ts'
import { fixedName, type SyntaxNode } from '../../../lambda/syntax.ts'
import { replaced } from '../edit.ts'
import type { Operator } from '../operator.ts'
import { rowsIn } from '../rows-in.ts'
import { methodOf, type Tree } from '../tree.ts'

/** The field of a row that a node begins with: `row.price`, of `row.price * 2` and `row.price.toFixed()`. */
const fieldOf = (tree: Tree, rows: ReadonlySet<Variable>, node: SyntaxNode): SyntaxNode | undefined => {
  const left = node.type === 'BinaryExpression' ? node.left : methodOf(node)?.of
  if (left?.type !== 'MemberExpression' || left.optional || left.object.type !== 'Identifier') return undefined
  const name = fixedName(left.property, left.computed)
  // The length of a text cannot be written to, and that of a list means something else.
  if (name === undefined || name === 'length' || name === 'size') return undefined
  const variable = tree.scope.variableOf.get(left.object)
  return variable !== undefined && rows.has(variable) ? left : undefined
}

export const writtenRow: Operator = {
  id: 'written-row',
  what: 'what is worked out of a field is written to it',
  apply: (tree) => {
    const rows = rowsIn(tree)
    return tree.nodes.flatMap((node) => {
      const field = fieldOf(tree, rows, node)
      return field === undefined ? [] : [replaced(node, `(${tree.textOf(field)} = ${tree.textOf(node)})`)]
    })
  },
}
