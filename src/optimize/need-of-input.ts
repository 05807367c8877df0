/**
 * What a node reads of the rows of its inputs, given what is read of its own. A stage whose errors show whole rows reads all
 * of them. Knows nothing of rules.
 */
import type { Kind, NamedAggregates, NamedKey, Node, NodeOf, SortKey } from '../plan/node.ts'
import { orderOf } from '../plan/tree.ts'
import { cannotFail } from './cannot-fail.ts'
import { fields, type Need, needOfLambda, unite, uniteAll, within, without } from './need.ts'

/** `of` is what is read of the node's own rows, `side` the input's place. */
type NeedOf<N extends Node> = (node: N, of: Need, side: number) => Need

const all = (): Need => 'all'
const passed = (_: Node, of: Need): Need => of

const needOfKeys = (keys: readonly (NamedKey | SortKey)[]): Need =>
  uniteAll(keys.map(({ lambda }) => needOfLambda(lambda)))

const needOfAggregates = (aggregates: NamedAggregates): Need =>
  uniteAll(
    aggregates.map(([, { lambdas }]) =>
      lambdas === undefined ? 'all' : uniteAll(lambdas.map((lambda) => needOfLambda(lambda))),
    ),
  )

const grouped = ({ keys, aggregates }: NodeOf<'groupBy' | 'rollup'>): Need =>
  unite(needOfKeys(keys), needOfAggregates(aggregates))

/** Made into another row. */
const changed = ({ lambda }: NodeOf<'flatMap' | 'filterMap'>): Need => needOfLambda(lambda)

/** Kept or not. */
const tested = ({ lambda }: NodeOf<'filter' | 'takeWhile' | 'dropWhile'>, of: Need): Need =>
  unite(of, needOfLambda(lambda))

/** A bag goes by whole rows where its rows tie. */
const tied = (node: NodeOf<'sortBy' | 'distinctBy'>, keys: Need, of: Need): Need =>
  orderOf(node.inputs[0]) === 'bag' ? 'all' : unite(of, keys)

const renamed = ({ names }: NodeOf<'rename'>, of: ReadonlyMap<string, Need>): Need => {
  const from = new Map(names.map(([before, after]) => [after, before]))
  return new Map([...of].map(([name, need]) => [from.get(name) ?? name, need]))
}

const joined = ({ how, left, right }: NodeOf<'join'>, of: Need, side: number): Need => {
  const key = needOfLambda(side === 0 ? left : right)
  if (how === 'semi' || how === 'anti') return side === 0 ? unite(of, key) : key
  return unite(key, within(of, String(side)))
}

const needs: { readonly [K in Kind]: NeedOf<NodeOf<K>> } = {
  source: all,
  map: ({ lambda }, of) => needOfLambda(lambda, of),
  filter: tested,
  flatMap: changed,
  filterMap: changed,
  mapAsync: all,
  update: all,
  decode: all,
  select: ({ names }, of) => (of === 'all' ? fields(names) : new Map([...of].filter(([name]) => names.includes(name)))),
  omit: passed,
  // Where two fields would have one name the error shows the whole row.
  rename: (node, of) => (of === 'all' || !cannotFail(node) ? 'all' : renamed(node, of)),
  unpivot: all,
  derive: (node, of) =>
    uniteAll([without(of, new Set(node.fields.map(([name]) => name))), ...node.fields.map(([, f]) => needOfLambda(f))]),
  validate: all,
  separate: all,
  tap: all,
  take: passed,
  drop: passed,
  takeWhile: tested,
  dropWhile: tested,
  scan: all,
  zipWithIndex: (_, of) => within(of, '0'),
  chunk: all,
  sliding: all,
  last: passed,
  concat: passed,
  distinct: all,
  distinctBy: (node, of) => tied(node, needOfLambda(node.lambda), of),
  intersect: all,
  except: all,
  sample: all,
  shuffle: all,
  sortBy: (node, of) => tied(node, needOfKeys(node.keys), of),
  groupBy: grouped,
  rollup: grouped,
  aggregate: ({ aggregates }) => needOfAggregates(aggregates),
  over: all,
  join: joined,
  asofJoin: all,
  cross: (_, of, side) => within(of, String(side)),
  cogroup: all,
}

/** What a node reads of the rows of one of its inputs. */
export const needOfInput = (node: Node, side: number, of: Need): Need =>
  (needs[node.kind] as NeedOf<Node>)(node, of, side)
