/**
 * The rows of a sort for one who needs no objects.
 */
import type { AnyBatch } from '../output.ts'
import type { Stage } from '../stage.ts'
import { stageError } from '../stage-error.ts'
import { endThatTook } from './flow.ts'
import { breathing } from './read-source.ts'
import { rowsOfEnd } from './rows-of-end.ts'
import { stopwatch } from './stopwatch.ts'
import type { Flow } from './whole-run.ts'

/** The rows of a sort, in columns if it has them so. */
export async function* sortedInColumns(flow: Flow, stage: Stage): AsyncGenerator<AnyBatch> {
  const wanted = Number.POSITIVE_INFINITY
  const end = await endThatTook(flow, stage, wanted, true)
  const { go, stop, total } = stopwatch()
  const breathe = breathing(flow.context)
  try {
    for (const _ of end.settle?.() ?? []) await breathe()
    const columns = end.columns?.()
    if (columns === undefined) {
      for await (const { rows } of rowsOfEnd(flow, stage, end, wanted)) {
        stage.rowsOut += rows.length
        yield rows as readonly unknown[]
      }
      return
    }
    for (const rows of columns) {
      stage.rowsOut += rows.length
      stop()
      yield rows
      await breathe()
      go()
    }
    stop()
  } catch (thrown) {
    throw stageError(stage.node, thrown)
  } finally {
    stage.milliseconds += total()
  }
}
