/**
 * The plan: what a dataset is made of. One frozen record for each kind of node, and one table that describes them all.
 *
 * A node is data: a `kind`, its `inputs`, and what the kind needs besides. Functions over plans switch on `kind` and end
 * in `never`, so a new kind is a list of compile errors to work through. What a kind *means* is said by the reference
 * engine, in engine/reference/interpret.ts; nothing here runs.
 */
import type * as t from 'io-ts'
import type { Aggregate } from '../aggregate/aggregate.ts'
import type { Order } from '../data/order.ts'
import * as S from '../data/schema.ts'
import type { Lambda } from '../lambda/lambda.ts'
import { printLambda } from '../lambda/print-lambda.ts'
import { schemaOfCodec } from './codec/schema-of-codec.ts'
import type { Source } from './source.ts'

type Row = unknown
type One = readonly [Node]
type Two = readonly [Node, Node]

/** Rows from outside. */
export type SourceNode = { readonly kind: 'source'; readonly inputs: readonly []; readonly source: Source }
/** Each row replaced by another. */
export type MapNode = { readonly kind: 'map'; readonly inputs: One; readonly lambda: Lambda<Row, Row> }
/** The rows for which a predicate holds. */
export type FilterNode = { readonly kind: 'filter'; readonly inputs: One; readonly lambda: Lambda<Row, boolean> }
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
/** Each row changed by an immer recipe; the row itself is untouched. */
export type UpdateNode = { readonly kind: 'update'; readonly inputs: One; readonly lambda: Lambda<Row, Row> }
/** Each row decoded by a codec; one that does not fit is an error of that row. */
export type DecodeNode = { readonly kind: 'decode'; readonly inputs: One; readonly codec: t.Mixed }
/** A look at each row, which stays as it is. */
export type TapNode = { readonly kind: 'tap'; readonly inputs: One; readonly lambda: Lambda<Row, void> }
/** The first rows of a sequence. */
export type TakeNode = { readonly kind: 'take'; readonly inputs: One; readonly count: number }
/** All but the first rows of a sequence. */
export type DropNode = { readonly kind: 'drop'; readonly inputs: One; readonly count: number }
/** All rows of two datasets, the first one's first. */
export type ConcatNode = { readonly kind: 'concat'; readonly inputs: Two }
/** One row of each value: the first of a sequence, the canonically least of a bag. */
export type DistinctNode = { readonly kind: 'distinct'; readonly inputs: One }
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
/** One row for each key: `key`, and the aggregates over the rows that have it. */
export type GroupByNode = {
  readonly kind: 'groupBy'
  readonly inputs: One
  readonly lambda: Lambda<Row, unknown>
  readonly aggregates: NamedAggregates
}
/** One row: the aggregates over all rows, also when there are none. */
export type AggregateNode = { readonly kind: 'aggregate'; readonly inputs: One; readonly aggregates: NamedAggregates }
export type JoinHow = 'inner' | 'left' | 'semi' | 'anti'
/** Rows of two datasets with equal keys. A key that is null, or has a null part, equals none. */
export type JoinNode = {
  readonly kind: 'join'
  readonly inputs: Two
  readonly how: JoinHow
  readonly left: Lambda<Row, unknown>
  readonly right: Lambda<Row, unknown>
}

/**
 * A node of a plan: a frozen record, told from others by its `kind`. Its inputs are nodes too.
 *
 * @example
 * const kinds = (node: F.Node): readonly F.Kind[] => [node.kind, ...node.inputs.flatMap(kinds)]
 * kinds(F.pipe(F.rows([1, 2]), F.drop(1)).plan) // [ 'drop', 'source' ]
 */
export type Node =
  | SourceNode
  | MapNode
  | FilterNode
  | FlatMapNode
  | FilterMapNode
  | UpdateNode
  | DecodeNode
  | TapNode
  | TakeNode
  | DropNode
  | ConcatNode
  | DistinctNode
  | SortByNode
  | GroupByNode
  | AggregateNode
  | JoinNode

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

/** What there is to say of a kind of node, once and for all engines. */
export interface Description<N extends Node> {
  /** The order that the first input must have. `'bag'`: either. */
  readonly needs: (node: N) => Order
  /** The order of the rows that come out, given those of the inputs. */
  readonly order: (inputs: readonly Order[], node: N) => Order
  /** What is known of the rows that come out, given the inputs' schemas. */
  readonly schema: (inputs: readonly S.Schema[], node: N) => S.Schema
  /** What `explain` prints after the kind. */
  readonly print: (node: N) => string
}

