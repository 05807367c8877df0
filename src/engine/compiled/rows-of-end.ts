/**
 * The rows that an end gives when all rows have gone into it: a group, a sort, a join.
 */
import type { Node } from '../../plan/node.ts'
import type { Stage } from '../stage.ts'
import { stageError } from '../stage-error.ts'
import { type End, type Late, pause } from './end.ts'
import { gatherer } from './gather.ts'
import { breathing } from './read-source.ts'
import { fail, goTo, newRun, noPlace, type Rows } from './run.ts'
import { stopwatch } from './stopwatch.ts'
import { type Flow, sizeOf } from './whole-run.ts'

const isLate = (node: Node): boolean => node.kind === 'over'

/** What an end gives, made row by row. */
export async function* rowsOfEnd(
  flow: Flow,
  stage: Stage,
  end: Pick<End, 'done' | 'settle'>,
  wanted: number,
): AsyncGenerator<Rows> {
  const { go, stop, total } = stopwatch()
  const run = newRun(flow.context, flow)
  const size = sizeOf(flow)
  // Of what is made of many rows, or in another order, no place is known.
  const gathered = gatherer(isLate(stage.node))
  const breathe = breathing(flow.context)
  // To compare rows is to fetch each from memory, which none needs that comes as it is.
  const mayPause = end.settle === undefined
  try {
    for (const _ of end.settle?.() ?? []) await breathe()
    for (const one of end.done(wanted)) {
      if (mayPause && one === pause) {
        await breathe()
        continue
      }
      if (isLate(stage.node)) {
        const { make, place } = one as Late
        goTo(run, place ?? { where: noPlace, index: 0 })
        try {
          gathered.push(make(), run)
        } catch (thrown) {
          fail(run, stage, thrown)
        }
      } else gathered.push(one, run)
      if (gathered.size() < size) continue
      stop()
      yield gathered.drain()
      await breathe()
      go()
    }
    stop()
  } catch (thrown) {
    if (gathered.size() > 0) yield gathered.drain()
    throw stageError(stage.node, thrown)
  } finally {
    stage.milliseconds += total()
  }
  if (gathered.size() > 0) yield gathered.drain()
}
