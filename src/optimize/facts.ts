/**
 * What the readers of a node's rows make of them: how many readers there are, which fields they read, whether they see an
 * order. Rules ask for it where a node alone does not say whether a rewrite would be noticed.
 */
import type { Node } from '../plan/node.ts'
import { type Need, nothing, unite } from './need.ts'
import { needOfInput } from './need-of-input.ts'
import { readersFirst } from './readers-first.ts'
import { rootSight, type Sight, sightOfInput, uniteSight, unseen } from './sight.ts'

export interface Facts {
  /** Whether its rows are read more than once: then what is done for one reader would be done twice. */
  readonly isShared: (node: Node) => boolean
  /** What its readers read of its rows, all together. */
  readonly needOf: (node: Node) => Need
  /** What its readers see besides the rows. */
  readonly sightOf: (node: Node) => Sight
}

/** The facts about all nodes of some plans, which are run together. */
export const factsOf = (plans: readonly Node[]): Facts => {
  const readers = new Map<Node, number>()
  const needs = new Map<Node, Need>()
  const sights = new Map<Node, Sight>()
  const read = (node: Node, need: Need, sight: Sight): void => {
    readers.set(node, (readers.get(node) ?? 0) + 1)
    needs.set(node, unite(needs.get(node) ?? nothing, need))
    sights.set(node, uniteSight(sights.get(node) ?? unseen, sight))
  }
  for (const plan of plans) read(plan, 'all', rootSight(plan))
  for (const node of readersFirst(plans))
    for (const [i, input] of node.inputs.entries())
      read(
        input,
        needOfInput(node, i, needs.get(node) ?? 'all'),
        sightOfInput(node, sights.get(node) ?? rootSight(node)),
      )
  return {
    isShared: (node) => (readers.get(node) ?? 0) > 1,
    needOf: (node) => needs.get(node) ?? 'all',
    sightOf: (node) => sights.get(node) ?? rootSight(node),
  }
}
