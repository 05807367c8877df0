/**
 * The stage at which two ways of running a plan part: one whose inputs come out alike, and whose rows do not.
 */
import type { Node } from '../../plan/node.ts'
import { printNode } from '../../plan/print.ts'
import { orderOf } from '../../plan/tree.ts'
import { type Breach, broken, type Finding, held, trivial } from '../law.ts'
import { type Divergence, divergence, type Extent } from './compare.ts'
import type { Outcome } from './outcome.ts'
import { asIs, type How, type PipelineTrial } from './trial.ts'

type Runs = (part: Node) => Promise<Outcome>

/** What is said where nothing was run that could have been otherwise. */
export const nothing = trivial('no rows came out')

export const isNothing = ({ rows, error, rejects }: Outcome): boolean =>
  rows.length === 0 && error === undefined && rejects.length === 0

/** From the plan down to its inputs, as long as one of them differs, too. */
const parting = async (
  plan: Node,
  suspect: Node | undefined,
  differs: (part: Node) => Promise<boolean>,
): Promise<Node> => {
  const inputThatDiffers = async (node: Node): Promise<Node | undefined> => {
    for (const input of node.inputs) if (await differs(input)) return input
    return undefined
  }
  const isWithin = (node: Node): boolean => node === suspect || node.inputs.some(isWithin)
  if (suspect !== undefined && isWithin(plan) && (await differs(suspect)) && !(await inputThatDiffers(suspect)))
    return suspect
  for (let node = plan; ; ) {
    const input = await inputThatDiffers(node)
    if (input === undefined) return node
    node = input
  }
}

/** Whether a plan comes to the same in two ways; if not, the stage at which they part. */
export const sameEitherWay = async (
  { plan, suspect }: PipelineTrial,
  one: Runs,
  other: Runs,
  what: string,
  extent: Extent = 'all',
): Promise<Finding> => {
  const compared = async (part: Node): Promise<Divergence | undefined> =>
    divergence(await one(part), await other(part), { isBag: orderOf(part) === 'bag', extent })
  const found = await compared(plan)
  if (found === undefined) return isNothing(await one(plan)) ? nothing : held
  const stage = await parting(plan, suspect.node, async (part) => (await compared(part)) !== undefined)
  suspect.node = stage
  return broken(at(stage, what, stage === plan ? found : ((await compared(stage)) ?? found)))
}

/** The breach of a law that shows at a stage. */
export const at = (stage: Node, what: string, found: Divergence): Breach => ({
  what: `${what}, at ${printNode(stage)}`,
  ...found,
})

/** Whether a variant of the plan comes to the same as the plan does, run by one engine. */
export const sameAsVariant = (
  trial: PipelineTrial,
  how: How,
  variant: How['variant'] & {},
  what: string,
  extent?: Extent,
): Promise<Finding> =>
  sameEitherWay(
    trial,
    (plan) => trial.run({ ...how, plan, variant: asIs }),
    (plan) => trial.run({ ...how, plan, variant }),
    what,
    extent,
  )
