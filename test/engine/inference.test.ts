/**
 * Proves, on random plans, what is said of plans without running them: their text is stable and shows every node; a copy
 * means the same (E17); every row fits the inferred schema; what is called a sequence has an order, and what is called a
 * bag does not depend on one.
 */
import fc from 'fast-check'
import * as F from 'floe'
import { describe, expect, test } from 'vitest'
import { fingerprint } from '../../src/data/fingerprint.ts'
import { conforms, type Schema } from '../../src/data/schema.ts'
import { describe as description } from '../../src/plan/descriptions.ts'
import type { Node } from '../../src/plan/node.ts'
import { printNode, printPlan } from '../../src/plan/print.ts'
import { mapInputs, nodesOf, orderOf, schemaOf, transform } from '../../src/plan/tree.ts'
import { anyPlan } from '../arbitrary/plan.ts'
import { inCanonicalOrder, naive } from '../oracle/naive.ts'
import { runs } from '../runs.ts'

const numRuns = runs(150)
const options = { numRuns, endOnFailure: true }
/** What is rejected is not the matter here. */
const rejecting: F.RowOptions = { onError: 'reject', onReject: () => {} }
const failing = anyPlan({ numbers: 'specials', failing: true })

const datasetOf = (plan: Node): F.Bag<unknown> => ({ ...F.rows([]), plan })

const printsOf = async (plan: Node): Promise<readonly string[]> =>
  (await F.toList(datasetOf(plan), rejecting)).map((row) => fingerprint(row) as string).toArray()

/** A copy of all nodes, each made anew. */
const copyOf = (node: Node): Node =>
  Object.freeze({ ...node, inputs: Object.freeze(node.inputs.map(copyOf)) }) as unknown as Node

describe('the text of a plan', () => {
  test('has one line a node, the same each time and for a copy', () =>
    fc.assert(
      fc.property(failing, ({ dataset: { plan } }) => {
        const lines = printPlan(plan).split('\n')
        expect(lines).toHaveLength(nodesOf(plan).length)
        expect(printPlan(copyOf(plan)).split('\n')).toEqual(lines)
        const printed = lines.map((line) => line.trim())
        for (const node of nodesOf(plan))
          expect(printed.some((line) => line.startsWith(`${printNode(node)} : `))).toBe(true)
      }),
      options,
    ))

  test('indents each input by one step below the stage that reads it', () =>
    fc.assert(
      fc.property(failing, ({ dataset: { plan } }) => {
        const depths = (node: Node, depth: number): number[] => [
          depth,
          ...node.inputs.flatMap((input) => depths(input, depth + 2)),
        ]
        expect(
          printPlan(plan)
            .split('\n')
            .map((line) => line.search(/\S/)),
        ).toEqual(depths(plan, 0))
      }),
      options,
    ))
})

describe('copying (E17)', () => {
  test('a transform that changes nothing gives the same object', () =>
    fc.assert(
      fc.property(failing, ({ dataset: { plan } }) => {
        expect(transform(plan, (node) => node)).toBe(plan)
        expect(mapInputs(plan, (input) => input)).toBe(plan)
      }),
      options,
    ))

  test('a plan of which every node was made anew means the same', () =>
    fc.assert(
      fc.asyncProperty(failing, async ({ dataset: { plan } }) => {
        const copy = copyOf(plan)
        const transformed = transform(plan, (node) => Object.freeze({ ...node }))
        expect(copy).not.toBe(plan)
        expect(transformed).not.toBe(plan)
        const expected = await printsOf(plan)
        expect(await printsOf(copy)).toEqual(expected)
        expect(await printsOf(transformed)).toEqual(expected)
        expect(orderOf(copy)).toBe(orderOf(plan))
        expect(schemaOf(copy)).toEqual(schemaOf(plan))
      }),
      options,
    ))

  test('transform goes to every node, inputs first', () =>
    fc.assert(
      fc.property(failing, ({ dataset: { plan } }) => {
        const seen: Node[] = []
        transform(plan, (node) => {
          seen.push(node)
          return node
        })
        expect(seen).toEqual(nodesOf(plan))
      }),
      options,
    ))
})

/** The plan with its rows checked against a schema, at every node. */
const misfits = async (plan: Node, schemaAt: (node: Node) => Schema): Promise<readonly unknown[]> => {
  const found: unknown[] = []
  for (const node of nodesOf(plan)) {
    const schema = schemaAt(node)
    if (schema.kind === 'unknown') continue
    for (const row of await F.toList(datasetOf(node), rejecting))
      if (!conforms(schema, row)) found.push({ row, node: printNode(node) })
  }
  return found
}

describe('the inferred schema', () => {
  test('is that of every row, at every node', () =>
    fc.assert(
      fc.asyncProperty(failing, async ({ dataset: { plan } }) => {
        expect(await misfits(plan, schemaOf)).toEqual([])
      }),
      options,
    ))

  test('is told apart from a wrong one', async () => {
    const wrong = fc.asyncProperty(failing, async ({ dataset: { plan } }) => {
      const leftIsInner = (node: Node): Schema =>
        node.kind === 'join' && node.how === 'left' ? schemaOf({ ...node, how: 'inner' }) : schemaOf(node)
      return (await misfits(plan, leftIsInner)).length === 0
    })
    expect((await fc.check(wrong, { numRuns: 2000, endOnFailure: true })).failed).toBe(true)
  })
})

