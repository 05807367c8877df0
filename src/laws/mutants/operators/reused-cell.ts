/** `({ id, name })` as a result → the fields of one object, which is given each time. */
import { returnsOf } from '../../../lambda/freshness.ts'
import type { Change } from '../edit.ts'
import { around, unusedName } from '../hoist.ts'
import type { Operator } from '../operator.ts'

export const reusedCell: Operator = {
  id: 'reused-cell',
  what: 'the object that is given is the same each time, with other fields',
  apply: (tree) =>
    tree.targets.flatMap(({ fn, role }): readonly Change[] => {
      if (role !== undefined || fn.params.length === 0) return []
      return (returnsOf(fn) ?? []).flatMap((node): readonly Change[] => {
        if (node.type !== 'ObjectExpression' || node.properties.length === 0) return []
        const areData = node.properties.every(
          (one) => one.type === 'SpreadElement' || (one.kind === 'init' && !one.method),
        )
        if (!areData) return []
        const name = unusedName(tree)
        const outside = around(tree, fn, `const ${name} = {}`)
        const cell = [
          { start: node.start, end: node.start, text: `Object.assign(${name}, ` },
          { start: node.end, end: node.end, text: ')' },
        ]
        return outside === undefined ? [] : [{ at: node.start, edits: [...outside, ...cell] }]
      })
    }),
}
