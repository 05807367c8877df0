/**
 * The reference engine: what every plan means. Read this file and you know.
 *
 * Rows are pulled one by one through plain generators, so none is looked at before it is asked for. There is no
 * optimiser, no batch, no reading of lambdas; what must be held is held in an `Immutable.List`. It is slow on purpose:
 * every other engine is checked against it. Counting, batching and the policy for errors are next door, in `execute.ts`.
 */

import { enableMapSet, Immer } from 'immer'
import { List } from 'immutable'
import type { State } from '../../aggregate/aggregate.ts'
import { compareCanonical } from '../../data/canonical-order.ts'
import { fingerprint } from '../../data/fingerprint.ts'
import { isNullKey, type Key, keyOf, normaliseKey } from '../../data/key.ts'
import { printValue } from '../../data/print-value.ts'
import { FloeError, type Place } from '../../error/floe-error.ts'
import type { Lambda } from '../../lambda/lambda.ts'
import { decodeRow } from '../../plan/codec/decode-row.ts'
import { compareSortKeys } from '../../plan/compare-sort-keys.ts'
import type {
  AggregateNode,
  DistinctNode,
  FilterMapNode,
  GroupByNode,
  JoinNode,
  NamedAggregates,
  Node,
  SortByNode,
} from '../../plan/node.ts'
import { orderOf } from '../../plan/tree.ts'

export type Row = unknown
/** A row on its way, with the place where it was read; after a sort, a group or an aggregate no place is known. */
export interface Item {
  readonly row: Row
  readonly place: Place
}
export type Rows = AsyncIterable<Item>

/**
 * Tries something with one row. When it throws, the policy decides: the run fails, or the row is rejected, and then
 * nothing comes out.
 */
export type Attempt = <B>(item: Item, f: () => readonly B[]) => readonly B[]

const nowhere: Place = {}

/** The rows of a node, given those of its inputs. Sources are opened elsewhere: their rows are `inputs[0]`. */
export const interpret = (node: Node, inputs: readonly Rows[], attempt: Attempt): Rows => {
  const [rows = none(), others = none()] = inputs
  const each = (f: (row: Row) => readonly Row[]): Rows => eachRow(rows, attempt, f)
  switch (node.kind) {
    case 'source':
      return rows
    case 'map':
      return each((row) => [node.lambda.call(row)])
    case 'filter':
      return each((row) => (node.lambda.call(row) ? [row] : []))
    case 'flatMap':
      return each((row) => rowsOf(node.lambda.call(row)))
    case 'filterMap':
      return each((row) => rowOf(node.lambda.call(row)))
    case 'update':
      return each((row) => [update(node.lambda, row)])
    case 'decode': {
      const decode = decodeRow(node.codec)
      return each((row) => [decode(row)])
    }
    case 'tap':
      return each((row) => [tap(node.lambda, row)])
    case 'take':
      return take(rows, node.count)
    case 'drop':
      return drop(rows, node.count)
    case 'concat':
      return concat(rows, others)
    case 'distinct':
      return distinct(rows, node, attempt)
    case 'sortBy':
      return sortBy(rows, node, attempt)
    case 'groupBy':
      return groupBy(rows, node, attempt)
    case 'aggregate':
      return aggregate(rows, node, attempt)
    case 'join':
      return join(rows, others, node, attempt)
    default:
      return node satisfies never
  }
}

async function* none(): Rows {}

/** Each row replaced by the rows that `f` makes of it. */
async function* eachRow(rows: Rows, attempt: Attempt, f: (row: Row) => readonly Row[]): Rows {
  for await (const item of rows) for (const row of attempt(item, () => f(item.row))) yield { row, place: item.place }
}

/** What a function without types gave is not what its stage takes: an error of its row, and not a row that is lost. */
const unfit = (given: unknown, wanted: string, hint: string): FloeError =>
  new FloeError('LambdaThrew', {
    message: `the function gave ${printValue(given)}, and ${wanted} is wanted`,
    hint,
    found: printValue(given),
    expected: wanted,
  })

const rowsOf = (given: Iterable<Row>): readonly Row[] => {
  if (typeof (given as Iterable<Row> | undefined)?.[Symbol.iterator] === 'function') return [...given]
  throw unfit(given, 'an iterable of rows', 'put a single row in an array, and for none give an empty one')
}

type MaybeRow = ReturnType<FilterMapNode['lambda']['call']>

const rowOf = (given: MaybeRow): readonly Row[] => {
  if (given?._tag === 'Some') return [given.value]
  if (given?._tag === 'None') return []
  throw unfit(given, 'an Option', 'give O.some(row), or O.none')
}

// Freezing would reach what a new row shares with the old one, which belongs to the user.
enableMapSet()
const immer = new Immer({ autoFreeze: false })

/** What `f` gives, provided that it leaves the row as it was. */
const untouched = <B>(row: Row, hint: string, f: () => B): B => {
  const before = fingerprint(row)
  const result = f()
  if (fingerprint(row) === before) return result
  throw new FloeError('RowMutated', {
    message: `the function changed its row, which is now ${printValue(row)}`,
    hint,
  })
}

// A draft stands for objects, arrays, Map and Set only: a Date or bytes in it are the row's own.
const update = (recipe: Lambda<Row, void>, row: Row): Row =>
  untouched(row, 'put a new Date, or new bytes, in the place of the old: draft.at = new Date(time)', () =>
    immer.produce(row, (draft) => {
      recipe.call(draft)
    }),
  )

