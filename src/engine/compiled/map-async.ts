/**
 * The rows of `mapAsync`: so many tasks under way, whose results come out in the order of their rows.
 */
import { inOrder } from '../../concurrent/in-order.ts'
import type { MapAsyncNode } from '../../plan/node.ts'
import type { Context } from '../engine.ts'
import { retryTold } from '../retry-told.ts'
import type { Stage } from '../stage.ts'
import { cancelled } from '../stage-error.ts'
import { failOn, newRun, type Rows } from './run.ts'

interface One {
  readonly rows: Rows
  readonly index: number
}

async function* oneByOne(stage: Stage, batches: AsyncIterable<Rows>): AsyncGenerator<One> {
  for await (const rows of batches)
    for (let index = 0; index < rows.rows.length; index++) {
      stage.rowsIn++
      yield { rows, index }
    }
}

export async function* mapAsync(stage: Stage, batches: AsyncIterable<Rows>, context: Context): AsyncGenerator<Rows> {
  const node = stage.node as MapAsyncNode
  const { signal } = context
  const run = newRun(context)
  const start = ({ rows, index }: One) => node.lambda.call(rows.rows[index])
  for await (const { item, result } of inOrder(
    oneByOne(stage, batches),
    { ...node, start, onRetry: retryTold(node, context) },
    signal,
  )) {
    if (signal.aborted) throw cancelled()
    const { rows, index } = item
    run.where = rows.where
    run.index = index
    if ('thrown' in result) failOn(run, stage, result.thrown, rows.rows[index])
    else {
      stage.rowsOut++
      yield { rows: [result.value], where: () => rows.where(index) }
    }
  }
}
