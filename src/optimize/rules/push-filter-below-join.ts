import { array, type Expression, local } from '../../lambda/expression.ts'
import type { Lambda } from '../../lambda/lambda.ts'
import type { JoinHow, Node, NodeOf } from '../../plan/node.ts'
import { isSafeKey } from '../cannot-fail.ts'
import { isTotalOn } from '../evidence.ts'
import { rowSchema } from '../row-schema.ts'
import type { Rule } from '../rule.ts'
import { rowBefore, throughRow } from '../through-row.ts'
import { filterOver, withInputs } from '../with-inputs.ts'

type Side = 0 | 1

/** What is not known on the side of a row. */
const other: Expression = local('the other side')

/** The joined row, seen from one side. */
const joinedRow = (how: JoinHow, side: Side): Expression =>
  how === 'semi' || how === 'anti' ? rowBefore : array(side === 0 ? [rowBefore, other] : [other, rowBefore])

/** On which sides a row that is dropped takes all of its joined rows with it, and makes no row of the other side alone. */
const sidesOf: { readonly [H in JoinHow]: readonly Side[] } = {
  inner: [0, 1],
  left: [0],
  right: [1],
  full: [],
  semi: [0],
  anti: [0],
}

const pushed = (filter: NodeOf<'filter'>, join: NodeOf<'join' | 'cross'>, side: Side): Node | undefined => {
  const how = join.kind === 'join' ? join.how : 'inner'
  const rows = join.inputs[side]
  const schema = rowSchema(rows)
  if (join.kind === 'join' && !isSafeKey(side === 0 ? join.left : join.right, schema)) return undefined
  const row = joinedRow(how, side)
  const predicate: Lambda | undefined = row === rowBefore ? filter.lambda : throughRow(filter.lambda, row, schema)
  if (predicate === undefined || !isTotalOn(predicate, schema)) return undefined
  const [left, right] = join.inputs
  const filtered = filterOver(filter, rows, predicate)
  return side === 0 ? withInputs(join, filtered, right) : withInputs(join, left, filtered)
}

/**
 * ```
 * filter ([f]) => f.delay > 15           join inner
 *   join inner                       →     filter (f) => f.delay > 15
 *     flights                                flights
 *     airports                             airports
 * ```
 * To the side that the predicate reads. A left join keeps rows without a partner, so its right side must stay whole: a row
 * that is dropped there would make its partners rows without one. Likewise `cross`.
 */
export const pushFilterBelowJoin: Rule = {
  name: 'push-filter-below-join',
  why: 'fewer rows are held and looked up, and pairs that would be dropped are never made',
  safeWhen: 'the predicate reads one side, is pure and total, and the key of that side cannot fail on a row that goes',
  rewrite: (node, { isShared }) => {
    if (node.kind !== 'filter') return undefined
    const [join] = node.inputs
    if ((join.kind !== 'join' && join.kind !== 'cross') || isShared(join)) return undefined
    for (const side of sidesOf[join.kind === 'join' ? join.how : 'inner']) {
      const rewritten = pushed(node, join, side)
      if (rewritten !== undefined) return rewritten
    }
    return undefined
  },
}
