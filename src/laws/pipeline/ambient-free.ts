/** S7, of plans: when, where and on whose machine a plan is run has no say. */
import type { Node } from '../../plan/node.ts'
import { orderOf } from '../../plan/tree.ts'
import { type Reading, type Watch, type World, watchOf } from '../ambient/watch.ts'
import { withinLater } from '../ambient/within.ts'
import { usualWorld, variations } from '../ambient/worlds.ts'
import { broken, type Finding, type Law, trivial } from '../law.ts'
import { divergence } from './compare.ts'
import { sameEitherWay } from './locate.ts'
import { asGiven, chosen, notItsTurn, type PipelineTrial, type Ran } from './trial.ts'

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
    const { plan, salt, turn, engines, runAnew } = trial
    // What is read of the world is read with any rows.
    if (turn !== 0) return notItsTurn
    // An engine that asks the clock for each row would take its time.
    const engine = asGiven(engines.at(-1) ?? engines[0])
    const { seen } = watchOf({})
    const made = new Map<World, Map<Node, Promise<Ran>>>()
    const runIn =
      (world: World) =>
      (part: Node): Promise<Ran> => {
        const watch: Watch = { ...watchOf(world), seen }
        const ofWorld = made.get(world) ?? new Map<Node, Promise<Ran>>()
        made.set(world, ofWorld)
        const running = ofWorld.get(part) ?? withinLater(watch, true, () => runAnew({ engine, plan: part }))
        ofWorld.set(part, running)
        return running
      }
    const usual = runIn(usualWorld)
    const isBag = orderOf(plan) === 'bag'
    const differsIn = async (world: World): Promise<boolean> =>
      divergence(await usual(plan), await runIn(world)(plan), { isBag }) !== undefined
    const findingIn = ({ world, what }: ReturnType<typeof worldWith>): Promise<Finding> =>
      sameEitherWay(trial, usual, runIn(world), `${what}, it gave something else`)

    const all = worldWith(readings, salt)
    if (!(await differsIn(all.world))) return findingIn(all)
    if (await differsIn({ ...usualWorld })) return trivial('it gives something else each time')
    for (const [reading, sites] of seen) {
      const alone = worldWith(readings.includes(reading) ? [reading] : [], salt)
      if (!(await differsIn(alone.world))) continue
      const finding = await findingIn(alone)
      if (finding.kind !== 'broken') return finding
      const [sight] = [...sites.values()]
      const line = sight?.line()
      const what = sight === undefined ? finding.breach.what : `${finding.breach.what}: it reads ${sight.how}`
      return broken({ ...finding.breach, what, ...(line === undefined ? {} : { line }) })
    }
    return findingIn(all)
  },
}
