/**
 * The rows of `mapAsync`: a window of tasks under way, whose results come out in the order of their rows.
 */
import { type Result, tryTask } from '../../concurrent/try-task.ts'
import type { MapAsyncNode } from '../../plan/node.ts'
import type { Context } from '../engine.ts'
import type { Stage } from '../stage.ts'
import { cancelled } from '../stage-error.ts'
import { fail, newRun, type Row, type Rows } from './run.ts'

interface UnderWay {
  readonly rows: Rows
  readonly index: number
  readonly result: Promise<Result<Row>>
}

async function* oneByOne(batches: AsyncIterable<Rows>): AsyncGenerator<Omit<UnderWay, 'result'>> {
  for await (const rows of batches) for (let index = 0; index < rows.rows.length; index++) yield { rows, index }
}

export async function* mapAsync(stage: Stage, batches: AsyncIterable<Rows>, context: Context): AsyncGenerator<Rows> {
  const node = stage.node as MapAsyncNode
  const { signal } = context
  const run = newRun(context)
  const leaving = new AbortController()
  const leave = (): void => leaving.abort()
  const start = (row: Row): Promise<Result<Row>> => tryTask(() => node.lambda.call(row), node, leaving.signal)
  const input = oneByOne(batches)
  const window: UnderWay[] = []
  // How the input ended: rows before an error come out before it.
  let end: { readonly thrown?: unknown } | undefined
  signal.addEventListener('abort', leave)
  try {
    for (;;) {
      while (end === undefined && window.length < node.concurrency)
        try {
          const next = await input.next()
          if (next.done === true) end = {}
          else {
            stage.rowsIn++
            window.push({ ...next.value, result: start(next.value.rows.rows[next.value.index]) })
          }
        } catch (thrown) {
          end = { thrown }
        }
      const first = window.shift()
      if (first === undefined) break
      const result = await first.result
      if (signal.aborted) throw cancelled()
      const { rows, index } = first
      run.where = rows.where
      run.index = index
      if ('thrown' in result) fail(run, stage, result.thrown)
      else {
        stage.rowsOut++
        yield { rows: [result.value], where: () => rows.where(index) }
      }
    }
    if (end !== undefined && 'thrown' in end) throw end.thrown
  } finally {
    leave()
    signal.removeEventListener('abort', leave)
    await input.return(undefined)
  }
}
