/** S7, of plans: when, where and on whose machine a plan is run has no say. */
import type { Node } from '../../plan/node.ts'
import { orderOf } from '../../plan/tree.ts'
import { type Reading, type Watch, type World, watchOf } from '../ambient/watch.ts'
import { withinLater } from '../ambient/within.ts'
import { usualWorld, variations } from '../ambient/worlds.ts'
import { broken, type Finding, type Law, trivial } from '../law.ts'
import { divergence } from './compare.ts'
import { sameEitherWay } from './locate.ts'
import { asGiven, chosen, type PipelineTrial, type Ran } from './trial.ts'

/** Of so many instances one is tried: what is read of the world is read for any rows. */
const oneOf = 3

const readings: readonly Reading[] = ['clock', 'chance', 'zone', 'locale', 'env', 'cwd']

/** The usual world, with something else in the place of what is read in it. */
const worldWith = (others: readonly Reading[], salt: number): { readonly world: World; readonly what: string } => {
  const all = others.map((reading) => ({ reading, ...chosen(salt, variations[reading]) }))
  const world = Object.fromEntries(all.map((one) => [one.reading, one.world[one.reading as keyof World]]))
  return { world: { ...usualWorld, ...world }, what: all.map(({ what }) => what).join(', ') }
}

export const ambientFree: Law<PipelineTrial> = {
  id: 'S7',
  name: 'ambient-free',
  statement: 'run(plan) is the same under another clock, chance, time zone, locale and environment',
  why: 'The answer depends on when, where and on whose machine it is asked for.',
  mend: 'take it as an argument: the time, the seed, the setting; name the zone (UTC) and the locale; compare text by <',
  check: async (trial) => {
    const { plan, salt, engines, runAnew } = trial
    if (salt % oneOf !== 0) return trivial('it was not tried with these rows')
    // An engine that asks the clock for each row would take its time.
    const engine = asGiven(engines.at(-1) ?? engines[0])
    const runIn = async (world: World, part: Node): Promise<{ readonly ran: Ran; readonly watch: Watch }> => {
      const watch = watchOf(world)
      return { ran: await withinLater(watch, true, () => runAnew({ engine, plan: part })), watch }
    }
    const usual = async (part: Node): Promise<Ran> => (await runIn(usualWorld, part)).ran
    const compareIn = ({ world, what }: ReturnType<typeof worldWith>): Promise<Finding> =>
      sameEitherWay(trial, usual, async (part) => (await runIn(world, part)).ran, `${what}, it gave something else`)

    const finding = await compareIn(worldWith(readings, salt))
    if (finding.kind !== 'broken') return finding
    const { ran, watch } = await runIn(usualWorld, plan)
    if (divergence(ran, await usual(plan), { isBag: orderOf(plan) === 'bag' }) !== undefined)
      return trivial('it gives something else each time')
    for (const [reading, sites] of watch.seen) {
      if (!readings.includes(reading)) continue
      const alone = await compareIn(worldWith([reading], salt))
      if (alone.kind !== 'broken') continue
      const [sight] = [...sites.values()]
      const line = sight?.line()
      const what = sight === undefined ? alone.breach.what : `${alone.breach.what}: it reads ${sight.how}`
      return broken({ ...alone.breach, what, ...(line === undefined ? {} : { line }) })
    }
    return finding
  },
}
