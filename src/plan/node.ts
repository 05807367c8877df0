/**
 * The plan: what a dataset is made of. One frozen record for each kind of node.
 *
 * A node is data: a `kind`, its `inputs`, and what the kind needs besides. Functions over plans are tables with a row for
 * each kind, or switches that end in `never`, so a new kind is a list of compile errors to work through. Order, schema and
 * text of each kind stand in descriptions.ts. What a kind *means* is said by the reference engine, in
 * engine/reference/interpret.ts; nothing here runs.
 */
import type * as t from 'io-ts'
import type { Aggregate } from '../aggregate/aggregate.ts'
import type { Task, Trying } from '../concurrent/try-task.ts'
import type { Order } from '../data/order.ts'
import type { Lambda, Reducer } from '../lambda/lambda.ts'
import type { Window } from '../window/window.ts'
import type { OnError } from './error-policy.ts'
import type { Source } from './source.ts'

type Row = unknown
type One = readonly [Node]
type Two = readonly [Node, Node]

/** Rows from outside. */
export type SourceNode = { readonly kind: 'source'; readonly inputs: readonly []; readonly source: Source }
/** Each row replaced by another. */
export type MapNode = { readonly kind: 'map'; readonly inputs: One; readonly lambda: Lambda<Row, Row> }
/** The rows for which a predicate holds; with `not`, the others. */
export type FilterNode = {
  readonly kind: 'filter'
  readonly inputs: One
  readonly lambda: Lambda<Row, boolean>
  readonly not: boolean
}
/** Each row replaced by any number of others. */
export type FlatMapNode = {
  readonly kind: 'flatMap'
  readonly inputs: One
  readonly lambda: Lambda<Row, Iterable<Row>>
}
/** Each row replaced by another, or dropped: an fp-ts Option. */
export type FilterMapNode = {
  readonly kind: 'filterMap'
  readonly inputs: One
  readonly lambda: Lambda<Row, { readonly _tag: 'None' } | { readonly _tag: 'Some'; readonly value: Row }>
}
/** Each row replaced by what a task makes of it; so many tasks are under way at most. */
export type MapAsyncNode = Trying & {
  readonly kind: 'mapAsync'
  readonly inputs: One
  readonly lambda: Lambda<Row, Task<unknown, Row>>
  readonly concurrency: number
}
/** Each row changed by an immer recipe; the row itself is untouched. */
export type UpdateNode = { readonly kind: 'update'; readonly inputs: One; readonly lambda: Lambda<Row, Row> }
/** Each row decoded by a codec; one that does not fit is an error of that row. */
export type DecodeNode = { readonly kind: 'decode'; readonly inputs: One; readonly codec: t.Mixed }
/** Of each record the fields of these names, in this order, as far as it has them. */
export type SelectNode = { readonly kind: 'select'; readonly inputs: One; readonly names: readonly string[] }
/** Each record without the fields of these names. */
export type OmitNode = { readonly kind: 'omit'; readonly inputs: One; readonly names: readonly string[] }
/** Each record with other names for some of its fields, which keep their places. */
export type RenameNode = {
  readonly kind: 'rename'
  readonly inputs: One
  readonly names: readonly (readonly [from: string, to: string])[]
}
/** Each record once for each of some of its fields, which become a name and a value. */
export type UnpivotNode = {
  readonly kind: 'unpivot'
  readonly inputs: One
  readonly columns: readonly string[]
  /** The field that says which column it was. */
  readonly name: string
  /** The field that has what stood there. */
  readonly value: string
}
/** Each record with fields computed from it, behind its own or in the place of those of the same name. */
export type DeriveNode = {
  readonly kind: 'derive'
  readonly inputs: One
  readonly fields: readonly (readonly [name: string, lambda: Lambda<Row, unknown>])[]
}
/** A predicate that holds for each row, or the row is an error with this message. */
export type ValidateNode = {
  readonly kind: 'validate'
  readonly inputs: One
  readonly lambda: Lambda<Row, boolean>
  readonly message: string | Lambda<Row, string>
}
/** What is in the rows that are a Left, or in those that are a Right: rows are Eithers of fp-ts. */
export type SeparateNode = { readonly kind: 'separate'; readonly inputs: One; readonly side: 'left' | 'right' }
/** A look at each row, which stays as it is. */
export type TapNode = { readonly kind: 'tap'; readonly inputs: One; readonly lambda: Lambda<Row, void> }
/** The first rows of a sequence. */
export type TakeNode = { readonly kind: 'take'; readonly inputs: One; readonly count: number }
/** All but the first rows of a sequence. */
export type DropNode = { readonly kind: 'drop'; readonly inputs: One; readonly count: number }
/** The rows of a sequence before the first for which a predicate does not hold. */
export type TakeWhileNode = { readonly kind: 'takeWhile'; readonly inputs: One; readonly lambda: Lambda<Row, boolean> }
/** The rows of a sequence from the first on for which a predicate does not hold. */
export type DropWhileNode = { readonly kind: 'dropWhile'; readonly inputs: One; readonly lambda: Lambda<Row, boolean> }
/** Of each row of a sequence what has come of the rows so far. */
export type ScanNode = {
  readonly kind: 'scan'
  readonly inputs: One
  readonly reducer: Reducer<Row, Row>
  readonly initial: Row
}
/** Each row of a sequence with its number, from 0. */
export type ZipWithIndexNode = { readonly kind: 'zipWithIndex'; readonly inputs: One }
/** The rows of a sequence in arrays of a size; the last may be shorter. */
export type ChunkNode = { readonly kind: 'chunk'; readonly inputs: One; readonly size: number }
/** Arrays of rows of a sequence that follow each other, which begin so many rows apart. */
export type SlidingNode = {
  readonly kind: 'sliding'
  readonly inputs: One
  readonly size: number
  readonly step: number
}
/** The last row of a sequence. */
export type LastNode = { readonly kind: 'last'; readonly inputs: One }
/** All rows of two datasets, the first one's first. */
export type ConcatNode = { readonly kind: 'concat'; readonly inputs: Two }
/** One row of each value: the first of a sequence, the canonically least of a bag. */
export type DistinctNode = { readonly kind: 'distinct'; readonly inputs: One }
/** One row for each key: the first of a sequence, the canonically least of a bag. */
export type DistinctByNode = {
  readonly kind: 'distinctBy'
  readonly inputs: One
  readonly lambda: Lambda<Row, unknown>
}
/** One row of each value that is also in the second dataset. */
export type IntersectNode = { readonly kind: 'intersect'; readonly inputs: Two }
/** One row of each value that is not in the second dataset. */
export type ExceptNode = { readonly kind: 'except'; readonly inputs: Two }
/** The rows whose content, with the seed, has a chance below the fraction. */
export type SampleNode = {
  readonly kind: 'sample'
  readonly inputs: One
  readonly fraction: number
  readonly seed: number | string
}
/** Rows in an order that their content, with the seed, has by chance. */
export type ShuffleNode = { readonly kind: 'shuffle'; readonly inputs: One; readonly seed: number | string }
/** One key to sort by. Nulls (null, undefined) stand where `nulls` says, whatever the direction. */
export type SortKey = {
  readonly lambda: Lambda<Row, unknown>
  readonly direction: 'ascending' | 'descending'
  readonly nulls: 'first' | 'last'
}
/** Rows in the canonical order of their keys; ties stay as they were in a sequence, and go by whole rows in a bag. */
export type SortByNode = { readonly kind: 'sortBy'; readonly inputs: One; readonly keys: readonly SortKey[] }
/** Aggregates by name, in the order in which they were given. */
export type NamedAggregates = readonly (readonly [name: string, aggregate: Aggregate<Row, unknown, Order>])[]
/** A part of the key of a group, with the name that it has in the group's row. */
export type NamedKey = { readonly name: string; readonly lambda: Lambda<Row, unknown> }
/** One row for each key: its parts by name (`key` if there is one without), and the aggregates over its rows. */
export type GroupByNode = {
  readonly kind: 'groupBy'
  readonly inputs: One
  readonly keys: readonly NamedKey[]
  readonly aggregates: NamedAggregates
}
/** One row for each beginning of the keys, down to none of them: the rest is null, and `level` counts the beginning. */
export type RollupNode = {
  readonly kind: 'rollup'
  readonly inputs: One
  readonly keys: readonly NamedKey[]
  readonly aggregates: NamedAggregates
}
/** One row: the aggregates over all rows, also when there are none. */
export type AggregateNode = { readonly kind: 'aggregate'; readonly inputs: One; readonly aggregates: NamedAggregates }
/** Window functions by name, in the order in which they were given. */
export type NamedWindows = readonly (readonly [name: string, window: Window<Row, unknown, Order>])[]
/**
 * Each row with more fields: window functions over the rows of its partition, in the order of `keys`; without keys in that
 * of the sequence. Ties stay as they were in a sequence, and go by whole rows in a bag.
 */
