/**
 * Proves that the reference engine means what a naive evaluation over arrays means (P8), on random plans over random
 * data: the same rows, the same error or the same rejects, and the same counts at each stage.
 */
import fc from 'fast-check'
import * as F from 'floe'
import * as E from 'fp-ts/lib/Either.js'
import * as O from 'fp-ts/lib/Option.js'
import { describe, expect, test } from 'vitest'
import { fingerprint } from '../../src/data/fingerprint.ts'
import type { RunError } from '../../src/error/floe-error.ts'
import type { Kind, Node, NodeOf } from '../../src/plan/node.ts'
import { printNode } from '../../src/plan/print.ts'
import type { Batch, Source } from '../../src/plan/source.ts'
import { nodesOf, orderOf, transform } from '../../src/plan/tree.ts'
import { anyPlan, type PlanOptions } from '../arbitrary/plan.ts'
import { type NaiveError, naive } from '../oracle/naive.ts'
import { runs } from '../runs.ts'

const numRuns = runs(200)

const profiles: readonly (readonly [string, PlanOptions])[] = [
  ['finite numbers', { numbers: 'finite' }],
  ['special numbers', { numbers: 'specials' }],
  ['finite numbers, failing functions', { numbers: 'finite', failing: true }],
  ['special numbers, failing functions', { numbers: 'specials', failing: true }],
]

/** Rows as fingerprints: in order of a sequence, as a multiset of a bag. */
const prints = (rows: Iterable<unknown>, order: F.Order): readonly string[] => {
  const all = [...rows].map((row) => fingerprint(row) as string)
  return order === 'sequence' ? all : all.sort()
}

/** What must agree of an error. */
const essence = (error: RunError) => ({ tag: error._tag, stage: error.place.stage, row: error.place.row })
const naiveEssence = ({ tag, node, row }: NaiveError) => ({ tag, stage: printNode(node), row })

const collect = async (dataset: F.Bag<unknown>) => {
  const rows: unknown[] = []
  try {
    for await (const batch of F.stream(dataset, { engine: F.reference })) rows.push(...batch)
    return { rows, error: undefined }
  } catch (thrown) {
    return { rows, error: thrown as RunError }
  }
}

const right = async (dataset: F.Bag<unknown>, options: F.RunOptions = {}): Promise<F.Run<unknown>> => {
  const result = await F.run(dataset, { ...options, engine: F.reference })()
  if (result._tag === 'Left') throw result.left
  return result.right
}

describe.each(profiles)('over %s', (_, options) => {
  test('the same rows, and the same error after them', () =>
    fc.assert(
      fc.asyncProperty(anyPlan(options), async ({ dataset }) => {
        const order = orderOf(dataset.plan)
        const expected = await naive(dataset.plan)
        const actual = await collect(dataset)
        expect(actual.error && essence(actual.error)).toEqual(expected.error && naiveEssence(expected.error))
        expect(prints(actual.rows, order)).toEqual(prints(expected.rows, order))
      }),
      { numRuns, endOnFailure: true },
    ))

  test('the same rejects, and counts that add up at each stage', () =>
    fc.assert(
      fc.asyncProperty(anyPlan(options), async ({ dataset }) => {
        const order = orderOf(dataset.plan)
        const expected = await naive(dataset.plan, { onError: 'reject' })
        const { rows, rejects, report } = await right(dataset, { onError: 'reject' })
        expect(prints(rows, order)).toEqual(prints(expected.rows, order))
        expect(rejects.map(essence).toArray()).toEqual(expected.rejects.map(naiveEssence))
        expect(report.stages.map(({ rowsIn, rowsOut, rowsRejected }) => ({ rowsIn, rowsOut, rowsRejected }))).toEqual(
          expected.counts,
        )
        for (const stage of report.stages)
          if (
            ['map', 'update', 'decode', 'select', 'omit', 'rename', 'derive', 'validate', 'tap', 'source'].includes(
              stage.kind,
            )
          )
            expect(stage.rowsIn).toBe(stage.rowsOut + stage.rowsRejected)
        expect(report.rowsRejected).toBe(rejects.size)
      }),
      { numRuns, endOnFailure: true },
    ))
})

