/** `toSorted` → `sort`, and its like: what was given is put in order itself. */
import type { Operator } from '../operator.ts'
import { methodOf } from '../tree.ts'

const methods = new Map([
  ['toSorted', 'sort'],
  ['toReversed', 'reverse'],
])

export const inPlace: Operator = {
  id: 'in-place',
  what: 'toSorted, toReversed, toSpliced become sort, reverse, splice',
  apply: (tree) =>
    tree.nodes.flatMap((node) => {
      const method = methodOf(node)
      if (method === undefined || tree.isFresh(method.of)) return []
      const { callee } = method.call
      if (callee.type !== 'MemberExpression') return []
      const { start, end } = callee.property
      const name = methods.get(method.name)
      if (name !== undefined) return [{ at: start, edits: [{ start, end, text: name }] }]
      if (method.name !== 'toSpliced') return []
      // What splice gives is what it took out.
      const before = { start: node.start, end: node.start, text: '((it) => (it.splice(' }
      const of = tree.textOf(method.of)
      const args = tree.parsed.text.slice(callee.end + 1, node.end - 1)
      return [{ at: start, edits: [{ ...before, end: node.end, text: `${before.text}${args}), it))(${of})` }] }]
    }),
}
