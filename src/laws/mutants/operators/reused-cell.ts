/** `({ id, name })` as a result → the fields of one object, which is given each time. */
import { returnsOf } from '../../../lambda/freshness.ts'
import type { Change } from '../edit.ts'
import { hoisted, unusedName } from '../hoist.ts'
import type { Operator } from '../operator.ts'

export const reusedCell: Operator = {
  id: 'reused-cell',
  what: 'the object that is given is the same each time, with other fields',
  apply: (tree) =>
    tree.targets.flatMap(({ fn, role }): readonly Change[] => {
      if (role !== undefined) return []
      return (returnsOf(fn) ?? []).flatMap((node): readonly Change[] => {
        if (node.type !== 'ObjectExpression' || node.properties.length === 0) return []
        const areData = node.properties.every(
          (one) => one.type === 'SpreadElement' || (one.kind === 'init' && !one.method),
        )
        if (!areData) return []
        const name = unusedName(tree)
        const cell = {
          at: node.start,
          edits: [{ start: node.start, end: node.start, text: `Object.assign(${name}, ` }],
        }
        // The object is put around, and stays: so it may name what the function has.
        const change = hoisted(tree, fn.params[0] ?? fn, `const ${name} = {}`, [])
        return change === undefined
          ? []
          : [{ at: node.start, edits: [...change.edits, ...cell.edits, { start: node.end, end: node.end, text: ')' }] }]
      })
    }),
}