export type OverNode = {
  readonly kind: 'over'
  readonly inputs: One
  /** The key of a row's partition; without it all rows are one. */
  readonly by: Lambda<Row, unknown> | undefined
  readonly keys: readonly SortKey[]
  readonly windows: NamedWindows
}
export type JoinHow = 'inner' | 'left' | 'right' | 'full' | 'semi' | 'anti'
/** Rows of two datasets with equal keys. A key that is null, or has a null part, equals none. */
export type JoinNode = {
  readonly kind: 'join'
  readonly inputs: Two
  readonly how: JoinHow
  readonly left: Lambda<Row, unknown>
  readonly right: Lambda<Row, unknown>
}
export type AsofHow = 'left' | 'inner'
export type AsofDirection = 'backward' | 'forward' | 'nearest'
/** Each row of the left with the row of the right that is nearest in time, of those with an equal key if there are keys. */
export type AsofJoinNode = {
  readonly kind: 'asofJoin'
  readonly inputs: Two
  readonly how: AsofHow
  readonly direction: AsofDirection
  /** The time of a row of the left. */
  readonly left: Lambda<Row, unknown>
  /** The time of a row of the right. */
  readonly right: Lambda<Row, unknown>
  readonly by: { readonly left: Lambda<Row, unknown>; readonly right: Lambda<Row, unknown> } | undefined
  /** The greatest distance, of numbers or in milliseconds. */
  readonly tolerance: number | undefined
}
/** All pairs of a row of the one dataset and a row of the other. */
export type CrossNode = { readonly kind: 'cross'; readonly inputs: Two }
/** One row for each key of either dataset: the key, and the rows of both that have it. A null key is of one side only. */
export type CogroupNode = {
  readonly kind: 'cogroup'
  readonly inputs: Two
  readonly left: Lambda<Row, unknown>
  readonly right: Lambda<Row, unknown>
}

