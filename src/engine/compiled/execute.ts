/**
 * What the compiled engine does with the plans of a run. Loaded when the first plan runs.
 */
import type { Context } from '../engine.ts'
import type { Stage } from '../stage.ts'
import { cancelled } from '../stage-error.ts'
import { type Flow, open } from './flow.ts'

async function* inBatches(flow: Flow, stage: Stage): AsyncGenerator<readonly unknown[]> {
  const { signal } = flow.context
  if (signal.aborted) throw cancelled()
  for await (const { rows } of open(flow, stage, 'result')) {
    yield rows as readonly unknown[]
    if (signal.aborted) throw cancelled()
  }
}

export const execute = (
  outputs: readonly Stage[],
  context: Context,
): ReadonlyArray<AsyncIterable<readonly unknown[]>> => {
  const flow: Flow = { context, shared: new Map() }
  let running = outputs.length
  return outputs.map(async function* (stage) {
    try {
      yield* inBatches(flow, stage)
    } finally {
      if (--running === 0) for (const { close } of flow.shared.values()) await close()
    }
  })
}
