/**
 * What is seen of a function while it runs, and the world that it is shown. Knows no trap in particular.
 */
import { AsyncLocalStorage } from 'node:async_hooks'
import { lineOf, type Reader, readerOf } from './reader.ts'

/** What a function may read of the world around it. */
export type Reading = 'clock' | 'chance' | 'zone' | 'locale' | 'env' | 'cwd' | 'network'

/** What traps answer with. What is not said is as it really is. */
export interface World {
  /** Epoch milliseconds of the first reading. Each further one is a millisecond later, so that nobody waits for ever. */
  readonly clock?: number
  /**
   * The first numbers that are drawn, from 0 to 1: those that follow are mixed, so that nobody draws for ever. `any`: all are
   * mixed, as by chance, and the same ones each time.
   */
  readonly chance?: number | 'any'
  readonly zone?: string
  readonly locale?: string
  /** What each variable that is read holds; null for nothing. */
  readonly env?: string | null
  readonly cwd?: string
  readonly network?: 'down'
}

/** A place in the code that read something. */
export interface Sight {
  /** What was called: `Date.now()`. */
  readonly how: string
  /** The line of the user's code, if it is known. */
  readonly line: () => string | undefined
}

/** Timers of a time that passes only when it is told to. */
export interface Timing {
  readonly start: (callback: () => unknown, delay: number, isRepeated: boolean) => object
  readonly stop: (timer: unknown) => void
  /** Milliseconds that have passed. */
  readonly passed: () => number
}

export interface Watch {
  readonly world: World
  /** Where timers go; undefined where they are real. */
  readonly timing: Timing | undefined
  /** What is answered to a reading at one place alone; undefined where the world is the same for all. */
  readonly only: { readonly site: string; readonly world: World } | undefined
  /** What was read, by what and by where in the code. */
  readonly seen: Map<Reading, Map<string, Sight>>
  /** How often it was read. */
  readonly times: Map<Reading, number>
  /** What was read by others than the function, such as Floe. */
  readonly others: Set<Reading>
  /** An earlier watch of the same call: what was read by the function alone is not asked again by whom. */
  readonly earlier: Watch | undefined
  /** Timers that were started, and neither came to an end nor were taken back. */
  readonly timers: Map<unknown, Sight>
  /** What stood in variables of the process that were written to. */
  readonly written: Map<string, { readonly before: string | undefined; readonly sight: Sight }>
  /** How often the clock was read, and how many numbers were drawn. */
  ticks: number
  draws: number
  /** Whether the process itself is in the zone of the world, so that nobody needs to pretend. */
  isZoneReal: boolean
}

export const watchOf = (
  world: World,
  { only, earlier, timing }: Partial<Pick<Watch, 'only' | 'earlier' | 'timing'>> = {},
): Watch => ({
  world,
  timing,
  only,
  earlier,
  seen: new Map(),
  times: new Map(),
  others: new Set(),
  timers: new Map(),
  written: new Map(),
  ticks: 0,
  draws: 0,
  isZoneReal: false,
})

let now: Watch | undefined
const storage = new AsyncLocalStorage<Watch>()
let asyncCalls = 0

/** The watch under which the code runs that asks; undefined for everybody else. */
export const current = (): Watch | undefined => now ?? (asyncCalls > 0 ? storage.getStore() : undefined)

/** Makes a call that ends before it returns. */
export const underWatch = <A>(watch: Watch | undefined, call: () => A): A => {
  const before = now
  now = watch
  try {
    return call()
  } finally {
    now = before
  }
}

/** Makes a call that goes on later: what it does then is under the same watch, and nobody else is. */
export const underWatchLater = async <A>(watch: Watch, call: () => A | Promise<A>): Promise<A> => {
  asyncCalls++
  try {
    return await storage.run(watch, call)
  } finally {
    // While it is in use all promises of the process are slower.
    if (--asyncCalls === 0) storage.disable()
  }
}

/** Settings belong to who reads them: a library that reads its own is no finding. */
const isConfiguration = (what: Reading): boolean => what === 'env' || what === 'cwd'

const isFinding = (what: Reading, by: Reader): boolean => by === 'user' || (by === 'library' && !isConfiguration(what))

/** So often it is asked by whom something is read. */
const mostAsked = 50

/** Notes that something was read, and gives the world to answer with; undefined where the real one is what is wanted. */
export const read = (watch: Watch, what: Reading, how: string): World | undefined => {
  const { earlier } = watch
  const times = (watch.times.get(what) ?? 0) + 1
  watch.times.set(what, times)
  // Who waits by the clock asks it thousands of times.
  if (times > mostAsked && watch.only === undefined && !watch.others.has(what)) return watch.world
  if (earlier?.seen.has(what) && !earlier.others.has(what) && watch.only === undefined) return watch.world
  const { by, site } = readerOf()
  if (!isFinding(what, by)) {
    watch.others.add(what)
    return undefined
  }
  const sites = watch.seen.get(what) ?? new Map<string, Sight>()
  watch.seen.set(what, sites)
  if (!sites.has(site)) sites.set(site, { how, line: lineOf() })
  return watch.only?.site === site ? watch.only.world : watch.world
}

/** The place in the code that does something now; undefined where it is not the user's doing. */
export const sightOf = (how: string): Sight | undefined =>
  readerOf().by === 'floe' ? undefined : { how, line: lineOf() }
