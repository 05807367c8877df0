/**
 * What can be seen of a node's rows besides what they are: their order, and how far they came before an error. Where
 * neither is seen, rows may come in any order, and a stage that holds them all may go.
 *
 * An order is seen by whoever needs one, by whoever may fail (which row fails first?), and by who reads the result of a
 * sequence. How far rows came is seen by who reads the result, unless a stage in between waits for all of them anyway.
 */
import type { Kind, NamedAggregates, Node } from '../plan/node.ts'
import { orderOf } from '../plan/tree.ts'
import { cannotFail } from './cannot-fail.ts'

export interface Sight {
  readonly order: boolean
  readonly progress: boolean
}

export const unseen: Sight = Object.freeze({ order: false, progress: false })
const all: Sight = Object.freeze({ order: true, progress: true })

export const uniteSight = (one: Sight, other: Sight): Sight => ({
  order: one.order || other.order,
  progress: one.progress || other.progress,
})

/** What is seen of the rows of a whole plan. */
export const rootSight = (plan: Node): Sight => ({ order: orderOf(plan) === 'sequence', progress: true })

/** Kinds that do the same with each row wherever it stands, and to which an order means nothing. */
const passing: ReadonlySet<Kind> = new Set([
  'map',
  'filter',
  'flatMap',
  'select',
  'omit',
  'rename',
  'derive',
  'concat',
  'join',
  'cross',
])

/** Only Floe's own aggregates are known to give the same in any order. Others say so; only a test could tell. */
const areOrderFree = (aggregates: NamedAggregates): boolean =>
  aggregates.every(([, { needs, parts }]) => needs === 'bag' && parts !== undefined)

/** What is seen of the rows of a node's inputs, given what is seen of its own. */
export const sightOfInput = (node: Node, seen: Sight): Sight => {
  if (!cannotFail(node)) return all
  if (passing.has(node.kind)) return seen
  switch (node.kind) {
    case 'aggregate':
      return areOrderFree(node.aggregates) ? unseen : all
    case 'groupBy':
    case 'rollup':
      // Groups come in the order in which they were met.
      return areOrderFree(node.aggregates) ? { order: seen.order, progress: false } : all
    case 'sortBy':
      // Rows of a bag that tie are identical: whole rows have decided.
      return orderOf(node.inputs[0]) === 'bag' ? unseen : all
    default:
      return all
  }
}