/**
 * Whether the order of an input's rows can be seen in the result of a node whose own order can be, or cannot. Written
 * from the page, not from the code: what sorts, groups and joins is where order ends.
 */
const orderMatters = (node: Node, seen: boolean): boolean => {
  switch (node.kind) {
    case 'sortBy':
    case 'distinct':
    case 'distinctBy':
      // Ties, and which of the equal rows stays.
      return node.inputs.every((input) => orderOf(input) === 'sequence')
    case 'asofJoin':
      // Of several at one time the last or first is taken.
      return seen || orderOf(node.inputs[1]) === 'sequence'
    case 'cogroup':
      return node.inputs.some((input) => orderOf(input) === 'sequence')
    case 'groupBy':
    case 'rollup':
    case 'aggregate':
      return node.aggregates.some(([, { needs }]) => needs === 'sequence')
    case 'intersect':
    case 'except':
      return orderOf(node.inputs[0]) === 'sequence'
    case 'shuffle':
      return false
    case 'take':
    case 'drop':
    case 'takeWhile':
    case 'dropWhile':
    case 'scan':
    case 'zipWithIndex':
    case 'chunk':
    case 'sliding':
    case 'last':
      return true
    default:
      return seen
  }
}

/** The plan with the rows of those sources permuted whose order cannot be seen in the result. */
const permuted = (node: Node, permute: <A>(rows: readonly A[]) => readonly A[], seen: boolean): Node => {
  if (node.kind !== 'source') return mapInputs(node, (input) => permuted(input, permute, orderMatters(node, seen)))
  if (seen) return node
  // What is held would be read where it is, as it is.
  const { held: _, ...source } = node.source
  return Object.freeze({
    ...node,
    source: {
      ...source,
      async *open(signal: AbortSignal) {
        for await (const batch of source.open(signal)) yield { ...batch, rows: permute(batch.rows) }
      },
    },
  })
}

const permutations: fc.Arbitrary<<A>(rows: readonly A[]) => readonly A[]> = fc
  .array(fc.nat(99), { minLength: 1, maxLength: 8 })
  .map((weights) => (rows) => {
    const keyed = rows.map((row, i) => ({ row, weight: weights[i % weights.length] as number }))
    return keyed.sort((a, b) => b.weight - a.weight).map(({ row }) => row)
  })

describe('the inferred order', () => {
  test('of a sequence: the same rows in the same order, each time', () =>
    fc.assert(
      fc.asyncProperty(failing, async ({ dataset: { plan } }) => {
        fc.pre(orderOf(plan) === 'sequence')
        expect(await printsOf(plan)).toEqual(await printsOf(plan))
      }),
      options,
    ))

  test('of a bag, in memory: canonical, whatever the engine came up with', () =>
    fc.assert(
      fc.asyncProperty(failing, async ({ dataset }) => {
        fc.pre(orderOf(dataset.plan) === 'bag')
        const rows = await F.toList(dataset, rejecting)
        const sorted = inCanonicalOrder((await naive(dataset.plan, { onError: 'reject' })).rows)
        expect(rows.map(fingerprint).toArray()).toEqual(sorted.map(fingerprint))
      }),
      options,
    ))

  test('the order of bags on the way does not matter', () =>
    fc.assert(
      fc.asyncProperty(failing, permutations, async ({ dataset: { plan } }, permute) => {
        const { rows } = await naive(plan, { onError: 'reject', permute })
        const inOrder = orderOf(plan) === 'bag' ? inCanonicalOrder(rows) : rows
        expect(inOrder.map(fingerprint)).toEqual(await printsOf(plan))
      }),
      options,
    ))

  test('the order of sources does not matter where the types say so', () =>
    fc.assert(
      fc.asyncProperty(failing, permutations, async ({ dataset: { plan } }, permute) => {
        const other = permuted(plan, permute, orderOf(plan) === 'sequence')
        expect(await printsOf(other)).toEqual(await printsOf(plan))
      }),
      options,
    ))

  test('and it does matter elsewhere', async () => {
    const orderFree = fc.asyncProperty(failing, permutations, async ({ dataset: { plan } }, permute) => {
      const other = transform(plan, (node) => permuted(node, permute, false))
      return (await printsOf(other)).join() === (await printsOf(plan)).join()
    })
    expect((await fc.check(orderFree, { numRuns: 2000, endOnFailure: true })).failed).toBe(true)
  })

  test('a stage that needs an order only ever reads a sequence', () =>
    fc.assert(
      fc.property(failing, ({ dataset: { plan } }) => {
        for (const node of nodesOf(plan)) {
          const [input] = node.inputs
          if (input && description(node).needs(node) === 'sequence') expect(orderOf(input)).toBe('sequence')
        }
      }),
      options,
    ))
})
