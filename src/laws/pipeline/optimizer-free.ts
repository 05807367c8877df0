/** E7: a plan means the same with the optimizer, without it, and without each of its rules. */
import type { Engine } from '../../engine/engine.ts'
import { optimize } from '../../optimize/optimizer.ts'
import type { Node } from '../../plan/node.ts'
import { type Finding, type Law, trivial } from '../law.ts'
import { sameEitherWay } from './locate.ts'
import { asGiven, asIs, chosen, type PipelineTrial, type Variant } from './trial.ts'

/** Plans are frozen, so what becomes of them is worked out once for each. */
const known = new WeakMap<Node, Map<string, ReturnType<typeof optimize>>>()

const optimized = (plan: Node, without: string): ReturnType<typeof optimize> => {
  const ofPlan = known.get(plan) ?? new Map<string, ReturnType<typeof optimize>>()
  known.set(plan, ofPlan)
  const made = ofPlan.get(without) ?? optimize(plan, { without: [without] })
  ofPlan.set(without, made)
  return made
}

const variantOf = (without: string): Variant => ({
  name: `optimized without ${without}`,
  isLasting: true,
  of: (plan, over) => over(optimized(plan, without).plan),
})

export const optimizerFree: Law<PipelineTrial> = {
  id: 'E7',
  name: 'optimizer-free',
  statement: 'the plan means the same with the optimizer, without it, and without each of its rules',
  why: 'The answer depends on whether a filter stands above or below a join: on how a plan happens to be written.',
  mend: 'if all functions of the plan keep their laws, this is a bug in Floe: please report it, with what stands here',
  after: ['S7', 'I1', 'S1', 'E12'],
  check: async (trial) => {
    const { plan, salt, run, engines } = trial
    const compare = (engine: Engine, on: Engine, variant: Variant, what: string): Promise<Finding> =>
      sameEitherWay(
        trial,
        (part) => run({ engine, plan: part }),
        (part) => run({ engine: on, plan: part, variant }),
        what,
      )
    const rules = [...new Set(optimized(plan, '').steps.map(({ rule }) => rule))]
    let finding: Finding = trivial('no rule applies to the plan')
    for (const engine of engines) {
      const isPrepared = engine.prepare !== undefined
      if (!isPrepared && rules.length === 0) continue
      // An engine of its own kind makes of plans what it will; the others are given what the rules make of them.
      const found = await compare(
        asGiven(engine),
        engine,
        isPrepared ? asIs : variantOf(''),
        `with the optimizer the engine ${engine.name} gives something else than without`,
      )
      if (found.kind === 'broken') return found
      if (rules.length > 0) finding = found
    }
    if (rules.length === 0) return finding
    const rule = chosen(salt, rules)
    const engine = asGiven(chosen(Math.floor(salt / rules.length), engines))
    const found = await compare(
      engine,
      engine,
      variantOf(rule),
      `with the optimizer, but without its rule ${rule}, the engine ${engine.name} gives something else than without it`,
    )
    return found.kind === 'broken' ? found : finding
  },
}
