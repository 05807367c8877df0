/**
 * The calls of a trial under watch, made once for all laws that look at them.
 */
import { breachOf } from '../stage/compare.ts'
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
  trial.keeper.note(watch)
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

/** What is seen of a function, and whether names that it imports from Node's modules had to be watched for that. */
export interface Discovery {
  readonly seen: Watched
  readonly isDeep: boolean
  /** A call that was made meanwhile, if it is as good as any other. */
  readonly plain: Call | undefined
}

const discoveries = new WeakMap<StageTrial, Promise<Discovery>>()

const discover = async (trial: StageTrial): Promise<Discovery> => {
  const seen = await watchedCall(trial)
  if (seen.watch.seen.size > 0 || trial.isNoted()) return { seen, isDeep: false, plain: undefined }
  const plain = await trial.call()
  if (breachOf(trial, seen.call, plain, '') === undefined) return { seen, isDeep: false, plain }
  const deep = await callIn(trial, {}, { isDeep: true, isLate: seen.isLate })
  return { seen: deep, isDeep: true, plain: deep.watch.seen.size > 0 ? undefined : plain }
}

/** What a trial's function reads: names of Node's modules are watched only where it is known that something is drawn. */
export const discovered = (trial: StageTrial): Promise<Discovery> => {
  const known = discoveries.get(trial) ?? discover(trial)
  discoveries.set(trial, known)
  return known
}
