/** Where two plans begin to differ, in words. */
import { printValue } from '../../data/print-value.ts'
import { reference } from '../../engine/reference/engine.ts'
import type { Node } from '../../plan/node.ts'
import { printNode } from '../../plan/print.ts'
import { orderOf } from '../../plan/tree.ts'
import { digestOfRows } from './digest.ts'
import { type Digest, divergingNodes } from './diverging-stage.ts'
import type { Divergence } from './equivalence.ts'
import type { Both, Side } from './lockstep.ts'
import type { Instance, Pair } from './pair.ts'
import { type Relation, without } from './relation.ts'
import { rowsOfPlan } from './rows-of-plan.ts'

const mostPrinted = 400

/** Where plans begin to differ, when what they give is looked at as `digest` does. */
export const divergenceOf = async (
  plans: Both<Node>,
  digest: (side: Side, node: Node) => Promise<Digest>,
  print?: (side: Side, node: Node) => Promise<string>,
): Promise<Divergence> => {
  const known = new Map<Node, Promise<Digest>>()
  const remembered = (side: Side, node: Node): Promise<Digest> => {
    const one = known.get(node) ?? digest(side, node)
    known.set(node, one)
    return one
  }
  const { before, after, common } = await divergingNodes(plans.before, plans.after, remembered)
  const printed = async (side: Side, node: Node | undefined): Promise<string> =>
    (await print?.(side, node ?? (common as Node))) ?? ''
  return {
    ...(before === undefined ? {} : { before: printNode(before) }),
    ...(after === undefined ? {} : { after: printNode(after) }),
    ...(common === undefined ? {} : { common: printNode(common) }),
    ...(print === undefined
      ? {}
      : {
          ...(common === undefined ? {} : { given: await print('before', common) }),
          gives: { before: await printed('before', before), after: await printed('after', after) },
        }),
  }
}

/** Where the plans begin to differ on the least instance, and what the stages give there. */
export const divergenceOn = (pair: Pair, instance: Instance, { ignore }: Relation): Promise<Divergence> | undefined => {
  const plans = pair.plansOn?.(instance)
  if (plans === undefined) return undefined
  const rowsAt = (side: Side, node: Node) => rowsOfPlan(node, pair.nameOf[side], reference)
  return divergenceOf(
    plans,
    (side, node) => digestOfRows(orderOf(node), rowsAt(side, node), (row) => without(row, ignore)),
    async (side, node) => {
      const [rows, errors]: [unknown[], string[]] = [[], []]
      for await (const batch of rowsAt(side, node).open((what) => errors.push(what))) rows.push(...batch)
      return [printValue(rows, mostPrinted), ...errors].join('; ')
    },
  )
}
