/** `names.get(id) ?? []` → one empty list for all that have none, which is then written to. */
import type { Change } from '../edit.ts'
import { hoisted, unusedName } from '../hoist.ts'
import type { Operator } from '../operator.ts'

export const sharedDefault: Operator = {
  id: 'shared-default',
  what: 'a default that is written to is one object for all calls',
  apply: (tree) =>
    tree.nodes.flatMap((node): readonly Change[] => {
      const value =
        node.type === 'LogicalExpression' ? node.right : node.type === 'AssignmentPattern' ? node.right : undefined
      if (value === undefined) return []
      if (value.type !== 'ArrayExpression' && value.type !== 'ObjectExpression' && value.type !== 'NewExpression')
        return []
      const isWritten = node.type === 'AssignmentPattern' ? tree.isWritten(node.left) : tree.isWritten(node)
      if (!isWritten) return []
      const name = unusedName(tree)
      const change = hoisted(tree, value, `const ${name} = ${tree.textOf(value)}`, [
        { start: value.start, end: value.end, text: name },
      ])
      return change === undefined ? [] : [change]
    }),
}
