/**
 * What there is to check in a node of a plan: one row for each kind, so that a new kind is a compile error here.
 */
import { isImmutable } from 'immutable'
import { printName } from '../../data/print-value.ts'
import type { Lambda, Reducer } from '../../lambda/lambda.ts'
import { printLambda } from '../../lambda/print-lambda.ts'
import type { Kind, NamedAggregates, NamedKey, NamedWindows, Node, NodeOf, SortKey } from '../../plan/node.ts'
import { printNode } from '../../plan/print.ts'
import type { Source } from '../../plan/source.ts'
import type { Part } from './part.ts'

type One = Node & { readonly inputs: readonly [Node] }
type Two = Node & { readonly inputs: readonly [Node, Node] }
type AnyLambda = Lambda<never, unknown>

const none = (): readonly Part[] => []

/** A function of the rows of an input, under the name of its stage, and of its place in it. */
const functionPart = (
  node: Node,
  below: Node,
  lambda: AnyLambda,
  place = '',
  gives: 'value' | 'rows' = 'value',
): Part => ({
  kind: 'function',
  name: [node.kind, ...(place === '' ? [] : [place]), printLambda(lambda)].join(' '),
  node,
  below,
  lambda: lambda as Lambda,
  gives,
})

const ofLambda = (node: One & { readonly lambda: AnyLambda }): readonly Part[] => [
  functionPart(node, node.inputs[0], node.lambda),
]

const ofSides = (node: Two & { readonly left: AnyLambda; readonly right: AnyLambda }): readonly Part[] => [
  functionPart(node, node.inputs[0], node.left, 'left'),
  functionPart(node, node.inputs[1], node.right, 'right'),
]

const ofAggregates = (node: One, aggregates: NamedAggregates): readonly Part[] =>
  aggregates.map(
    ([name, aggregate]): Part => ({
      kind: 'aggregate',
      name: `${node.kind} ${printName(name)}: ${aggregate.name}`,
      node,
      below: node.inputs[0],
      aggregate,
    }),
  )

/** A key without a name is called `key`. */
const ofKeys = (node: One, keys: readonly NamedKey[]): readonly Part[] =>
  keys.map(({ name, lambda }) =>
    functionPart(node, node.inputs[0], lambda, keys.length === 1 && name === 'key' ? 'by' : `${printName(name)}:`),
  )

const printKey = ({ direction, lambda }: SortKey): string =>
  `${direction === 'descending' ? 'descending ' : ''}${printLambda(lambda)}`

const ofOrder = (node: One, keys: readonly SortKey[], place = ''): readonly Part[] =>
  keys.length === 0
    ? []
    : [
        {
          kind: 'order',
          name: `${node.kind} ${place}${keys.map(printKey).join(', ')}`,
          node,
          below: node.inputs[0],
          keys,
        },
      ]

/** Those that look at nothing but where a row stands have no function of the user's. */
const ofWindows = (node: One, windows: NamedWindows): readonly Part[] =>
  windows.flatMap(([name, { name: text, looksAt }]): readonly Part[] =>
    looksAt.kind === 'position'
      ? []
      : [
          {
            kind: 'aggregate',
            name: `${node.kind} ${printName(name)}: ${text}`,
            node,
            below: node.inputs[0],
            aggregate: looksAt.aggregate,
          },
        ],
  )

/** What sources of Floe's own read, or make of a value: that it is the same each time is tested where they are. */
const ownFormats: ReadonlySet<string> = new Set([
  'csv',
  'json',
  'ndjson',
  'lines',
  'parquet',
  'generate',
  'range',
  'repeat',
])

/** Of rows in memory only those that are made when somebody iterates over them. */
const isOwn = ({ format, held }: Source): boolean =>
  ownFormats.has(format) || Array.isArray(held) || ArrayBuffer.isView(held) || isImmutable(held) || held instanceof Set

