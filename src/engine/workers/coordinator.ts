/**
 * Who works on which part, and when what came of it is given on: a state and what comes of each event, nothing more. It knows
 * no threads, no rows and no time, so that all orders in which things can happen can be tried.
 *
 * Parts are taken in their order by whoever is free, and given on in their order, one at a time. Only so many are ahead of the
 * one that is given next, and while what waits takes too many bytes nothing is begun but that one. Behind a part that failed nothing is begun, and nothing is given.
 */

/** What happens. Workers and parts are numbered from 0. */
export type Happening =
  /** There is one part more. */
  | { readonly kind: 'found' }
  /** There are no more parts. */
  | { readonly kind: 'allFound' }
  /** A worker may be given parts from now on. */
  | { readonly kind: 'ready'; readonly worker: number }
  /** A worker is done with its part, and what came of it takes so many bytes; `failed`: a row of it ended the run. */
  | { readonly kind: 'done'; readonly worker: number; readonly failed: boolean; readonly bytes: number }
  /** A worker is no more, whatever it was at. */
  | { readonly kind: 'lost'; readonly worker: number }
  /** What was given on has been taken. */
  | { readonly kind: 'taken' }

/** What is to be done. */
export type Action =
  | { readonly kind: 'hire'; readonly worker: number }
  | { readonly kind: 'begin'; readonly worker: number; readonly part: number }
  /** What came of a part is given on. */
  | { readonly kind: 'give'; readonly part: number }
  /** That a worker was lost ends the run. */
  | { readonly kind: 'fail'; readonly worker: number }
  /** All that is wanted has been given. */
  | { readonly kind: 'end' }

type Worker = 'starting' | 'idle' | 'gone' | { readonly part: number }

export interface Limits {
  readonly workers: number
  /** How many parts are begun, or done, and not yet taken, at most. */
  readonly ahead: number
  /** While what is done and not yet taken takes so many bytes, only the part that is given next is begun. */
  readonly bytes: number
  /** How often one part is begun again when its worker was lost. */
  readonly retries: number
}

export interface Coordination {
  readonly limits: Limits
  readonly workers: readonly Worker[]
  readonly found: number
  readonly isAllFound: boolean
  /** The first part that nobody has begun. */
  readonly next: number
  /** Parts that were begun and lost, in their order. */
  readonly again: readonly number[]
  /** How often workers were lost, by the part they were at. */
  readonly losses: ReadonlyMap<number, number>
  /** Parts that are done and not yet taken, with their bytes. */
  readonly done: ReadonlyMap<number, number>
  /** The part that is given next, or has been given and not yet taken. */
  readonly at: number
  readonly isGiven: boolean
  /** The first part that failed. */
  readonly failed: number
  readonly isOver: boolean
}

type Step = readonly [Coordination, readonly Action[]]

/** Before anything has happened: all workers are to be hired. */
export const coordination = (limits: Limits): Step => [
  Object.freeze({
    limits,
    workers: Array.from({ length: limits.workers }, (): Worker => 'starting'),
    found: 0,
    isAllFound: false,
    next: 0,
    again: [],
    losses: new Map<number, number>(),
    done: new Map<number, number>(),
    at: 0,
    isGiven: false,
    failed: Number.POSITIVE_INFINITY,
    isOver: false,
  }),
  Array.from({ length: limits.workers }, (_, worker): Action => ({ kind: 'hire', worker })),
]

const withWorker = (state: Coordination, worker: number, is: Worker): Coordination => ({
  ...state,
  workers: state.workers.map((one, i) => (i === worker ? is : one)),
})

/** The part that is to be begun next, if one may be. */
const nextPart = ({ again, next, found, at, failed, done, limits }: Coordination): number | undefined => {
  const part = again[0] ?? next
  if (part >= found || part >= at + limits.ahead || part >= failed) return undefined
  let waiting = 0
  for (const bytes of done.values()) waiting += bytes
  return part === at || waiting < limits.bytes ? part : undefined
}

/** Everybody who is free is given a part, as long as there are any. */
const employ = (given: Coordination): Step => {
  let state = given
  const actions: Action[] = []
  for (let worker = 0; worker < state.workers.length; worker++) {
    const part = state.workers[worker] === 'idle' ? nextPart(state) : undefined
    if (part === undefined) continue
    actions.push({ kind: 'begin', worker, part })
    state = withWorker(state, worker, { part })
    state = state.again.length > 0 ? { ...state, again: state.again.slice(1) } : { ...state, next: state.next + 1 }
  }
  return [state, actions]
}

/** What is done is given on, if its turn has come and what was before it has been taken. */
const give = (state: Coordination): Step => {
  const { at, isGiven, done, isAllFound, found, failed } = state
  if (!isGiven && at <= failed && done.has(at)) return [{ ...state, isGiven: true }, [{ kind: 'give', part: at }]]
  if (!isGiven && (at > failed || (isAllFound && at === found))) return [{ ...state, isOver: true }, [{ kind: 'end' }]]
  return [state, []]
}

const settle = (state: Coordination): Step => {
  const [given, gives] = give(state)
  if (given.isOver) return [given, gives]
  const [employed, begins] = employ(given)
  return [employed, [...gives, ...begins]]
}

/** A worker is gone: another one takes its place, and its part is begun again, unless that was done often enough. */
const lose = (state: Coordination, worker: number): Step => {
  const was = state.workers[worker] as Worker
  const fail: Step = [{ ...state, isOver: true }, [{ kind: 'fail', worker }]]
  if (was === 'gone') return [state, []]
  const { limits, again, losses } = state
  // One that is lost without a part counts as if it had been at none that there is.
  const part = typeof was === 'object' ? was.part : -1
  const lost = (losses.get(part) ?? 0) + 1
  if (lost > limits.retries) return fail
  const without: Coordination = {
    ...withWorker(state, worker, 'starting'),
    again: part < 0 ? again : [...again, part].sort((a, b) => a - b),
    losses: new Map([...losses, [part, lost]]),
  }
  const [settled, actions] = settle(without)
  return [settled, [{ kind: 'hire', worker }, ...actions]]
}

/** What comes of an event. */
export const happen = (state: Coordination, event: Happening): Step => {
  if (state.isOver) return [state, []]
  switch (event.kind) {
    case 'found':
      return settle({ ...state, found: state.found + 1 })
    case 'allFound':
      return settle({ ...state, isAllFound: true })
    case 'ready':
      return settle(withWorker(state, event.worker, 'idle'))
    case 'done': {
      const was = state.workers[event.worker]
      if (typeof was !== 'object') return [state, []]
      const free = withWorker(state, event.worker, 'idle')
      const failed = event.failed ? Math.min(state.failed, was.part) : state.failed
      return settle({ ...free, done: new Map([...state.done, [was.part, event.bytes]]), failed })
    }
    case 'lost':
      return lose(state, event.worker)
    case 'taken':
      return settle({
        ...state,
        done: new Map([...state.done].filter(([part]) => part !== state.at)),
        at: state.at + 1,
        isGiven: false,
      })
    default:
      return event satisfies never
  }
}
