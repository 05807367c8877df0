/**
 * Waits until all that can go on has gone on, and ends what never comes to rest: code that queues itself again before anything else
 * has its turn (microtasks, ticks of Node) lets no timer pass, so its turns are counted, and when they are too many it is stopped.
 */
import { Session } from 'node:inspector'
import { setImmediate as nextTurn } from 'node:timers'
import { promiseHooks } from 'node:v8'
import { lineOf } from '../ambient/reader.ts'
import { current } from '../ambient/watch.ts'

/** So many promises, or callbacks, are made before a call settles only by what never ends. */
export const mostTurns = 100_000

/** The lines of so many turns are looked at: of a loop that makes several promises it is always the same one that is told. */
const lastTurns = 12

/** What was going on when it was stopped. */
export interface Spin {
  /** The line of the user's code. */
  readonly line: string | undefined
}

/** What is counted of one play. */
interface Count {
  turns: number
  readonly lines: string[]
  spin: Spin | undefined
}

/** By what each play runs under: who else runs meanwhile does not count. */
const counts = new Map<unknown, Count>()

/** Counts a turn; gives whether there were too many. */
const countOne = (): boolean => {
  const count = counts.get(current())
  if (count === undefined) return false
  if (++count.turns > mostTurns - lastTurns && count.spin === undefined) count.lines.push(lineOf()() ?? '')
  if (count.turns >= mostTurns) count.spin ??= { line: count.lines.filter((line) => line !== '').sort()[0] }
  return count.spin !== undefined
}

/** Ends what runs now, and all that is queued: nothing that code can catch. */
const terminate = (): void => {
  const session = new Session()
  session.connect()
  session.post('Runtime.terminateExecution')
}

type Undo = () => unknown
type Queue = (callback: () => void, ...args: unknown[]) => void

/** Counts what is queued. Who puts back what was there before, as some do that run tests, does not undo it. */
const counted = (object: object, name: string): Undo => {
  const before = Reflect.get(object, name) as Queue
  const own: Queue = (...args) => {
    if (!countOne()) Reflect.apply(before, object, args)
  }
  Object.defineProperty(object, name, { configurable: true, enumerable: true, get: () => own, set: () => undefined })
  return () =>
    Object.defineProperty(object, name, { configurable: true, enumerable: true, writable: true, value: before })
}

const countAll = (): readonly Undo[] => {
  let isTooMany = false
  const hooks = [
    promiseHooks.onInit(() => {
      isTooMany ||= countOne()
    }),
    // When it has put off what comes next: in the midst of it Node would lose count of who called whom.
    promiseHooks.onAfter(() => {
      if (isTooMany) terminate()
      isTooMany = false
    }),
  ]
  return [
    ...hooks.map((stop) => () => Reflect.apply(stop, undefined, [])),
    counted(globalThis, 'queueMicrotask'),
    counted(process, 'nextTick'),
  ]
}

let undo: readonly Undo[] = []

/** Waits; gives what had to be stopped, if anything. */
export const comeToRest = async (): Promise<Spin | undefined> => {
  const play = current()
  const count: Count = { turns: 0, lines: [], spin: undefined }
  if (counts.size === 0) undo = countAll()
  counts.set(play, count)
  await new Promise<void>((resolve) => nextTurn(() => resolve()))
  counts.delete(play)
  if (counts.size === 0) for (const each of undo) each()
  return count.spin
}
