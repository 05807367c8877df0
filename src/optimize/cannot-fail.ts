/**
 * Whether a node can fail on none of the rows that its inputs give: no function in it throws, no value is refused. Only
 * then may it be called for fewer rows or more. It asks for evidence, and knows nothing of rules.
 */
import type { Schema } from '../data/schema.ts'
import * as S from '../data/schema.ts'
import type { Lambda } from '../lambda/lambda.ts'
import type { Kind, NamedAggregates, NamedKey, Node, NodeOf, SortKey } from '../plan/node.ts'
import { orderOf } from '../plan/tree.ts'
import { isChoice } from './aggregate-schema.ts'
import { isTotalOn, resultOn } from './evidence.ts'
import { isComparable } from './is-comparable.ts'
import { rowSchema } from './row-schema.ts'

type Judge<N extends Node> = (node: N, left: Schema, right: Schema) => boolean

const yes = (): boolean => true
const no = (): boolean => false
const isCalledSafely = ({ lambda }: { readonly lambda: Lambda }, row: Schema): boolean => isTotalOn(lambda, row)
const areComparable = (_: unknown, left: Schema, right: Schema): boolean => isComparable(left) && isComparable(right)
const isRecord = (_: unknown, row: Schema): boolean => row.kind === 'record'

/** Whether a function gives a key for each row, and never throws. */
export const isSafeKey = (lambda: Lambda, row: Schema): boolean =>
  isTotalOn(lambda, row) && isComparable(resultOn(lambda, row))

const numbers: readonly S.Schema['kind'][] = ['number', 'null', 'undefined']
const isNumeric = (schema: Schema): boolean =>
  schema.kind === 'union' ? schema.members.every(isNumeric) : numbers.includes(schema.kind)

/**
 * Whether aggregates take every row, and give a result for all of them. One without a schema may call a function of the
 * user's when it is done, if it does not just give what it has chosen.
 */
export const takeAll = (aggregates: NamedAggregates, row: Schema): boolean =>
  aggregates.every(([, aggregate]) => {
    const { parts, schema } = aggregate
    if (parts === undefined || (schema.kind === 'unknown' && !isChoice(aggregate))) return false
    const { lambda, check, form } = parts
    if (lambda !== undefined && !isTotalOn(lambda, row)) return false
    if (check === undefined) return true
    const given = lambda === undefined ? row : resultOn(lambda, row)
    if (form === 'sum' || form === 'mean') return isNumeric(given)
    return (form === 'min' || form === 'max') && isComparable(given)
  })

const areSafeKeys = (keys: readonly (NamedKey | SortKey)[], row: Schema): boolean =>
  keys.every(({ lambda }) => isSafeKey(lambda, row))

const isGroupedSafely = ({ keys, aggregates }: NodeOf<'groupBy' | 'rollup'>, row: Schema): boolean =>
  areSafeKeys(keys, row) && takeAll(aggregates, row)

const isKeyedSafely = ({ left, right }: NodeOf<'join'>, leftRow: Schema, rightRow: Schema): boolean =>
  isSafeKey(left, leftRow) && isSafeKey(right, rightRow)

/** Whether no two fields have one name after a renaming. */
const haveOwnNames = (
  names: NodeOf<'rename'>['names'],
  { fields }: { readonly fields: readonly S.Field[] },
): boolean => {
  const to = new Map(names)
  return new Set(fields.map(({ name }) => to.get(name) ?? name)).size === fields.length
}

const isBag = ({ inputs: [input] }: { readonly inputs: readonly [Node] }): boolean => orderOf(input) === 'bag'

/** What says no though it might say more has not been worth the trouble yet. */
const judges: { readonly [K in Kind]: Judge<NodeOf<K>> } = {
  source: no,
  map: isCalledSafely,
  filter: isCalledSafely,
  flatMap: ({ lambda }, row) => isTotalOn(lambda, row) && ['array', 'tuple'].includes(resultOn(lambda, row).kind),
  filterMap: no,
  mapAsync: no,
  update: no,
  decode: no,
  select: isRecord,
  omit: isRecord,
  rename: ({ names }, row) => row.kind === 'record' && haveOwnNames(names, row),
  unpivot: no,
  derive: ({ fields }, row) => row.kind === 'record' && fields.every(([, lambda]) => isTotalOn(lambda, row)),
  validate: no,
  separate: no,
  tap: no,
  take: yes,
  drop: yes,
  takeWhile: isCalledSafely,
  dropWhile: isCalledSafely,
  scan: no,
  zipWithIndex: yes,
  chunk: yes,
  sliding: yes,
  last: yes,
  concat: yes,
  distinct: areComparable,
  distinctBy: (node, row) => isSafeKey(node.lambda, row) && (!isBag(node) || isComparable(row)),
  intersect: areComparable,
  except: areComparable,
  sample: areComparable,
  shuffle: areComparable,
  sortBy: (node, row) => areSafeKeys(node.keys, row) && (!isBag(node) || isComparable(row)),
  groupBy: isGroupedSafely,
  rollup: isGroupedSafely,
  aggregate: ({ aggregates }, row) => takeAll(aggregates, row),
  over: no,
  join: isKeyedSafely,
  asofJoin: no,
  cross: yes,
  cogroup: no,
}

/** Whether the stage of this node, for itself, can fail on none of its rows. What feeds it may fail. */
export const cannotFail = (node: Node): boolean => {
  const before = known.get(node)
  if (before !== undefined) return before
  const [left = S.unknown, right = left] = node.inputs.map(rowSchema)
  const judged = (judges[node.kind] as Judge<Node>)(node, left, right)
  known.set(node, judged)
  return judged
}

/** Nodes are frozen, so each is judged once. */
const known = new WeakMap<Node, boolean>()
