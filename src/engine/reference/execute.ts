/**
 * The reference engine as an engine: opens sources, counts, applies the policy for errors, and hands out batches.
 */
import type { RunError } from '../../error/floe-error.ts'
import type { Source } from '../../plan/source.ts'
import type { Context, Engine } from '../engine.ts'
import type { Stage } from '../stage.ts'
import { cancelled, stageError } from '../stage-error.ts'
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
      if (context.onError === 'fail' || error._tag === 'RowMutated') throw error
      stage.rowsRejected++
      context.reject(error)
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
    if (context.signal.aborted) throw cancelled()
  }
}

/** The rows of a stage, counted and timed. What is thrown by the stage itself, rather than on a row, gets its name here. */
async function* run(stage: Stage, context: Context): Rows {
  const attempt = attemptIn(stage, context)
  const { node } = stage
  const inputs =
    node.kind === 'source'
      ? [read(node.source, stage, context, attempt)]
      : stage.inputs.map((input) => run(input, context))
  const rows = interpret(node, attempt, inputs)[Symbol.asyncIterator]()
  try {
    for (;;) {
      const start = performance.now()
      const next = await rows.next()
      stage.milliseconds += performance.now() - start
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

async function* execute(stage: Stage, context: Context): AsyncIterable<readonly unknown[]> {
  let batch: unknown[] = []
  try {
    if (context.signal.aborted) throw cancelled()
    for await (const { row } of run(stage, context)) {
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

/**
 * The engine that says what plans mean: slow, short, and the oracle for all others.
 *
 * @example
 * await F.toList(F.rows([1, 2]), { engine: F.reference }) // List [ 1, 2 ]
 */
export const reference: Engine = Object.freeze({
  name: 'reference',
  cannot: Object.freeze({
    memory: 'the reference engine holds what it must in memory and does not spill',
    workers: 'the reference engine runs on one thread',
  }),
  execute,
})
