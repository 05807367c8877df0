/** `init: () => []`, `reduce(f, [])` → one seed for all folds. */
import { returnsOf } from '../../../lambda/freshness.ts'
import { isFunctionNode, type SyntaxNode } from '../../../lambda/syntax.ts'
import type { Change } from '../edit.ts'
import { hoisted, unusedName } from '../hoist.ts'
import type { Operator } from '../operator.ts'
import { methodOf, type Tree } from '../tree.ts'

const isObject = ({ type }: SyntaxNode): boolean =>
  type === 'ArrayExpression' || type === 'ObjectExpression' || type === 'NewExpression'

/** The seed of a `reduce` whose callback writes to it. */
const seedOf = (tree: Tree, node: SyntaxNode): SyntaxNode | undefined => {
  const method = methodOf(node)
  if (method?.name !== 'reduce' && method?.name !== 'reduceRight') return undefined
  const [fn, seed] = method.call.arguments
  if (fn === undefined || !isFunctionNode(fn) || seed === undefined || !isObject(seed)) return undefined
  const [state] = fn.params
  return state !== undefined && tree.isWritten(state) ? seed : undefined
}

/** Whether a part of an aggregate writes to a state that it is given. */
const writesState = (tree: Tree): boolean =>
  tree.targets.some(
    ({ fn, role }) => role !== 'init' && fn.params.slice(0, role === 'merge' ? 2 : 1).some(tree.isWritten),
  )

export const sharedSeed: Operator = {
  id: 'shared-seed',
  what: 'what a fold begins with is made once for all folds',
  apply: (tree) => {
    const inits = writesState(tree)
      ? tree.targets.flatMap(({ fn, role }) => (role === 'init' ? (returnsOf(fn) ?? []) : [])).filter(isObject)
      : []
    const seeds = [...inits, ...tree.nodes.flatMap((node) => seedOf(tree, node) ?? [])]
    return seeds.flatMap((seed): readonly Change[] => {
      const name = unusedName(tree)
      const change = hoisted(tree, seed, `const ${name} = ${tree.textOf(seed)}`, [
        { start: seed.start, end: seed.end, text: name },
      ])
      return change === undefined ? [] : [change]
    })
  },
}