/**
 * A node of a plan: a frozen record, told from others by its `kind`. Its inputs are nodes too. Each may say what a row does
 * that fails there (`onError`).
 *
 * @example
 * const kinds = (node: F.Node): readonly F.Kind[] => [node.kind, ...node.inputs.flatMap(kinds)]
 * kinds(F.pipe(F.rows([1, 2]), F.drop(1)).plan) // [ 'drop', 'source' ]
 */
export type Node = OnError &
  (
    | SourceNode
    | MapNode
    | FilterNode
    | FlatMapNode
    | FilterMapNode
    | MapAsyncNode
    | UpdateNode
    | DecodeNode
    | SelectNode
    | OmitNode
    | RenameNode
    | UnpivotNode
    | DeriveNode
    | ValidateNode
    | SeparateNode
    | TapNode
    | TakeNode
    | DropNode
    | TakeWhileNode
    | DropWhileNode
    | ScanNode
    | ZipWithIndexNode
    | ChunkNode
    | SlidingNode
    | LastNode
    | ConcatNode
    | DistinctNode
    | DistinctByNode
    | IntersectNode
    | ExceptNode
    | SampleNode
    | ShuffleNode
    | SortByNode
    | GroupByNode
    | RollupNode
    | AggregateNode
    | OverNode
    | JoinNode
    | AsofJoinNode
    | CrossNode
    | CogroupNode
  )

/**
 * The name of a kind of node, one word for each operator.
 *
 * @example
 * const kind: F.Kind = F.rows([1, 2]).plan.kind
 * kind // 'source'
 */
export type Kind = Node['kind']
/**
 * The nodes of one kind.
 *
 * @example
 * const wanted = (node: F.NodeOf<'take'>) => node.count
 * const { plan } = F.pipe(F.rows([1, 2]), F.take(5))
 * plan.kind === 'take' && wanted(plan) // 5
 */
export type NodeOf<K extends Kind> = Extract<Node, { readonly kind: K }>
