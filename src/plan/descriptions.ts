/**
 * The table of node kinds: all that must be said of a kind once, for all engines. Adding an operator adds one record here.
 */
import type { Order } from '../data/order.ts'
import { printName, printValue } from '../data/print-value.ts'
import * as S from '../data/schema.ts'
import type { Lambda } from '../lambda/lambda.ts'
import { printLambda } from '../lambda/print-lambda.ts'
import { schemaOfCodec } from './codec/schema-of-codec.ts'
import { extendedSchema, omittedSchema, renamedSchema, selectedSchema, unpivotedSchema } from './field-schemas.ts'
import type {
  AsofJoinNode,
  JoinNode,
  Kind,
  MapAsyncNode,
  NamedAggregates,
  NamedKey,
  Node,
  NodeOf,
  OverNode,
  SortKey,
} from './node.ts'

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
const arraySchema = ([row = S.unknown]: readonly S.Schema[]): S.Schema => S.array(row)
const unknownSchema = (): S.Schema => S.unknown
const nothing = (): string => ''
const lambdaText = (node: { readonly lambda: Lambda<never, unknown> }): string => printLambda(node.lambda)

const needsOf = (aggregates: NamedAggregates): Order =>
  aggregates.some(([, a]) => a.needs === 'sequence') ? 'sequence' : 'bag'
const aggregateFields = (aggregates: NamedAggregates): readonly S.Field[] =>
  aggregates.map(([name, a]) => S.field(name, a.schema))
const printAggregates = (aggregates: NamedAggregates): string =>
  `{ ${aggregates.map(([name, a]) => `${name}: ${a.name}`).join(', ')} }`

const keyFields = (keys: readonly NamedKey[]): readonly S.Field[] => keys.map(({ name }) => S.field(name, S.unknown))
/** A key without a name is called `key`, and printed alone. */
const printNamedKeys = (keys: readonly NamedKey[]): string => {
  const [only] = keys
  if (keys.length === 1 && only?.name === 'key') return printLambda(only.lambda)
  return `{ ${keys.map(({ name, lambda }) => `${printName(name)}: ${printLambda(lambda)}`).join(', ')} }`
}

const printKey = (key: SortKey): string =>
  [
    ...(key.direction === 'descending' ? ['descending'] : []),
    printLambda(key.lambda),
    ...(key.nulls === 'first' ? ['nulls first'] : []),
  ].join(' ')

const printTrying = ({ concurrency, retry, timeout }: MapAsyncNode): string =>
  [
    `concurrency ${concurrency}`,
    ...(retry === undefined ? [] : [`retry ${retry.times} after ${retry.delay} ms`]),
    ...(timeout === undefined ? [] : [`timeout ${timeout} ms`]),
  ].join(' ')

const printOver = ({ by, keys, windows }: OverNode): string =>
  [
    ...(by === undefined ? [] : [`by ${printLambda(by)}`]),
    ...(keys.length === 0 ? [] : [`ordered by ${keys.map(printKey).join(', ')}`]),
    windows.length === 0 ? '{}' : `{ ${windows.map(([name, window]) => `${name}: ${window.name}`).join(', ')} }`,
  ].join(' ')

const joinSchema = (
  [left = S.unknown, right = S.unknown]: readonly S.Schema[],
  { how }: JoinNode | AsofJoinNode,
): S.Schema => {
  switch (how) {
    case 'inner':
      return S.tuple([left, right])
    case 'left':
      return S.tuple([left, S.union([right, S.undefined])])
    case 'right':
      return S.tuple([S.union([left, S.undefined]), right])
    case 'full':
      return S.tuple([S.union([left, S.undefined]), S.union([right, S.undefined])])
    case 'semi':
    case 'anti':
      return left
    default:
      return how satisfies never
  }
}

