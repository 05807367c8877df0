/**
 * The reference engine: what every plan means. Read the table below and you know.
 *
 * Rows are pulled one by one through plain generators, so none is looked at before it is asked for. There is no
 * optimiser, no batch, no reading of lambdas; what must be held is held in memory. It is slow on purpose: every other
 * engine is checked against it. What takes more than a few lines stands in a file of the operator's name beside this one;
 * counting, batching and the policy for errors are in `execute.ts`.
 */
import { decodeRow } from '../../plan/codec/decode-row.ts'
import type { Kind, Node, NodeOf } from '../../plan/node.ts'
import { derive, omit, rename, select, unpivot } from '../meaning/fields.ts'
import { rowOf, rowsOf } from '../meaning/given-rows.ts'
import { tap, update } from '../meaning/untouched.ts'
import { separate, validate } from '../meaning/validate.ts'
import { asofJoin } from './asof-join.ts'
import { sample, shuffle } from './by-chance.ts'
import { cogroup } from './cogroup.ts'
import { distinct, distinctBy, except, intersect } from './distinct.ts'
import { aggregate, groupBy, rollup } from './group-by.ts'
import { chunk, drop, dropWhile, last, scan, sliding, take, takeWhile, zipWithIndex } from './in-order.ts'
import { cross, join } from './join.ts'
import { mapAsync } from './map-async.ts'
import { over } from './over.ts'
import { type Around, type Attempt, eachRow, type Meaning, none, type Row, type Rows } from './rows.ts'
import { sortBy } from './sort-by.ts'

/** A kind whose rows are each replaced by some others. */
const each =
  <N extends Node>(replace: (node: N, row: Row) => readonly Row[]): Meaning<N> =>
  (node, attempt, rows) =>
    eachRow(rows, attempt, (row) => replace(node, row))

/** The meaning of each kind of node. Sources are opened elsewhere: their rows are those of the first input. */
const meanings: { readonly [K in Kind]: Meaning<NodeOf<K>> } = {
  source: (_, __, rows) => rows,
  map: each(({ lambda }, row) => [lambda.call(row)]),
  filter: each(({ lambda, not }, row) => (Boolean(lambda.call(row)) === not ? [] : [row])),
  flatMap: each(({ lambda }, row) => rowsOf(lambda.call(row))),
  filterMap: each(({ lambda }, row) => rowOf(lambda.call(row))),
  mapAsync,
  update: each(({ lambda }, row) => [update(lambda, row)]),
  decode: ({ codec }, attempt, rows) => {
    const decode = decodeRow(codec)
    return eachRow(rows, attempt, (row) => [decode(row)])
  },
  select: each((node, row) => [select(node, row)]),
  omit: each((node, row) => [omit(node, row)]),
  unpivot: each(unpivot),
  rename: each((node, row) => [rename(node, row)]),
  derive: each((node, row) => [derive(node, row)]),
  validate: each((node, row) => [validate(node, row)]),
  separate: each(separate),
  tap: each(({ lambda }, row) => [tap(lambda, row)]),
  take,
  drop,
  takeWhile,
  dropWhile,
  scan,
  zipWithIndex,
  chunk,
  sliding,
  last,
  concat: (_, __, rows, others) => concat(rows, others),
  distinct,
  distinctBy,
  intersect,
  except,
  sample,
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

/** The rows of a node, given those of its inputs. */
export const interpret = (
  node: Node,
  attempt: Attempt,
  [rows = none(), others = none()]: readonly Rows[],
  around: Around,
): Rows => (meanings[node.kind] as Meaning<Node>)(node, attempt, rows, others, around)

async function* concat(first: Rows, second: Rows): Rows {
  yield* first
  yield* second
}
