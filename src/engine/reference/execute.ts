/**
 * What the reference engine does with plans: opens sources, counts, applies the policy for errors, and hands out batches.
 */
import { share } from '../../concurrent/share.ts'
import type { RunError } from '../../error/floe-error.ts'
import { rejectsAt } from '../../plan/error-policy.ts'
import { isRowWise } from '../../plan/row-wise.ts'
import type { Source } from '../../plan/source.ts'
import type { Context } from '../engine.ts'
import { now } from '../now.ts'
import type { Stage } from '../stage.ts'
import { cancelled, stageError, withRow } from '../stage-error.ts'
import { interpret } from './interpret.ts'
import type { Attempt, Item, Rows } from './rows.ts'

const batchSize = 1024

const attemptIn =
  (stage: Stage, context: Context): Attempt =>
  (item, f) => {
    try {
      return f()
    } catch (thrown) {
      const error = stageError(stage.node, thrown).at(item.place) as RunError
      if (!rejectsAt(stage.node, context.onError) || error._tag === 'RowMutated') throw error
      stage.rowsRejected++
      context.reject(isRowWise(stage.node.kind) ? withRow(error, item.row) : error, stage)
      return []
    }
  }

/** Lets timers and signals have their turn. */
const breathe = (): Promise<void> => new Promise((resolve) => setImmediate(resolve))

async function* read(source: Source, stage: Stage, context: Context, attempt: Attempt): Rows {
  for await (const batch of source.open(context.signal)) {
    stage.bytes += batch.bytes
    for (const [i, row] of batch.rows.entries()) {
      stage.rowsIn++
      const item: Item = { row, place: batch.where(i) }
      const error = batch.errors.get(i)
      if (error === undefined) yield item
      else
        attempt(item, () => {
          throw error
        })
    }
    context.progress()
    await breathe()
    await context.keepUp?.()
    if (context.signal.aborted) throw cancelled()
  }
}

async function* counted(rows: Rows, stage: Stage): Rows {
  for await (const item of rows) {
    stage.rowsIn++
    yield item
  }
}

type Open = (stage: Stage) => Rows

/** The rows of a stage, counted and timed. What is thrown by the stage itself, rather than on a row, gets its name here. */
async function* run(stage: Stage, context: Context, open: Open): Rows {
  const attempt = attemptIn(stage, context)
  const { node } = stage
  const inputs =
    node.kind === 'source'
      ? [read(node.source, stage, context, attempt)]
      : stage.inputs.map((input) => counted(open(input), stage))
  const rows = interpret(node, attempt, inputs, context)[Symbol.asyncIterator]()
  try {
    for (;;) {
      const start = now()
      const next = await rows.next()
      stage.milliseconds += now() - start
      if (next.done === true) return
      stage.rowsOut++
      yield next.value
    }
  } catch (thrown) {
    throw stageError(node, thrown)
  } finally {
    await rows.return?.()
  }
}

/** Opens stages, of which those that are shared are run once for all who read them. */
const opener = (context: Context): { readonly open: Open; readonly close: () => Promise<void> } => {
  const shared = new Map<Stage, { readonly left: Rows[]; readonly close: () => Promise<void> }>()
  const open: Open = (stage) => {
    if (stage.readers === 1) return run(stage, context, open)
    const known = shared.get(stage)
    if (known !== undefined) return known.left.pop() as Rows
    const { readers, close } = share(run(stage, context, open)[Symbol.asyncIterator](), stage.readers)
    const left = [...readers]
    shared.set(stage, { left, close })
    return left.pop() as Rows
  }
  const close = async (): Promise<void> => {
    for (const one of shared.values()) await one.close()
  }
  return { open, close }
}

async function* inBatches(rows: Rows, context: Context): AsyncGenerator<readonly unknown[]> {
  let batch: unknown[] = []
  try {
    if (context.signal.aborted) throw cancelled()
    for await (const { row } of rows) {
      batch.push(row)
      if (batch.length === batchSize) {
        yield batch
        batch = []
        if (context.signal.aborted) throw cancelled()
      }
    }
  } catch (thrown) {
    if (batch.length > 0) yield batch
    throw thrown
  }
  if (batch.length > 0) yield batch
}

export const execute = (
  outputs: readonly Stage[],
  context: Context,
): ReadonlyArray<AsyncIterable<readonly unknown[]>> => {
  const { open, close } = opener(context)
  let running = outputs.length
  return outputs.map(async function* (stage) {
    try {
      yield* inBatches(open(stage), context)
    } finally {
      if (--running === 0) await close()
    }
  })
}