const either = (): Order => 'bag'
const sequence = (): Order => 'sequence'
const bag = (): Order => 'bag'
const sameOrder = ([order = 'bag']: readonly Order[]): Order => order
const sameSchema = ([schema = S.unknown]: readonly S.Schema[]): S.Schema => schema
const unknownSchema = (): S.Schema => S.unknown
const nothing = (): string => ''
const lambdaText = (node: { readonly lambda: Lambda<never, unknown> }): string => printLambda(node.lambda)

const needsOf = (aggregates: NamedAggregates): Order =>
  aggregates.some(([, a]) => a.needs === 'sequence') ? 'sequence' : 'bag'
const aggregateFields = (aggregates: NamedAggregates): readonly S.Field[] =>
  aggregates.map(([name, a]) => S.field(name, a.schema))
const printAggregates = (aggregates: NamedAggregates): string =>
  `{ ${aggregates.map(([name, a]) => `${name}: ${a.name}`).join(', ')} }`

const printKey = (key: SortKey): string =>
  [
    ...(key.direction === 'descending' ? ['descending'] : []),
    printLambda(key.lambda),
    ...(key.nulls === 'first' ? ['nulls first'] : []),
  ].join(' ')

const joinSchema = ([left = S.unknown, right = S.unknown]: readonly S.Schema[], { how }: JoinNode): S.Schema => {
  switch (how) {
    case 'inner':
      return S.tuple([left, right])
    case 'left':
      return S.tuple([left, S.union([right, S.undefined])])
    case 'semi':
    case 'anti':
      return left
    default:
      return how satisfies never
  }
}

/** The table of node kinds. Adding an operator adds one record here. */
export const descriptions: { readonly [K in Kind]: Description<NodeOf<K>> } = {
  source: {
    needs: either,
    order: sequence,
    schema: (_, { source }) => source.schema,
    print: ({ source }) => [source.format, source.name, source.details].filter((part) => part !== '').join(' '),
  },
  map: { needs: either, order: sameOrder, schema: unknownSchema, print: lambdaText },
  filter: { needs: either, order: sameOrder, schema: sameSchema, print: lambdaText },
  flatMap: { needs: either, order: sameOrder, schema: unknownSchema, print: lambdaText },
  filterMap: { needs: either, order: sameOrder, schema: unknownSchema, print: lambdaText },
  update: { needs: either, order: sameOrder, schema: unknownSchema, print: lambdaText },
  decode: {
    needs: either,
    order: sameOrder,
    schema: (_, { codec }) => schemaOfCodec(codec),
    print: ({ codec }) => codec.name,
  },
  tap: { needs: either, order: sameOrder, schema: sameSchema, print: lambdaText },
  take: { needs: sequence, order: sequence, schema: sameSchema, print: ({ count }) => `${count}` },
  drop: { needs: sequence, order: sequence, schema: sameSchema, print: ({ count }) => `${count}` },
  concat: {
    needs: either,
    order: (inputs) => (inputs.every((order) => order === 'sequence') ? 'sequence' : 'bag'),
    schema: S.union,
    print: nothing,
  },
  distinct: { needs: either, order: sameOrder, schema: sameSchema, print: nothing },
  sortBy: { needs: either, order: sequence, schema: sameSchema, print: ({ keys }) => keys.map(printKey).join(', ') },
  groupBy: {
    needs: ({ aggregates }) => needsOf(aggregates),
    order: bag,
    schema: (_, { aggregates }) => S.record([S.field('key', S.unknown), ...aggregateFields(aggregates)]),
    print: ({ lambda, aggregates }) => `${printLambda(lambda)} ${printAggregates(aggregates)}`,
  },
  aggregate: {
    needs: ({ aggregates }) => needsOf(aggregates),
    order: sequence,
    schema: (_, { aggregates }) => S.record(aggregateFields(aggregates)),
    print: ({ aggregates }) => printAggregates(aggregates),
  },
  join: {
    needs: either,
    order: bag,
    schema: joinSchema,
    print: ({ how, left, right }) => `${how} on ${printLambda(left)} = ${printLambda(right)}`,
  },
}

/** The description of a node's kind. */
export const describe = (node: Node): Description<Node> => descriptions[node.kind] as Description<Node>
