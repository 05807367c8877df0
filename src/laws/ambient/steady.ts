/**
 * The world of a function that looks at it: the same for each check, wherever it is made, and going on from call to call as the
 * real one does. For a function that looks at nothing all is as it is. Knows no law.
 */
import { type Reading, type Watch, watchOf } from './watch.ts'
import { within, withinLater } from './within.ts'
import { usualWorld } from './worlds.ts'

/** How a function must be watched. */
export interface Depth {
  /** Names that it imports from Node's modules are watched, too. */
  readonly isDeep: boolean
  /** It goes on when its call is over. */
  readonly isLate: boolean
}

export interface Steady {
  /** From now on calls are made in the steady world, if anything was read. */
  readonly note: (seen: Watch, depth: Depth) => void
  readonly isNoted: () => boolean
  /** Whether it is known to draw by chance. */
  readonly draws: () => boolean
  readonly within: <A>(run: () => A | Promise<A>) => A | Promise<A>
  /** Makes a call that ends before it returns. */
  readonly call: <A>(run: () => A) => A
  /** The same, where nobody has watched such a call before: if it reads anything it is made again, in the steady world. */
  readonly watched: <A>(run: () => A) => A
}

/** A world for one session: time goes on from the first call to the last. */
export const steadyWorld = (): Steady => {
  const readings = new Set<Reading>()
  let depth: Depth = { isDeep: false, isLate: false }
  let watch: Watch | undefined
  const call = <A>(run: () => A): A => (watch === undefined ? run() : within(watch, depth.isDeep, run))
  const steady: Steady = {
    note: ({ seen }, { isDeep, isLate }) => {
      if (seen.size === 0) return
      const before = readings.size
      for (const reading of seen.keys()) readings.add(reading)
      depth = { isDeep: depth.isDeep || isDeep, isLate: depth.isLate || isLate }
      if (watch !== undefined && readings.size === before) return
      const { zone, ...elsewhere } = usualWorld
      // It takes a while to put a process in another zone.
      const inZone = depth.isLate || readings.has('zone') || readings.has('locale')
      const { ticks = 0, draws = 0 } = watch ?? {}
      watch = { ...watchOf({ ...elsewhere, ...(inZone && { zone }), chance: 'any' }), ticks, draws }
    },
    isNoted: () => watch !== undefined,
    draws: () => readings.has('chance'),
    within: (run) => {
      if (watch === undefined) return run()
      return depth.isLate ? withinLater(watch, depth.isDeep, run) : within(watch, depth.isDeep, run)
    },
    call,
    watched: (run) => {
      if (watch !== undefined) return call(run)
      const seen = watchOf({})
      const given = within(seen, false, run)
      steady.note(seen, { isDeep: false, isLate: false })
      return steady.isNoted() ? call(run) : given
    },
  }
  return steady
}
