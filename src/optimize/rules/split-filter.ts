import type { Expression } from '../../lambda/expression.ts'
import { lambdaOf } from '../../lambda/lambda-of.ts'
import { expressionOn, isTotalOn } from '../evidence.ts'
import { rowSchema } from '../row-schema.ts'
import type { Rule } from '../rule.ts'
import { filterOver } from '../with-inputs.ts'

/** The conditions that must all hold, in their order. */
const conditions = (e: Expression): readonly Expression[] =>
  e.kind === 'logical' && e.operator === '&&' ? [...conditions(e.left), ...conditions(e.right)] : [e]

/** The rules that may want a part of a filter where the whole is of no use to them. */
type Pushes = readonly Rule[]

/**
 * ```
 * filter ([f, a]) => f.late && a.open           filter ([f, a]) => a.open
 *   join inner                            →       filter ([f, a]) => f.late
 *     flights                                       join inner
 *     airports                                        flights
 *                                                     airports
 * ```
 * Only where another rule can take at least one of the conditions further down. Put together they are one loop anyway.
 */
export const splitFilter = (pushes: Pushes): Rule => ({
  name: 'split-filter',
  why: 'a condition that can go further down does, without those that cannot',
  safeWhen: 'each condition is pure and total, so that no error is told of another stage',
  rewrite: (node, facts) => {
    if (node.kind !== 'filter' || node.not) return undefined
    const [rows] = node.inputs
    const schema = rowSchema(rows)
    const expression = expressionOn(node.lambda, schema)
    const parts = expression === undefined ? [] : conditions(expression)
    if (parts.length < 2) return undefined
    const lambdas = parts.flatMap((part) => lambdaOf(part) ?? [])
    if (lambdas.length < parts.length || !lambdas.every((lambda) => isTotalOn(lambda, schema))) return undefined
    const goes = lambdas.map((lambda) => {
      const alone = filterOver(node, rows, lambda)
      return pushes.some(({ rewrite }) => rewrite(alone, facts) !== undefined)
    })
    if (!goes.includes(true)) return undefined
    // Those that go down stand below, where they can; each of the two groups keeps its order.
    const inOrder = [...lambdas.filter((_, i) => goes[i]), ...lambdas.filter((_, i) => !goes[i])]
    return inOrder.reduce((input, lambda) => filterOver(node, input, lambda), rows)
  },
})