/** A small mistake in one kind of node. */
const mistakes: { readonly [K in Kind]: (node: NodeOf<K>) => Node } = {
  source: (node) => ({ ...node, source: { ...node.source, open: () => reversed(node.source) } }),
  map: (node) => ({ ...node, lambda: { ...node.lambda, call: (row) => row } }),
  filter: (node) => ({ ...node, lambda: { ...node.lambda, call: (row) => !node.lambda.call(row) } }),
  flatMap: (node) => ({ ...node, lambda: { ...node.lambda, call: (row) => [...node.lambda.call(row)].reverse() } }),
  filterMap: (node) => ({ ...node, lambda: { ...node.lambda, call: () => O.none } }),
  mapAsync: (node) => ({ ...node, lambda: { ...node.lambda, call: (row) => async () => E.right(row) } }),
  update: (node) => node.inputs[0],
  decode: (node) => node.inputs[0],
  select: (node) => ({ ...node, names: node.names.slice(1) }),
  omit: (node) => ({ ...node, names: node.names.slice(1) }),
  unpivot: (node) => ({ ...node, columns: node.columns.toReversed() }),
  rename: (node) => ({ ...node, names: node.names.slice(1) }),
  derive: (node) => ({ ...node, fields: node.fields.slice(1) }),
  validate: (node) => node.inputs[0],
  separate: (node) => ({ ...node, side: node.side === 'left' ? 'right' : 'left' }),
  tap: (node) => ({ ...node, lambda: { ...node.lambda, call: () => {} } }),
  take: (node) => ({ ...node, count: node.count + 1 }),
  drop: (node) => ({ ...node, count: node.count + 1 }),
  takeWhile: (node) => node.inputs[0],
  dropWhile: (node) => node.inputs[0],
  scan: (node) => ({ ...node, reducer: { ...node.reducer, call: (_, row) => row } }),
  zipWithIndex: (node) => node.inputs[0],
  chunk: (node) => ({ ...node, size: node.size + 1 }),
  sliding: (node) => ({ ...node, step: node.step + 1 }),
  last: (node) => node.inputs[0],
  concat: (node) => ({ ...node, inputs: [node.inputs[1], node.inputs[0]] }),
  distinct: (node) => node.inputs[0],
  distinctBy: (node) => node.inputs[0],
  intersect: (node) => ({ ...node, kind: 'except' }),
  except: (node) => ({ ...node, kind: 'intersect' }),
  sample: (node) => ({ ...node, seed: `not ${node.seed}` }),
  shuffle: (node) => node.inputs[0],
  sortBy: (node) => ({ ...node, keys: node.keys.toReversed() }),
  groupBy: (node) => ({ ...node, aggregates: node.aggregates.slice(1) }),
  rollup: (node) => ({ ...node, kind: 'groupBy' }),
  aggregate: (node) => ({ ...node, aggregates: node.aggregates.slice(1) }),
  over: (node) => ({ ...node, windows: node.windows.slice(1) }),
  join: (node) => ({ ...node, left: node.right, right: node.left }),
  asofJoin: (node) => ({ ...node, direction: node.direction === 'forward' ? 'backward' : 'forward' }),
  cross: (node) => ({ ...node, inputs: [node.inputs[1], node.inputs[0]] }),
  cogroup: (node) => ({ ...node, left: node.right, right: node.left }),
}

async function* reversed(source: Source): AsyncIterable<Batch> {
  for await (const batch of source.open(new AbortController().signal)) yield { ...batch, rows: batch.rows.toReversed() }
}

const mistaken = (kind: Kind, plan: Node): F.Bag<unknown> => ({
  ...F.rows([]),
  plan: transform(plan, (node) => (node.kind === kind ? mistakes[kind](node as never) : node)),
})

describe('a mistake is noticed', () => {
  const plans = fc.sample(anyPlan({ failing: true }), 3000).map(({ dataset: { plan } }) => plan)

  test.each(Object.keys(mistakes) as Kind[])('in %s', async (kind) => {
    const isNoticed = async (plan: Node): Promise<boolean> => {
      const { rows, error } = await collect(mistaken(kind, plan))
      const expected = await naive(plan)
      const order = orderOf(plan)
      return (
        error?._tag !== expected.error?.tag ||
        error?.place.row !== expected.error?.row ||
        prints(rows, order).join() !== prints(expected.rows, order).join()
      )
    }
    for (const plan of plans) if (nodesOf(plan).some((node) => node.kind === kind) && (await isNoticed(plan))) return
    expect.fail(`${kind} may do anything`)
  })
})
