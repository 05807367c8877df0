/**
 * The calls of a trial under watch, made once for all laws that look at them.
 */
import type { Call, StageTrial } from '../stage/trial.ts'
import { handles } from './handles.ts'
import { type Watch, type World, watchOf } from './watch.ts'
import { within, withinLater } from './within.ts'

export interface Watched {
  readonly call: Call
  readonly watch: Watch
  /** What goes on when the call is over was under no watch. */
  readonly isLate: boolean
  /** What was opened by the call and is open still. */
  readonly left: readonly string[]
}

/** Makes a call in a world. Promises are awaited under watch where the function is known to give some. */
export const callIn = async (
  trial: StageTrial,
  world: World,
  {
    only,
    earlier,
    isDeep = false,
    isLate = false,
  }: {
    readonly only?: Watch['only']
    readonly earlier?: Watch | undefined
    readonly isDeep?: boolean
    readonly isLate?: boolean
  } = {},
): Promise<Watched> => {
  const watch = watchOf(world, { only, earlier })
  let gaveLater = false
  let left: readonly string[] = []
  const call = await trial.call({
    // What is read when the function is made has its say in each call.
    fresh: trial.makesFresh,
    within: (run) => {
      if (isLate) return withinLater(watch, isDeep, run)
      // What is left behind is looked for once.
      const before = earlier === undefined ? handles() : undefined
      const given = within(watch, isDeep, run)
      gaveLater = given instanceof Promise
      if (before !== undefined) left = before.since()
      return given
    },
  })
  return isLate || !gaveLater
    ? { call, watch, isLate, left }
    : callIn(trial, world, { only, earlier, isDeep, isLate: true })
}

const firsts = new WeakMap<StageTrial, Promise<Watched>>()

/** The first call of a trial, in the world as it is. */
export const watchedCall = (trial: StageTrial): Promise<Watched> => {
  const known = firsts.get(trial) ?? callIn(trial, {}, { isLate: trial.isLate })
  firsts.set(trial, known)
  return known
}
