/**
 * What `mapAsync` means: so many tasks under way, whose results come out in the order of their rows.
 */
import { inOrder } from '../../concurrent/in-order.ts'
import type { Result } from '../../concurrent/try-task.ts'
import type { MapAsyncNode } from '../../plan/node.ts'
import { retryTold } from '../retry-told.ts'
import { cancelled } from '../stage-error.ts'
import type { Around, Attempt, Item, Row, Rows } from './rows.ts'

const taken = (result: Result<Row>): Row => {
  if ('thrown' in result) throw result.thrown
  return result.value
}

export async function* mapAsync(node: MapAsyncNode, attempt: Attempt, rows: Rows, _: Rows, around: Around): Rows {
  const { signal } = around
  const start = ({ row }: Item) => node.lambda.call(row)
  for await (const { item, result } of inOrder(rows, { ...node, start, onRetry: retryTold(node, around) }, signal)) {
    if (signal.aborted) throw cancelled()
    for (const row of attempt(item, () => [taken(result)])) yield { row, place: item.place }
  }
}
