/**
 * What plans mean, a second time: over arrays, eagerly, without a thought for time or memory.
 *
 * It shares with the engines what users wrote (aggregates among it), codecs, recipes, and the canonical order; no keys, no
 * hashes, no generators, no batches. So where both agree, they hardly share a mistake. What fails on a row gives nothing, and is
 * counted. Not covered: tasks, which must be waited for, and how far is read: all is.
 */

import { chanceOf } from '../../../data/chance-of.ts'
import { update } from '../../../engine/meaning/untouched.ts'
import { separate } from '../../../engine/meaning/validate.ts'
import { decodeRow } from '../../../plan/codec/decode-row.ts'
import type { Kind, Node, NodeOf } from '../../../plan/node.ts'
import { derive, omit, rename, select, unpivot } from './fields.ts'
import { aggregate, groupBy, rollup } from './groups.ts'
import { among, chunk, distinct, distinctBy, dropWhile, scan, shuffle, sliding, sortBy, takeWhile } from './in-order.ts'
import { asofJoin, cogroup, cross, join } from './joins.ts'
import { type Attempt, type Means, type Rows, refuse } from './means.ts'
import { over } from './over.ts'

/** A kind whose rows are each replaced by some others. */
const each =
  <N extends Node>(replace: (node: N, row: unknown) => Rows): Means<N> =>
  (node, attempt, rows) =>
    rows.flatMap((row) => attempt(() => replace(node, row)).flat(1))

const iterable = (given: unknown): Rows =>
  given === null || given === undefined ? refuse('no iterable') : [...(given as Iterable<unknown>)]

const meanings: { readonly [K in Kind]: Means<NodeOf<K>> } = {
  source: (_, __, rows) => rows,
  map: each(({ lambda }, row) => [lambda.call(row)]),
  filter: each(({ lambda, not }, row) => (Boolean(lambda.call(row)) === not ? [] : [row])),
  flatMap: each(({ lambda }, row) => iterable(lambda.call(row))),
  filterMap: each(({ lambda }, row) => {
    const option = lambda.call(row)
    return option._tag === 'Some' ? [option.value] : option._tag === 'None' ? [] : refuse('no Option')
  }),
  mapAsync: () => refuse('tasks are not run here'),
  update: each(({ lambda }, row) => [update(lambda as never, row)]),
  decode: each(({ codec }, row) => [decodeRow(codec)(row)]),
  select: each((node, row) => [select(node, row)]),
  omit: each((node, row) => [omit(node, row)]),
  rename: each((node, row) => [rename(node, row)]),
  unpivot: each(unpivot),
  derive: each((node, row) => [derive(node, row)]),
  validate: each(({ lambda }, row) => (lambda.call(row) ? [row] : refuse('not valid'))),
  separate: each(separate),
  tap: each(({ lambda }, row) => {
    lambda.call(row)
    return [row]
  }),
  take: ({ count }, _, rows) => rows.slice(0, count),
  drop: ({ count }, _, rows) => rows.slice(count),
  takeWhile,
  dropWhile,
  scan,
  zipWithIndex: (_, __, rows) => rows.map((row, i) => [row, i]),
  chunk,
  sliding,
  last: (_, __, rows) => rows.slice(-1),
  concat: (_, __, rows, others) => [...rows, ...others],
  distinct,
  distinctBy,
  intersect: among(true),
  except: among(false),
  sample: each(({ seed, fraction }, row) => (chanceOf(seed, row) < fraction ? [row] : [])),
  shuffle,
  sortBy,
  groupBy,
  rollup,
  aggregate,
  over,
  join,
  asofJoin,
  cross,
  cogroup,
}

/** The rows of a plan, of a bag in any order, and how many rows were set aside on the way. Sources must hold theirs. */
export const interpret = (plan: Node): { readonly rows: Rows; readonly rejected: number } => {
  let rejected = 0
  const attempt: Attempt = (f) => {
    try {
      return [f()]
    } catch {
      rejected++
      return []
    }
  }
  const rowsOf = (node: Node): Rows => {
    if (node.kind === 'source') return [...(node.source.held ?? [])]
    // The second is read first.
    const others = node.inputs[1] === undefined ? [] : rowsOf(node.inputs[1])
    return (meanings[node.kind] as Means<Node>)(node, attempt, rowsOf(node.inputs[0]), others)
  }
  return { rows: rowsOf(plan), rejected }
}
