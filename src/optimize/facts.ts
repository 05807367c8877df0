/**
 * What the readers of a node's rows make of them: how many readers there are, which fields they read, whether they see an
 * order. Rules ask for it where a node alone does not say whether a rewrite would be noticed.
 */
import { type ErrorPolicy, rejectsAt } from '../plan/error-policy.ts'
import type { Node } from '../plan/node.ts'
import { isRowWise } from '../plan/row-wise.ts'
import { cannotFail } from './cannot-fail.ts'
import { type Need, unite } from './need.ts'
import { needOfInput } from './need-of-input.ts'
import { readersFirst } from './readers-first.ts'
import { rootSight, type Sight, sightOfInput, uniteSight } from './sight.ts'

export interface Facts {
  /** Whether its rows are read more than once: then what is done for one reader would be done twice. */
  readonly isShared: (node: Node) => boolean
  /** What its readers read of its rows, all together. */
  readonly needOf: (node: Node) => Need
  /** What its readers see besides the rows. */
  readonly sightOf: (node: Node) => Sight
}

/** A value that is worked out when it is first asked for. */
const later = <A>(make: () => A): (() => A) => {
  let made: { readonly value: A } | undefined
  return () => {
    made ??= { value: make() }
    return made.value
  }
}

/** The facts about all nodes of some plans, which are run together, under a policy for rows that fail. */
export const factsOf = (plans: readonly Node[], onError: ErrorPolicy = 'fail'): Facts => {
  const nodes = readersFirst(plans)

  /** What is handed down from readers to what they read: what several hand down is united. */
  const handedDown = <A>(
    root: (plan: Node) => A,
    toInput: (node: Node, side: number, own: A) => A,
    unite: (one: A, other: A) => A,
  ): ReadonlyMap<Node, A> => {
    const all = new Map<Node, A>()
    const hand = (node: Node, more: A): void => {
      const before = all.get(node)
      all.set(node, before === undefined ? more : unite(before, more))
    }
    for (const plan of plans) hand(plan, root(plan))
    for (const node of nodes)
      for (const [side, input] of node.inputs.entries()) hand(input, toInput(node, side, all.get(node) as A))
    return all
  }

  const readers = later(() => {
    const counts = new Map<Node, number>()
    for (const read of [...plans, ...nodes.flatMap((node) => node.inputs)])
      counts.set(read, (counts.get(read) ?? 0) + 1)
    return counts
  })
  /** A row that is set aside is told whole. */
  const isTold = (node: Node): boolean => rejectsAt(node, onError) && isRowWise(node.kind) && !cannotFail(node)
  const needs = later(() =>
    handedDown<Need>(
      () => 'all',
      (node, side, own) => (isTold(node) ? 'all' : needOfInput(node, side, own)),
      unite,
    ),
  )
  const sights = later(() => handedDown<Sight>(rootSight, (node, _, seen) => sightOfInput(node, seen), uniteSight))
  return {
    isShared: (node) => (readers().get(node) ?? 0) > 1,
    needOf: (node) => needs().get(node) ?? 'all',
    sightOf: (node) => sights().get(node) ?? rootSight(node),
  }
}