const tap = (look: Lambda<Row, void>, row: Row): Row =>
  untouched(row, 'tap may look and not touch; use map or update to make a new row', () => {
    look.call(row)
    return row
  })

async function* take(rows: Rows, count: number): Rows {
  let taken = 0
  if (count === 0) return
  for await (const item of rows) {
    yield item
    if (++taken === count) return
  }
}

async function* drop(rows: Rows, count: number): Rows {
  let seen = 0
  for await (const item of rows) if (++seen > count) yield item
}

async function* concat(first: Rows, second: Rows): Rows {
  yield* first
  yield* second
}

async function* distinct(rows: Rows, node: DistinctNode, attempt: Attempt): Rows {
  const [input] = node.inputs
  if (orderOf(input) === 'sequence') {
    const seen = new Set<Key>()
    for await (const item of rows)
      for (const key of attempt(item, () => [keyOf(item.row)])) {
        if (!seen.has(key)) yield item
        seen.add(key)
      }
  } else {
    const least = new Map<Key, Row>()
    for await (const item of rows)
      attempt(item, () => {
        const key = keyOf(item.row)
        if (!least.has(key) || compareCanonical(item.row, least.get(key)) < 0) least.set(key, item.row)
        return []
      })
    for (const row of least.values()) yield { row, place: nowhere }
  }
}

/** The value, if it can be compared: a function or class instance is the error of its row, not of the whole sort. */
const comparable = <A>(value: A): A => {
  fingerprint(value)
  return value
}

type Keyed = { readonly row: Row; readonly keys: readonly unknown[] }

async function* sortBy(rows: Rows, node: SortByNode, attempt: Attempt): Rows {
  const breakTies = orderOf(node.inputs[0]) === 'bag'
  let keyed = List<Keyed>()
  for await (const item of rows)
    for (const entry of attempt(item, () => [
      {
        row: breakTies ? comparable(item.row) : item.row,
        keys: node.keys.map((key) => comparable(key.lambda.call(item.row))),
      },
    ]))
      keyed = keyed.push(entry)
  const compare = (a: Keyed, b: Keyed): number =>
    compareSortKeys(node.keys, a.keys, b.keys) || (breakTies ? compareCanonical(a.row, b.row) : 0)
  for (const { row } of keyed.sort(compare)) yield { row, place: nowhere }
}

/** Aggregates under way: their states, and the rows in them, from which the states can be made again. */
class Fold {
  private states: readonly State[]
  private rows = List<Row>()
  private readonly aggregates: NamedAggregates

  constructor(aggregates: NamedAggregates) {
    this.aggregates = aggregates
    this.states = aggregates.map(([, a]) => a.init())
  }

  get isEmpty(): boolean {
    return this.rows.isEmpty()
  }

  /** Takes in one row, in all aggregates or, when one throws, in none: a step may have changed its state half-way. */
  add(item: Item, attempt: Attempt): void {
    const taken = attempt(item, () => [this.stepAll(this.states, item.row)])
    const [states] = taken
    if (states === undefined)
      this.states = this.rows.reduce(
        (made, row) => this.stepAll(made, row),
        this.aggregates.map(([, a]) => a.init()) as readonly State[],
      )
    else {
      this.states = states
      this.rows = this.rows.push(item.row)
    }
  }

  results(): readonly (readonly [string, unknown])[] {
    return this.aggregates.map(([name, a], i) => [name, a.done(this.states[i] as State)] as const)
  }

  private stepAll(states: readonly State[], row: Row): readonly State[] {
    return this.aggregates.map(([, a], i) => a.step(states[i] as State, row))
  }
}

async function* groupBy(rows: Rows, node: GroupByNode, attempt: Attempt): Rows {
  const groups = new Map<Key, { readonly key: unknown; readonly fold: Fold }>()
  for await (const item of rows)
    for (const value of attempt(item, () => [normaliseKey(node.lambda.call(item.row))])) {
      const key = keyOf(value)
      const group = groups.get(key) ?? { key: value, fold: new Fold(node.aggregates) }
      group.fold.add(item, attempt)
      if (!group.fold.isEmpty) groups.set(key, group)
    }
  for (const { key, fold } of groups.values())
    yield { row: Object.freeze(Object.fromEntries([['key', key], ...fold.results()])), place: nowhere }
}

async function* aggregate(rows: Rows, node: AggregateNode, attempt: Attempt): Rows {
  const fold = new Fold(node.aggregates)
  for await (const item of rows) fold.add(item, attempt)
  yield { row: Object.freeze(Object.fromEntries(fold.results())), place: nowhere }
}

async function* join(left: Rows, right: Rows, node: JoinNode, attempt: Attempt): Rows {
  const partners = new Map<Key, Row[]>()
  for await (const item of right)
    attempt(item, () => {
      const key = node.right.call(item.row)
      if (isNullKey(key)) return []
      const known = partners.get(keyOf(key))
      if (known === undefined) partners.set(keyOf(key), [item.row])
      else known.push(item.row)
      return []
    })
  yield* eachRow(left, attempt, (row) => {
    const key = node.left.call(row)
    const matches = isNullKey(key) ? [] : (partners.get(keyOf(key)) ?? [])
    switch (node.how) {
      case 'inner':
        return matches.map((match) => Object.freeze([row, match]))
      case 'left':
        return (matches.length === 0 ? [undefined] : matches).map((match) => Object.freeze([row, match]))
      case 'semi':
        return matches.length > 0 ? [row] : []
      case 'anti':
        return matches.length > 0 ? [] : [row]
      default:
        return node.how satisfies never
    }
  })
}
