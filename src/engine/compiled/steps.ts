/**
 * The kinds that are steps: they take rows one by one, and give some for each.
 */
import { chanceOf } from '../../data/chance-of.ts'
import { decodeRow } from '../../plan/codec/decode-row.ts'
import type { FilterNode, Kind, MapNode, Node, NodeOf } from '../../plan/node.ts'
import { derive, omit, rename, select, unpivot } from '../meaning/fields.ts'
import { rowOf, rowsOf } from '../meaning/given-rows.ts'
import { tap, update } from '../meaning/untouched.ts'
import { separate, validate } from '../meaning/validate.ts'
import { chunk, drop, dropWhile, last, scan, sliding, take, takeWhile, zipWithIndex } from './in-order.ts'
import { asofJoin, cross, join } from './joins.ts'
import { failOn } from './run.ts'
import { distinct, distinctBy, except, intersect } from './sets.ts'
import { each, emitter, type Step } from './step.ts'

const map: Step<MapNode> = (at, next) => {
  const { stage, run } = at
  const { call } = at.node.lambda
  const emit = emitter(at, next)
  return (row) => {
    stage.rowsIn++
    let result: unknown
    try {
      result = call(row)
    } catch (thrown) {
      failOn(run, stage, thrown, row)
      return
    }
    emit(result)
  }
}

const filter: Step<FilterNode> = (at, next) => {
  const { stage, run } = at
  const { lambda, not } = at.node
  const { call } = lambda
  const emit = emitter(at, next)
  return (row) => {
    stage.rowsIn++
    let holds: unknown
    try {
      holds = call(row)
    } catch (thrown) {
      failOn(run, stage, thrown, row)
      return
    }
    if (Boolean(holds) !== not) emit(row)
  }
}

/** What begins anew in each piece: they are made of all rows, of two inputs, or wait. */
export type Breaker =
  | 'source'
  | 'concat'
  | 'mapAsync'
  | 'sortBy'
  | 'shuffle'
  | 'groupBy'
  | 'rollup'
  | 'aggregate'
  | 'over'
  | 'cogroup'

export const steps: { readonly [K in Exclude<Kind, Breaker>]: Step<NodeOf<K>> } = {
  map,
  filter,
  flatMap: each(
    ({ lambda }) =>
      (row) =>
        rowsOf(lambda.call(row)),
  ),
  filterMap: each(
    ({ lambda }) =>
      (row) =>
        rowOf(lambda.call(row)),
  ),
  update: each(({ lambda }) => (row) => [update(lambda, row)]),
  decode: each(({ codec }) => {
    const decode = decodeRow(codec)
    return (row) => [decode(row)]
  }),
  select: each((node) => (row) => [select(node, row)]),
  omit: each((node) => (row) => [omit(node, row)]),
  rename: each((node) => (row) => [rename(node, row)]),
  unpivot: each((node) => (row) => unpivot(node, row)),
  derive: each((node) => (row) => [derive(node, row)]),
  validate: each((node) => (row) => [validate(node, row)]),
  separate: each((node) => (row) => separate(node, row)),
  tap: each(({ lambda }) => (row) => [tap(lambda, row)]),
  take,
  drop,
  takeWhile,
  dropWhile,
  scan,
  zipWithIndex,
  chunk,
  sliding,
  last,
  distinct,
  distinctBy,
  intersect,
  except,
  sample: each(
    ({ fraction, seed }) =>
      (row) =>
        chanceOf(seed, row) < fraction ? [row] : [],
  ),
  join,
  asofJoin,
  cross,
}

/** The step of a node of such a kind. */
export const stepOf = (node: Node): Step<Node> => steps[node.kind as keyof typeof steps] as Step<Node>