const ofSource = (node: NodeOf<'source'>): readonly Part[] => {
  const { source } = node
  const placed = { name: printNode(node), node, below: node }
  return [
    ...(source.codec === undefined ? [] : [{ ...placed, kind: 'codec' as const, codec: source.codec }]),
    ...(isOwn(source) ? [] : [{ ...placed, kind: 'source' as const, source }]),
  ]
}

const parts: { readonly [K in Kind]: (node: NodeOf<K>) => readonly Part[] } = {
  source: ofSource,
  map: ofLambda,
  filter: ofLambda,
  flatMap: (node) => [functionPart(node, node.inputs[0], node.lambda, '', 'rows')],
  filterMap: ofLambda,
  mapAsync: (node) => [
    {
      kind: 'task',
      name: `mapAsync ${printLambda(node.lambda)}`,
      node,
      below: node.inputs[0],
      lambda: node.lambda as Lambda,
    },
  ],
  update: (node) => [
    { kind: 'recipe', name: printNode(node), node, below: node.inputs[0], lambda: node.lambda as Lambda },
  ],
  decode: (node) => [{ kind: 'codec', name: printNode(node), node, below: node.inputs[0], codec: node.codec }],
  select: none,
  omit: none,
  rename: none,
  unpivot: none,
  derive: (node) =>
    node.fields.map(([name, lambda]) => functionPart(node, node.inputs[0], lambda, `${printName(name)}:`)),
  validate: (node) => [
    functionPart(node, node.inputs[0], node.lambda),
    ...(typeof node.message === 'string' ? [] : [functionPart(node, node.inputs[0], node.message, 'else')]),
  ],
  separate: none,
  tap: (node) => [
    { kind: 'effect', name: printNode(node), node, below: node.inputs[0], lambda: node.lambda as Lambda },
  ],
  take: none,
  drop: none,
  takeWhile: ofLambda,
  dropWhile: ofLambda,
  scan: (node) => [
    {
      kind: 'reducer',
      name: printNode(node),
      node,
      below: node.inputs[0],
      reducer: node.reducer as unknown as Reducer,
      initial: node.initial,
    },
  ],
  zipWithIndex: none,
  chunk: none,
  sliding: none,
  last: none,
  concat: none,
  distinct: none,
  distinctBy: ofLambda,
  intersect: none,
  except: none,
  sample: none,
  shuffle: none,
  sortBy: (node) => ofOrder(node, node.keys),
  groupBy: (node) => [...ofKeys(node, node.keys), ...ofAggregates(node, node.aggregates)],
  rollup: (node) => [...ofKeys(node, node.keys), ...ofAggregates(node, node.aggregates)],
  aggregate: (node) => ofAggregates(node, node.aggregates),
  over: (node) => [
    ...(node.by === undefined ? [] : [functionPart(node, node.inputs[0], node.by, 'by')]),
    ...ofOrder(node, node.keys, 'ordered by '),
    ...ofWindows(node, node.windows),
  ],
  join: ofSides,
  asofJoin: (node) => [
    ...ofSides(node),
    ...(node.by === undefined
      ? []
      : [
          functionPart(node, node.inputs[0], node.by.left, 'by left'),
          functionPart(node, node.inputs[1], node.by.right, 'by right'),
        ]),
  ],
  cross: none,
  cogroup: ofSides,
}

/** What there is to check in a node itself, in the order in which it was written. */
export const partsOfNode = <K extends Kind>(node: NodeOf<K>): readonly Part[] =>
  (parts[node.kind] as (node: NodeOf<K>) => readonly Part[])(node)

/** The nodes of a plan, each once, inputs before those that read them. */
export const nodesOnce = (plan: Node, seen = new Set<Node>()): ReadonlySet<Node> => {
  if (seen.has(plan)) return seen
  for (const input of plan.inputs) nodesOnce(input, seen)
  return seen.add(plan)
}

/** What there is to check in a plan, in the order in which rows come by; of a node that is used twice, once. */
export const partsOf = (plan: Node): readonly Part[] => [...nodesOnce(plan)].flatMap((node) => partsOfNode(node))
