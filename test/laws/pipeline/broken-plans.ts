/** A plan, or an engine, for each law of plans, that breaks it and no other. */
import * as F from 'floe'
import * as A from 'floe/aggregate'
import type { Engines } from '../../../src/laws/pipeline/engines.ts'
import { losingAtBatches, preparing, running, taking } from './broken-engines.ts'
import { atAirports, byOrigin, type Flight, flights } from './flights.ts'

/** The codes of all rows, in the order in which they come: what an aggregate that says it needs none must not give. */
const codes = A.define<string, { readonly origin: string | null }, string>({
  name: 'codes',
  needs: 'bag',
  splits: false,
  init: () => '',
  step: (text, { origin }) => `${text},${origin}`,
  merge: (left, right) => left + right,
  done: (text) => text,
  encode: (text) => text,
  decode: String,
})

export const innerJoins = (node: F.Node): F.Node =>
  node.kind === 'join' ? Object.freeze({ ...node, how: 'inner' as const }) : node

/** The plan whose last stage, if that is a filter, keeps what it keeps and something else. */
const filtersAtTheEnd = (keeps: (row: Flight, kept: boolean, not: boolean) => boolean): F.Engine =>
  running((node) => {
    if (node.kind !== 'filter') return node
    const call = (row: unknown): boolean => keeps(row as Flight, Boolean(node.lambda.call(row)) !== node.not, node.not)
    return Object.freeze({ ...node, not: false, lambda: { ...node.lambda, call } })
  })

/** Knows functions by what they are, and lambdas by which they are. */
const known = new Map<unknown, unknown>()
const identities = taking((node) => {
  if (node.kind !== 'map') return node
  if (!known.has(node.lambda.fn)) known.set(node.lambda.fn, node.lambda)
  return known.get(node.lambda.fn) === node.lambda ? node : (node.inputs[0] as F.Node)
})

export interface Case {
  readonly plan: F.Bag<unknown>
  readonly engines?: Engines
}

let counter = 0
const late = F.pipe(
  flights,
  F.filter((f) => f.delay > 5),
  F.map((f) => f.id),
)

/** Each breaks the law whose number it stands behind, and no other. */
export const breakers = {
  S7: [
    'a function that asks for the time',
    {
      plan: F.pipe(
        flights,
        F.filter((f) => f.delay > 5),
        F.map((f) => ({ ...f, on: new Date().getUTCFullYear() })),
      ),
    },
  ],
  I1: [
    'a function that counts',
    {
      plan: F.pipe(
        flights,
        F.map((f) => ({ ...f, n: counter++ })),
        F.filter((f) => f.delay > 5),
        F.map((f) => f.n),
      ),
    },
  ],
  S1: [
    'a function that writes to its row',
    {
      plan: F.pipe(
        flights,
        F.map((f) => Object.assign(f as object, { late: f.delay > 15 })),
      ),
    },
  ],
  E12: [
    'an aggregate that goes by the order of a bag',
    { plan: F.pipe(flights, F.groupBy({ origin: (f) => f.origin }, { n: A.count() }), F.aggregate({ codes })) },
  ],
  E7: [
    'an optimizer that loses filters',
    { plan: late, engines: [F.reference, preparing((node) => (node.kind === 'filter' ? node.inputs[0] : node))] },
  ],
  P8: ['engines that all take left joins for inner ones', { plan: atAirports, engines: [taking(innerJoins)] }],
  E0: [
    'an engine that takes left joins for inner ones',
    { plan: atAirports, engines: [F.reference, taking(innerJoins)] },
  ],
  E3: ['an engine that loses rows where batches begin', { plan: late, engines: [F.reference, losingAtBatches] }],
  E17: ['an engine that knows functions by the objects they stand in', { plan: late, engines: [identities] }],
  P7: [
    'an engine that takes two maps for one',
    {
      plan: late,
      engines: [
        F.reference,
        taking((node) =>
          node.kind === 'map' && node.inputs[0].kind === 'map' ? (node.inputs[0].inputs[0] as F.Node) : node,
        ),
      ],
    },
  ],
  S20: [
    'an engine to which what is nothing is neither true nor false',
    {
      plan: F.pipe(
        flights,
        F.filter((f) => f.origin === 'SEA'),
        byOrigin,
      ),
      engines: [F.reference, filtersAtTheEnd((row, kept, not) => kept && !(not && row.origin === null))],
    },
  ],
  S21: [
    'an engine that makes something else of a predicate',
    {
      plan: F.pipe(
        flights,
        F.filter((f) => f.delay > 5),
        byOrigin,
      ),
      engines: [F.reference, filtersAtTheEnd((row, kept) => (row.delay < 5 ? !kept : kept))],
    },
  ],
} satisfies Readonly<Record<string, readonly [string, Case]>>
