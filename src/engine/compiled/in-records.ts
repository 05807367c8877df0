/**
 * The rows of a sort as the records that they are sorted as, for one who merges them with those of others.
 */
import type { Context } from '../engine.ts'
import type { Place } from '../spill/sort/records.ts'
import type { PartOfRows, SortedRecords } from '../spill/sort/sorter.ts'
import type { Spill } from '../spill/spill.ts'
import type { Stage } from '../stage.ts'
import { stageError } from '../stage-error.ts'
import type { End } from './end.ts'
import { flowOf } from './execute.ts'
import { endThatTook } from './flow.ts'
import { breathing } from './read-source.ts'
import { stopwatch } from './stopwatch.ts'

/** So many records are given between two moments in which it can be left off. */
const inStep = 4096

export interface Asked {
  readonly context: Context
  readonly spill: Spill
  readonly areSeen: boolean
  /** How many rows are wanted at most. */
  readonly wanted: number
  /** The part that all rows are of. */
  readonly part: PartOfRows
  /** Takes each, which is good until the next. */
  readonly put: (record: Place) => void
}

/** Puts so many records; whether there may be more. A function of its own stays fast code from one part to the next. */
const give = (next: SortedRecords['next'], put: Asked['put'], count: number): boolean => {
  for (let i = 0; i < count; i++) {
    const record = next()
    if (record === undefined) return false
    put(record)
  }
  return true
}

/** Gives the records of a stage that sorts and that nobody shares, and then what must be known of them. */
export const executeRecords = async (
  stage: Stage,
  { context, spill, areSeen, wanted, part, put }: Asked,
): Promise<ReturnType<SortedRecords['known']>> => {
  const flow = flowOf([stage], context, spill, areSeen)
  try {
    const { settle, records } = await endThatTook(flow, stage, wanted, true, part)
    const breathe = breathing(flow.context)
    const { stop, total } = stopwatch()
    try {
      for (const _ of settle?.() ?? []) await breathe()
      const { next, known } = (records as NonNullable<End['records']>)()
      while (give(next, put, inStep)) await breathe()
      return known()
    } catch (thrown) {
      throw stageError(stage.node, thrown)
    } finally {
      stop()
      stage.milliseconds += total()
    }
  } finally {
    for (const { close } of flow.shared.values()) await close()
    spill.close()
  }
}
