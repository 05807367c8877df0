/**
 * What `mapAsync` means: a window of tasks under way, whose results come out in the order of their rows.
 */
import { type Result, tryTask } from '../../concurrent/try-task.ts'
import type { MapAsyncNode } from '../../plan/node.ts'
import { cancelled } from '../stage-error.ts'
import type { Attempt, Item, Row, Rows } from './rows.ts'

const taken = (result: Result<Row>): Row => {
  if ('thrown' in result) throw result.thrown
  return result.value
}

export async function* mapAsync(node: MapAsyncNode, attempt: Attempt, rows: Rows, _: Rows, signal: AbortSignal): Rows {
  const { lambda, concurrency } = node
  const leaving = new AbortController()
  const leave = (): void => leaving.abort()
  const start = (item: Item): Promise<Result<Row>> => tryTask(() => lambda.call(item.row), node, leaving.signal)
  const input = rows[Symbol.asyncIterator]()
  const window: { readonly item: Item; readonly result: Promise<Result<Row>> }[] = []
  // How the input ended: rows before an error come out before it.
  let end: { readonly thrown?: unknown } | undefined
  signal.addEventListener('abort', leave)
  try {
    for (;;) {
      while (end === undefined && window.length < concurrency)
        try {
          const next = await input.next()
          if (next.done === true) end = {}
          else window.push({ item: next.value, result: start(next.value) })
        } catch (thrown) {
          end = { thrown }
        }
      const first = window.shift()
      if (first === undefined) break
      const result = await first.result
      if (signal.aborted) throw cancelled()
      for (const row of attempt(first.item, () => [taken(result)])) yield { row, place: first.item.place }
    }
    if (end !== undefined && 'thrown' in end) throw end.thrown
  } finally {
    leave()
    signal.removeEventListener('abort', leave)
    await input.return?.()
  }
}
