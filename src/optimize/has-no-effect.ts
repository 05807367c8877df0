/**
 * Whether a node does nothing but give rows: all functions in it are known to be pure. Only such a node may be moved, doubled
 * or dropped. Knows nothing of rules.
 */
import type { Lambda, Reducer } from '../lambda/lambda.ts'
import type { Kind, NamedAggregates, Node, NodeOf } from '../plan/node.ts'
import { isPure } from './evidence.ts'

type Functions = readonly (Lambda | Reducer)[]

/** The functions of a node that are called with rows; `'unknown'` where there may be more than can be seen. */
type FunctionsOf<N extends Node> = (node: N) => Functions | 'unknown'

const none = (): Functions => []
const unknown = (): 'unknown' => 'unknown'
const one = ({ lambda }: { readonly lambda: Lambda }): Functions => [lambda]
const lambdasOf = (parts: readonly { readonly lambda: Lambda }[]): Functions => parts.map(({ lambda }) => lambda)

/** Behind `done` of an aggregate without a schema may be a function of the user's. */
const ofAggregates = (aggregates: NamedAggregates): Functions | 'unknown' =>
  aggregates.some(([, { parts, schema }]) => parts === undefined || schema.kind === 'unknown')
    ? 'unknown'
    : aggregates.flatMap(([, { parts }]) => (parts?.lambda === undefined ? [] : [parts.lambda as Lambda]))

const ofGroups = ({ keys, aggregates }: NodeOf<'groupBy' | 'rollup'>): Functions | 'unknown' => {
  const others = ofAggregates(aggregates)
  return others === 'unknown' ? 'unknown' : [...lambdasOf(keys), ...others]
}

const functions: { readonly [K in Kind]: FunctionsOf<NodeOf<K>> } = {
  source: unknown,
  map: one,
  filter: one,
  flatMap: one,
  filterMap: one,
  mapAsync: unknown,
  update: unknown,
  decode: unknown,
  select: none,
  omit: none,
  rename: none,
  unpivot: none,
  derive: ({ fields }) => fields.map(([, lambda]) => lambda),
  validate: ({ lambda, message }) => (typeof message === 'string' ? [lambda] : [lambda, message]),
  separate: none,
  tap: unknown,
  take: none,
  drop: none,
  takeWhile: one,
  dropWhile: one,
  scan: ({ reducer }) => [reducer as unknown as Reducer],
  zipWithIndex: none,
  chunk: none,
  sliding: none,
  last: none,
  concat: none,
  distinct: none,
  distinctBy: one,
  intersect: none,
  except: none,
  sample: none,
  shuffle: none,
  sortBy: ({ keys }) => lambdasOf(keys),
  groupBy: ofGroups,
  rollup: ofGroups,
  aggregate: ({ aggregates }) => ofAggregates(aggregates),
  over: unknown,
  join: ({ left, right }) => [left, right],
  asofJoin: ({ left, right, by }) => (by === undefined ? [left, right] : [left, right, by.left, by.right]),
  cross: none,
  cogroup: ({ left, right }) => [left, right],
}

export const hasNoEffect = (node: Node): boolean => {
  const all = (functions[node.kind] as FunctionsOf<Node>)(node)
  return all !== 'unknown' && all.every(isPure)
}
