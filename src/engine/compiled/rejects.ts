/**
 * Rows are rejected in the order of the reference engine, also while rows are put aside that would have been worked on by now:
 * what is rejected meanwhile before them waits for its turn.
 */
import type { RunError } from '../../error/floe-error.ts'
import type { Context } from '../engine.ts'
import { type Stage, stagesOf } from '../stage.ts'

/** What is rejected on the way to a stage, from a moment on. */
export interface Hold {
  /** Nothing is held any more; what was held is given by the following. */
  readonly stop: () => void
  /** Hands on what was rejected before the row of this ordinal was there. */
  readonly giveUntil: (ordinal: number) => void
  readonly giveAll: () => void
}

export interface Rejects {
  readonly reject: Context['reject']
  /** @param now how many rows have come to the stage */
  readonly hold: (stage: Stage, now: () => number) => Hold
}

interface Held {
  readonly stages: ReadonlySet<Stage>
  readonly put: (error: RunError, stage: Stage) => void
}

export const newRejects = (handOn: Context['reject'], mayReject: boolean): Rejects => {
  // The last one that began is the first on the way.
  let holds: readonly Held[] = []
  const reject: Context['reject'] = (error, stage) => {
    const one = holds.findLast(({ stages }) => stages.has(stage))
    if (one === undefined) handOn(error, stage)
    else one.put(error, stage)
  }
  const hold: Rejects['hold'] = (stage, now) => {
    const queue: { readonly ordinal: number; readonly error: RunError; readonly stage: Stage }[] = []
    const put: Held['put'] = (error, from) => queue.push({ ordinal: now(), error, stage: from })
    const mine: Held = { stages: new Set(stagesOf([stage])), put }
    if (mayReject) holds = [...holds, mine]
    let given = 0
    const giveUntil = (ordinal: number): void => {
      for (; given < queue.length; given++) {
        const one = queue[given] as (typeof queue)[number]
        if (one.ordinal > ordinal) return
        reject(one.error, one.stage)
      }
    }
    return {
      stop: () => {
        holds = holds.filter((one) => one !== mine)
      },
      giveUntil,
      giveAll: () => giveUntil(Number.POSITIVE_INFINITY),
    }
  }
  return { reject, hold }
}
