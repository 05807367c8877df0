import { array, constant, type Expression, local } from '../../lambda/expression.ts'
import { simplify } from '../../lambda/simplify.ts'
import { substitute } from '../../lambda/substitute.ts'
import type { JoinHow } from '../../plan/node.ts'
import { cannotFail } from '../cannot-fail.ts'
import { expressionOn } from '../evidence.ts'
import { rowSchema } from '../row-schema.ts'
import type { Rule } from '../rule.ts'
import { filterOver } from '../with-inputs.ts'

const partner = local('the partner')
const aloneOnTheLeft = array([partner, constant(undefined)])
const aloneOnTheRight = array([constant(undefined), partner])

/** A join without the rows of the left that have no partner, and without those of the right. */
const withoutLeft: Partial<Record<JoinHow, JoinHow>> = { left: 'inner', full: 'right' }
const withoutRight: Partial<Record<JoinHow, JoinHow>> = { right: 'inner', full: 'left' }

/**
 * ```
 * filter ([, a]) => a?.state === 'WY'           filter ([, a]) => a?.state === 'WY'
 *   join left                             →       join inner
 *     flights                                       flights
 *     airports                                      airports
 * ```
 * A join does not make the rows without a partner that a filter drops in any case.
 */
export const narrowJoin: Rule = {
  name: 'narrow-join',
  why: 'rows without a partner are not made, and the filter may go on to the side that it reads',
  safeWhen:
    'the predicate is pure, and drops a row without a partner whatever is in that row; no key can fail: its error would tell of the other join',
  rewrite: (node, { isShared }) => {
    if (node.kind !== 'filter') return undefined
    const [join] = node.inputs
    const predicate = expressionOn(node.lambda, rowSchema(join))
    if (join.kind !== 'join' || isShared(join) || !cannotFail(join) || predicate === undefined) return undefined
    const drops = (row: Expression): boolean => {
      const answer = simplify(substitute(predicate, [row]))
      return answer.kind === 'constant' && Boolean(answer.value) === node.not
    }
    const left = withoutLeft[join.how]
    const right = withoutRight[join.how]
    const how = left && drops(aloneOnTheLeft) ? left : right && drops(aloneOnTheRight) ? right : undefined
    return how && filterOver(node, Object.freeze({ ...join, how }))
  },
}
