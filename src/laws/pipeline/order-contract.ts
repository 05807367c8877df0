/** E12: of a bag the order means nothing, to any stage that reads it. */
import { count } from '../../aggregate/count.ts'
import { rows as rowsOf } from '../../io/rows.ts'
import type { Kind, Node } from '../../plan/node.ts'
import { groupBy } from '../../plan/operators/group-by.ts'
import { isRowWise } from '../../plan/row-wise.ts'
import { nodesOf, orderOf } from '../../plan/tree.ts'
import { type Law, trivial } from '../law.ts'
import { sameAsVariant } from './locate.ts'
import { asGiven, chosen, type PipelineTrial, type Variant } from './trial.ts'
import { rewriteEach } from './with-rows.ts'

/** No rows, in no order. */
const none: Node = groupBy((row: unknown) => row, { n: count() })(rowsOf([])).plan

const frozen = (node: Node): Node => Object.freeze({ ...node, inputs: Object.freeze([...node.inputs]) }) as Node

/** The rows of a bag in an order that they have by chance: still a bag. */
const permuted = (bag: Node, seed: number): Node =>
  frozen({ kind: 'concat', inputs: [frozen({ kind: 'shuffle', inputs: [bag], seed }), none] })

/** Stages that look at each row by itself: of rows in another order they make the same, in that order. */
const isRowByRow = (kind: Kind): boolean => isRowWise(kind) || kind === 'concat'

const readsBag = ({ kind, inputs }: Node): boolean =>
  !isRowByRow(kind) && inputs.some((input) => orderOf(input) === 'bag')

/** So many orders are tried: with other rows each is another one, and a plan that is known is not planned anew. */
const orders = 3

const shuffled = (seed: number): Variant => ({
  name: `bags in order ${seed}`,
  isLasting: true,
  of: (plan, over) =>
    rewriteEach(over(plan), (node) =>
      readsBag(node)
        ? frozen({
            ...node,
            inputs: node.inputs.map((input) => (orderOf(input) === 'bag' ? permuted(input, seed) : input)),
          } as unknown as Node)
        : node,
    ),
})

export const orderContract: Law<PipelineTrial> = {
  id: 'E12',
  name: 'order contract',
  statement: 'engine(plan) is the same, in whatever order the rows of its bags come',
  why: 'The answer depends on which group or pair happens to come first: on the engine, on the number of workers, on a hash.',
  mend: 'give the rows an order with sortBy before what depends on one; of an aggregate, see that it is commutative (R3)',
  after: ['S7', 'I1', 'S1'],
  check: async (trial) => {
    const { plan, salt, run, engines } = trial
    if (!nodesOf(plan).some(readsBag)) return trivial('no stage reads a bag as a whole')
    const engine = asGiven(chosen(salt, engines))
    const variant = shuffled(Math.floor(salt / engines.length) % orders)
    const { rejects } = await run({ engine, variant, onError: 'reject' })
    if (rejects.some(({ place }) => place.stage?.startsWith('shuffle')))
      return trivial('there are rows that are no rows, and have no order by chance')
    return sameAsVariant(
      trial,
      { engine, onError: 'reject' },
      variant,
      `with the rows of bags in another order the engine ${engine.name} gives something else`,
      'rows',
    )
  },
}
