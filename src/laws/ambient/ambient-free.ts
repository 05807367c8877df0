/** S7: the clock, chance, the zone and the like have no say. */
import { broken, held, type Law, trivial } from '../law.ts'
import { breachOf } from '../stage/compare.ts'
import type { StageTrial } from '../stage/trial.ts'
import { isNothing } from './is-nothing.ts'
import type { Reading } from './watch.ts'
import { callIn, discovered } from './watched-call.ts'
import { usualWorld, variations } from './worlds.ts'

export const ambientFree: Law<StageTrial> = {
  id: 'S7',
  name: 'ambient-free',
  statement: 'f(x) is the same under another clock, chance, time zone, locale and environment',
  why: 'The answer depends on when, where and on whose machine it is asked for.',
  mend: 'take it as an argument: the time, the seed, the setting; name the zone (UTC) and the locale; compare text by <',
  check: async (trial) => {
    const { seen, isDeep } = await discovered(trial)
    const { isLate, watch } = seen
    if (watch.seen.size === 0) return isNothing(seen.call) ? trivial('nothing was given') : held
    const how = { isDeep, isLate, earlier: watch }
    const usual = await callIn(trial, usualWorld, how)
    const again = await callIn(trial, usualWorld, how)
    if (breachOf(trial, usual.call, again.call, '') !== undefined) return trivial('it gives something else each time')
    for (const [reading, sites] of watch.seen)
      for (const { world, what } of variations[reading as Reading]) {
        const other = await callIn(trial, world, how)
        const breach = breachOf(trial, usual.call, other.call, '')
        if (breach === undefined) continue
        // Of several places that read it, the first one that has the say by itself.
        let [[, blamed]] = [...sites] as [[string, { how: string; line: () => string | undefined }]]
        if (sites.size > 1)
          for (const [site, sight] of sites) {
            const alone = await callIn(trial, usualWorld, { ...how, only: { site, world } })
            if (breachOf(trial, usual.call, alone.call, '') === undefined) continue
            blamed = sight
            break
          }
        const line = blamed.line()
        return broken({
          ...breach,
          what: `${what}, it gave something else: it reads ${blamed.how}`,
          ...(line === undefined ? {} : { line }),
        })
      }
    return held
  },
}
