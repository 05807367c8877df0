/** How much a plan does, counted: the same each time, wherever it runs. */
import { reference } from '../../engine/reference/engine.ts'
import { run } from '../../engine/run.ts'
import { lambda } from '../../lambda/lambda.ts'
import { optimize } from '../../optimize/optimizer.ts'
import { dataset } from '../../plan/dataset.ts'
import type { Node } from '../../plan/node.ts'
import { nodesOf } from '../../plan/tree.ts'
import { rewriteEach } from '../pipeline/with-rows.ts'

const withoutTaps = (plan: Node): Node =>
  rewriteEach(plan, (node) =>
    node.kind === 'tap' ? (Object.freeze({ ...node, lambda: lambda('tap', () => undefined) }) as Node) : node,
  )

const asksSomebody = (plan: Node): boolean => nodesOf(plan).some(({ kind }) => kind === 'mapAsync')

/**
 * The rows that the stages of a plan take in and that come out of it, when it is optimized; undefined where tasks would have
 * to be run for that, or nothing came of it.
 */
export const workOfPlan = async (plan: Node): Promise<number | undefined> => {
  if (asksSomebody(plan)) return undefined
  const optimized = optimize(withoutTaps(plan)).plan
  const result = await run(dataset<unknown, 'bag'>(optimized), { engine: reference, onError: 'reject' })()
  if (result._tag === 'Left') return undefined
  const { stages, rowsOut } = result.right.report
  return stages.reduce((sum, { rowsIn }) => sum + rowsIn, rowsOut)
}