/** One record for each kind. */
export const descriptions: { readonly [K in Kind]: Description<NodeOf<K>> } = {
  source: {
    needs: either,
    order: (_, { source }) => source.order ?? 'sequence',
    schema: (_, { source }) => source.schema,
    print: ({ source }) => [source.format, source.name, source.details].filter((part) => part !== '').join(' '),
  },
  map: { needs: either, order: sameOrder, schema: unknownSchema, print: lambdaText },
  filter: {
    needs: either,
    order: sameOrder,
    schema: sameSchema,
    print: (node) => `${node.not ? 'not ' : ''}${lambdaText(node)}`,
  },
  flatMap: { needs: either, order: sameOrder, schema: unknownSchema, print: lambdaText },
  filterMap: { needs: either, order: sameOrder, schema: unknownSchema, print: lambdaText },
  mapAsync: {
    needs: either,
    order: sameOrder,
    schema: unknownSchema,
    print: (node) => `${lambdaText(node)} ${printTrying(node)}`,
  },
  update: { needs: either, order: sameOrder, schema: unknownSchema, print: lambdaText },
  decode: {
    needs: either,
    order: sameOrder,
    schema: (_, { codec }) => schemaOfCodec(codec),
    print: ({ codec }) => codec.name,
  },
  select: {
    needs: either,
    order: sameOrder,
    schema: ([schema = S.unknown], { names }) => selectedSchema(schema, names),
    print: ({ names }) => names.map(printName).join(', '),
  },
  omit: {
    needs: either,
    order: sameOrder,
    schema: ([schema = S.unknown], { names }) => omittedSchema(schema, names),
    print: ({ names }) => names.map(printName).join(', '),
  },
  rename: {
    needs: either,
    order: sameOrder,
    schema: ([schema = S.unknown], { names }) => renamedSchema(schema, names),
    print: ({ names }) => names.map(([from, to]) => `${printName(from)} to ${printName(to)}`).join(', '),
  },
  unpivot: {
    needs: either,
    order: sameOrder,
    schema: ([schema = S.unknown], node) => unpivotedSchema(schema, node),
    print: ({ columns, name, value }) =>
      `${columns.map(printName).join(', ')} to ${printName(name)} and ${printName(value)}`,
  },
  derive: {
    needs: either,
    order: sameOrder,
    schema: ([schema = S.unknown], { fields }) =>
      extendedSchema(
        schema,
        fields.map(([name]) => S.field(name, S.unknown)),
      ),
    print: ({ fields }) => fields.map(([name, lambda]) => `${printName(name)}: ${printLambda(lambda)}`).join(', '),
  },
  validate: {
    needs: either,
    order: sameOrder,
    schema: sameSchema,
    print: (node) =>
      `${lambdaText(node)} else ${typeof node.message === 'string' ? printValue(node.message) : printLambda(node.message)}`,
  },
  separate: { needs: either, order: sameOrder, schema: unknownSchema, print: ({ side }) => side },
  tap: { needs: either, order: sameOrder, schema: sameSchema, print: lambdaText },
  take: { needs: sequence, order: sequence, schema: sameSchema, print: ({ count }) => `${count}` },
  drop: { needs: sequence, order: sequence, schema: sameSchema, print: ({ count }) => `${count}` },
  takeWhile: { needs: sequence, order: sequence, schema: sameSchema, print: lambdaText },
  dropWhile: { needs: sequence, order: sequence, schema: sameSchema, print: lambdaText },
  scan: {
    needs: sequence,
    order: sequence,
    schema: unknownSchema,
    print: ({ reducer, initial }) => `${printLambda(reducer)} from ${printValue(initial)}`,
  },
  zipWithIndex: {
    needs: sequence,
    order: sequence,
    schema: ([row = S.unknown]) => S.tuple([row, S.number]),
    print: nothing,
  },
  chunk: { needs: sequence, order: sequence, schema: arraySchema, print: ({ size }) => `${size}` },
  sliding: {
    needs: sequence,
    order: sequence,
    schema: arraySchema,
    print: ({ size, step }) => (step === 1 ? `${size}` : `${size} step ${step}`),
  },
  last: { needs: sequence, order: sequence, schema: sameSchema, print: nothing },
  concat: {
    needs: either,
    order: (inputs) => (inputs.every((order) => order === 'sequence') ? 'sequence' : 'bag'),
    schema: S.union,
    print: nothing,
  },
  distinct: { needs: either, order: sameOrder, schema: sameSchema, print: nothing },
  distinctBy: { needs: either, order: sameOrder, schema: sameSchema, print: lambdaText },
  intersect: { needs: either, order: sameOrder, schema: sameSchema, print: nothing },
  except: { needs: either, order: sameOrder, schema: sameSchema, print: nothing },
  sample: {
    needs: either,
    order: sameOrder,
    schema: sameSchema,
    print: ({ fraction, seed }) => `${fraction} seed ${printValue(seed)}`,
  },
  shuffle: { needs: either, order: sequence, schema: sameSchema, print: ({ seed }) => `seed ${printValue(seed)}` },
  sortBy: { needs: either, order: sequence, schema: sameSchema, print: ({ keys }) => keys.map(printKey).join(', ') },
  groupBy: {
    needs: ({ aggregates }) => needsOf(aggregates),
    order: bag,
    schema: (_, { keys, aggregates }) => S.record([...keyFields(keys), ...aggregateFields(aggregates)]),
    print: ({ keys, aggregates }) => `${printNamedKeys(keys)} ${printAggregates(aggregates)}`,
  },
  rollup: {
    needs: ({ aggregates }) => needsOf(aggregates),
    order: bag,
    schema: (_, { keys, aggregates }) =>
      S.record([...keyFields(keys), S.field('level', S.number), ...aggregateFields(aggregates)]),
    print: ({ keys, aggregates }) => `${printNamedKeys(keys)} ${printAggregates(aggregates)}`,
  },
  aggregate: {
    needs: ({ aggregates }) => needsOf(aggregates),
    order: sequence,
    schema: (_, { aggregates }) => S.record(aggregateFields(aggregates)),
    print: ({ aggregates }) => printAggregates(aggregates),
  },
  over: {
    needs: ({ keys, windows }) =>
      keys.length === 0 && windows.some(([, window]) => window.needs === 'sequence') ? 'sequence' : 'bag',
    order: sameOrder,
    schema: ([schema = S.unknown], { windows }) =>
      extendedSchema(
        schema,
        windows.map(([name, window]) => S.field(name, window.schema)),
      ),
    print: printOver,
  },
  join: {
    needs: either,
    order: bag,
    schema: joinSchema,
    print: ({ how, left, right }) => `${how} on ${printLambda(left)} = ${printLambda(right)}`,
  },
  asofJoin: {
    needs: either,
    order: sameOrder,
    schema: joinSchema,
    print: ({ how, direction, left, right, by, tolerance }) =>
      [
        `${how} ${direction} on ${printLambda(left)} = ${printLambda(right)}`,
        ...(by === undefined ? [] : [`by ${printLambda(by.left)} = ${printLambda(by.right)}`]),
        ...(tolerance === undefined ? [] : [`within ${tolerance}`]),
      ].join(' '),
  },
  cross: {
    needs: either,
    order: bag,
    schema: ([left = S.unknown, right = S.unknown]) => S.tuple([left, right]),
    print: nothing,
  },
  cogroup: {
    needs: either,
    order: bag,
    schema: () => S.record(['key', 'left', 'right'].map((name) => S.field(name, S.unknown))),
    print: ({ left, right }) => `on ${printLambda(left)} = ${printLambda(right)}`,
  },
}

/** The description of a node's kind. */
export const describe = (node: Node): Description<Node> => descriptions[node.kind] as Description<Node>
