/** Proves that `mapFunctions` finds every function of a node and no other, and gives the node itself if none becomes another. */
import * as F from 'floe'
import * as A from 'floe/aggregate'
import * as W from 'floe/window'
import * as t from 'io-ts'
import { describe, expect, test } from 'vitest'
import { type Mapping, mapFunctions } from '../../src/plan/map-functions.ts'
import type { Node } from '../../src/plan/node.ts'

interface Row {
  readonly a: number
  readonly b: number
}
const rows = F.rows<Row>([])
const a = (row: Row) => row.a
const b = (row: Row) => row.b
const sum = (total: number, row: Row) => total + row.a
const on = { left: a, right: b }

/** Plans, and the functions and the names of the aggregates in their last node. */
const plans: readonly (readonly [F.Bag<unknown>, readonly unknown[]])[] = [
  [rows, []],
  [F.pipe(rows, F.take(3)), []],
  [F.pipe(rows, F.decode(t.type({ a: t.number }))), []],
  [F.pipe(rows, F.map(a), F.map(String)), [String]],
  [F.pipe(rows, F.derive({ x: a, y: b })), [a, b]],
  [F.pipe(rows, F.sortBy(a, F.descending(b))), [a, b]],
  [F.pipe(rows, F.scan(sum, 0)), [sum]],
  [F.pipe(rows, F.aggregate({ n: A.count(), total: A.sum(a) })), ['count', 'sum (row) => row.a']],
  [F.pipe(rows, F.groupBy({ x: a, y: b }, { n: A.count() })), [a, b, 'count']],
  [F.pipe(rows, F.over({ by: a, orderBy: b }, { n: W.running(A.count()) })), [a, b, 'count']],
  [F.pipe(rows, F.asofJoin(rows, { ...on, by: on })), [a, b, a, b]],
]

const mapping = (found: unknown[], change: <X extends object>(x: X) => X): Mapping => ({
  lambda: (lambda) => {
    found.push(lambda.fn)
    return change(lambda)
  },
  reducer: (reducer) => {
    found.push(reducer.fn)
    return change(reducer)
  },
  aggregate: (aggregate) => {
    found.push(aggregate.name)
    return change(aggregate)
  },
})

describe.each(plans.map(([{ plan }, expected]) => ({ kind: plan.kind, plan, expected })))('$kind', (given) => {
  const { plan, expected } = given

  test('all are found, and what changes none is the same node', () => {
    const found: unknown[] = []
    expect(
      mapFunctions(
        plan,
        mapping(found, (x) => x),
      ),
    ).toBe(plan)
    expect(found).toEqual(expected)
  })

  test('where one is another the node is new, frozen, and else the same', () => {
    const found: unknown[] = []
    const mapped = mapFunctions(
      plan,
      mapping(found, (x) => ({ ...x })),
    )
    expect(mapped === plan).toBe(expected.length === 0)
    expect(Object.isFrozen(mapped)).toBe(true)
    expect({ ...mapped, inputs: [] }).toEqual({ ...plan, inputs: [] })
    expect(mapped.inputs).toBe(plan.inputs)
  })
})

test('values of users are left alone, whatever they look like', () => {
  const lambda = { call: a, fn: a, params: [] }
  const node = { kind: 'scan', inputs: [], reducer: null, initial: lambda } as unknown as Node
  const found: unknown[] = []
  expect(
    mapFunctions(
      node,
      mapping(found, (x) => ({ ...x })),
    ),
  ).toBe(node)
  expect(found).toEqual([])
})

test('what only looks like a function, or an aggregate, is neither', () => {
  const parts = [
    { call: a, fn: a },
    { call: a, params: [] },
    { fn: a, params: [] },
    { step: a, merge: a },
  ]
  const others = [{ step: a, init: a }, { merge: a, init: a }, 'call', 1, null, undefined]
  const node = { kind: 'derive', inputs: [], fields: [...parts, ...others] } as unknown as Node
  const found: unknown[] = []
  expect(
    mapFunctions(
      node,
      mapping(found, (x) => ({ ...x })),
    ),
  ).toBe(node)
  expect(found).toEqual([])
})

test('lists in which one item is another are new and frozen', () => {
  const node = F.pipe(rows, F.derive({ x: a, y: b })).plan
  const mapped = mapFunctions(node, {
    lambda: (lambda) => ((lambda.fn as unknown) === b ? { ...lambda } : lambda),
    reducer: (reducer) => reducer,
    aggregate: (aggregate) => aggregate,
  })
  if (node.kind !== 'derive' || mapped.kind !== 'derive') throw new Error('derive is derive')
  expect(Object.isFrozen(mapped.fields)).toBe(true)
  expect(mapped.fields[0]).toBe(node.fields[0])
  expect(mapped.fields[1]).not.toBe(node.fields[1])
})
