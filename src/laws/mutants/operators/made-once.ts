/** `const seen = new Set()` of each call → one for all calls: a Map that is captured, a counter that goes on. */
import { childrenOf, type SyntaxNode } from '../../../lambda/syntax.ts'
import type { Change } from '../edit.ts'
import { hoisted } from '../hoist.ts'
import type { Operator } from '../operator.ts'
import { isIn, type Tree } from '../tree.ts'

/** Whether a value is an object that is written to, or a number that is counted on. */
const isState = (tree: Tree, init: SyntaxNode, id: SyntaxNode): boolean => {
  const variable = id.type === 'Identifier' ? tree.scope.variableOf.get(id) : undefined
  if (variable === undefined) return false
  if (init.type === 'Literal') return variable.origins.length > 1
  return tree.isFresh(init) && tree.isWritten(init)
}

export const madeOnce: Operator = {
  id: 'made-once',
  what: 'what each call makes for itself is made once for all',
  apply: (tree) =>
    tree.targets.flatMap(({ fn }): readonly Change[] => {
      if (fn.body.type !== 'BlockStatement') return []
      return fn.body.body.flatMap((statement): readonly Change[] => {
        if (statement.type !== 'VariableDeclaration' || statement.declarations.length !== 1) return []
        const [one] = statement.declarations
        if (one?.init == null || one.id.type !== 'Identifier' || !isState(tree, one.init, one.id)) return []
        // A function that is declared may be called before.
        if (childrenOf(fn.body).some((other) => other.type === 'FunctionDeclaration' && isIn(other, fn))) return []
        const change = hoisted(tree, one.init, tree.textOf(statement).replace(/;$/, ''), [
          { start: statement.start, end: statement.end, text: ';' },
        ])
        return change === undefined ? [] : [change]
      })
    }),
}
