/** E17: a plan is what it says, and not the objects that it is made of. */
import type { Node } from '../../plan/node.ts'
import type { Law } from '../law.ts'
import { sameAsVariant } from './locate.ts'
import { asGiven, chosen, notItsTurn, type PipelineTrial, type Variant } from './trial.ts'

/** What belongs to others, or is told from its like by what it is. */
const kept: ReadonlySet<string> = new Set(['source', 'codec', 'initial', 'fn', 'params'])

const isPlainData = (value: unknown): value is object =>
  typeof value === 'object' && value !== null && Object.getPrototypeOf(value) === Object.prototype

const copied = (value: unknown): unknown => {
  if (Array.isArray(value)) return Object.freeze(value.map(copied))
  if (!isPlainData(value)) return value
  return Object.freeze(
    Object.fromEntries(Object.entries(value).map(([name, part]) => [name, kept.has(name) ? part : copied(part)])),
  )
}

const copy: Variant = { name: 'copied', isLasting: true, of: (plan, over) => copied(over(plan)) as Node }

export const copiedPlan: Law<PipelineTrial> = {
  id: 'E17',
  name: 'copied plan',
  statement: 'engine(copy of plan) ≡ engine(plan), where nodes used twice are two in the copy',
  why: 'Two plans that say the same give other answers: one that is built anew, or sent to another thread, is another one.',
  mend: 'if all functions of the plan keep their laws, this is a bug in Floe: please report it, with what stands here',
  after: ['S7', 'I1', 'S1'],
  check: async (trial) => {
    if (trial.turn % 2 === 0) return notItsTurn
    const engine = asGiven(chosen(trial.salt, trial.engines))
    return sameAsVariant(
      trial,
      { engine },
      copy,
      `of a copy of the plan the engine ${engine.name} makes something else`,
    )
  },
}
