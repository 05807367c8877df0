/** `/…/.test(text)` → a pattern with /g that is made once, and remembers where it stopped. */
import type { SyntaxNode } from '../../../lambda/syntax.ts'
import type { Change } from '../edit.ts'
import { hoisted, unusedName } from '../hoist.ts'
import type { Operator } from '../operator.ts'
import { methodOf, type Tree } from '../tree.ts'

const withFlag = (literal: string): string => (/\/[a-z]*g[a-z]*$/.test(literal) ? literal : `${literal}g`)

const isPattern = (node: SyntaxNode): boolean => node.type === 'Literal' && node.regex !== undefined

const changeAt = (tree: Tree, node: SyntaxNode): Change | undefined => {
  const method = methodOf(node)
  if (method === undefined || (method.name !== 'test' && method.name !== 'exec')) return undefined
  const { of } = method
  if (isPattern(of)) {
    const name = unusedName(tree)
    return hoisted(tree, of, `const ${name} = ${withFlag(tree.textOf(of))}`, [
      { start: of.start, end: of.end, text: name },
    ])
  }
  // A constant outside of what is called with rows.
  const variable = of.type === 'Identifier' ? tree.scope.variableOf.get(of) : undefined
  const [origin, ...others] = variable?.origins ?? []
  if (origin?.kind !== 'value' || others.length > 0 || !isPattern(origin.of)) return undefined
  const before = tree.textOf(origin.of)
  if (withFlag(before) === before || tree.targets.some(({ fn }) => variable?.owner === fn)) return undefined
  return { at: origin.of.start, edits: [{ start: origin.of.start, end: origin.of.end, text: withFlag(before) }] }
}

export const rememberingPattern: Operator = {
  id: 'remembering-pattern',
  what: 'a pattern is made once, with the flag /g',
  apply: (tree) => tree.nodes.flatMap((node) => changeAt(tree, node) ?? []),
}
