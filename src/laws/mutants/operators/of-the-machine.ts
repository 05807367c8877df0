/** `getUTCHours` → `getHours`, `toLowerCase` → `toLocaleLowerCase`, a locale that is not said: left to the machine. */

import type { Change } from '../edit.ts'
import type { Operator } from '../operator.ts'
import { methodOf } from '../tree.ts'

const localeClass = /^Intl\.(NumberFormat|DateTimeFormat|Collator|PluralRules|ListFormat)$/

/** What a method is called that asks the machine; undefined where there is none. */
const asking = (name: string): string | undefined =>
  /^[gs]etUTC/.test(name)
    ? name.replace('UTC', '')
    : name === 'toLowerCase' || name === 'toUpperCase'
      ? name.replace('to', 'toLocale')
      : undefined

export const ofTheMachine: Operator = {
  id: 'of-the-machine',
  what: 'zone or locale are those of the machine',
  apply: (tree) =>
    tree.nodes.flatMap((node): readonly Change[] => {
      if (node.type === 'NewExpression' && localeClass.test(tree.textOf(node.callee))) {
        const [locale] = node.arguments
        return locale === undefined
          ? []
          : [{ at: locale.start, edits: [{ start: locale.start, end: locale.end, text: 'undefined' }] }]
      }
      if (node.type === 'Property' && tree.textOf(node.key) === 'timeZone') {
        const { start, end } = node.value
        return [{ at: node.start, edits: [{ start, end, text: 'undefined' }] }]
      }
      const method = methodOf(node)
      if (method === undefined || method.call.callee.type !== 'MemberExpression') return []
      const { start, end } = method.call.callee.property
      const name = asking(method.name)
      if (name !== undefined) return [{ at: start, edits: [{ start, end, text: name }] }]
      if (!/^toLocale|^localeCompare$/.test(method.name)) return []
      const locale = method.call.arguments[method.name === 'localeCompare' ? 1 : 0]
      return locale === undefined
        ? []
        : [{ at: locale.start, edits: [{ start: locale.start, end: locale.end, text: 'undefined' }] }]
    }),
}
