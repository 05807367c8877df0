/**
 * Proves what becomes a certificate: laws that held, of functions that broke none; under a fingerprint that changes with all that
 * the function depends on.
 */
import * as fc from 'fast-check'
import * as F from 'floe'
import * as A from 'floe/aggregate'
import * as L from 'floe/laws'
import { describe, expect, test } from 'vitest'
import type { Aggregate } from '../../../src/aggregate/aggregate.ts'
import type { Order } from '../../../src/data/order.ts'
import { certifiesPurity } from '../../../src/evidence/certifies-purity.ts'
import { type Certificate, noEvidence } from '../../../src/evidence/evidence.ts'
import {
  ofAggregate,
  ofFunction,
  ofFunctions,
  ofOrder,
  ofRecipe,
  ofReducer,
} from '../../../src/evidence/lasting-fingerprint.ts'
import { version } from '../../../src/evidence/version.ts'
import { lambda, type Reducer, reducer } from '../../../src/lambda/lambda.ts'
import { certificateOf } from '../../../src/laws/evidence/certificate-of.ts'
import { renewed, type Tried } from '../../../src/laws/evidence/renewed.ts'

interface Row {
  readonly id: number
  readonly tags: readonly string[]
}
const rows = fc.record({ id: fc.nat(), tags: fc.array(fc.string()) })
const examine = (f: (row: Row) => unknown, runs = 25) =>
  L.examine(L.row(f, { rows, name: 'f' }), { runs, seed: 1, failures: false })

describe('a certificate', () => {
  test('of a pure function counts as purity', async () => {
    const one = certificateOf(await examine((row) => row.tags.length), '9f') as Certificate
    expect(one).toMatchObject({ fingerprint: '9f', name: 'f', kind: 'row', runs: 25, seed: 1, version })
    // No result is an object, and nothing fails.
    expect(one.laws).toMatchObject({ S1: expect.any(Number), S4: 0, S11: 0 })
    expect(one.laws.S5).toBeGreaterThan(15)
    expect(certifiesPurity(one)).toBe(true)
  })

  test('of few instances does not', async () => {
    const one = certificateOf(await examine((row) => row.tags.length, 3), '9f') as Certificate
    expect(one.runs).toBe(3)
    expect(certifiesPurity(one)).toBe(false)
  })

  test('names no law that was not promised and did not hold', async () => {
    const { laws } = certificateOf(
      await L.examine(
        L.rows((all: readonly Row[]) => all[0], { rows }),
        { failures: false },
      ),
      '9f',
    ) as Certificate
    expect(Object.keys(laws)).toContain('S1')
    expect(Object.keys(laws)).not.toContain('S16')
  })

  let count = 0
  const kept: Row[] = []
  // biome-ignore format: one function a line
  test.each<[string, (row: Row) => unknown]>([
    ['changes its row', (row) => (row.tags as string[]).reverse().length],
    ['remembers', () => count++],
    ['changes what came before', (row) => { for (const one of kept) (one as { id: number }).id += 1; kept.push(row); return 1 }],
    ['draws', () => Math.random()],
    ['asks the clock', () => Date.now()],
  ])('is not given to a function that %s', async (_, f) => {
    expect(certificateOf(await examine(f), '9f')).toBeUndefined()
  })
})

describe('evidence is renewed', () => {
  const pure = (row: Row): number => row.id
  const tried = async (fingerprint: string, f: (row: Row) => unknown = pure, runs = 25) => ({
    fingerprint,
    report: await examine(f, runs),
  })
  /** The check of a module that has these functions. */
  const checked = (path: string, all: readonly Tried[], untried: readonly string[] = []) => ({
    path,
    tried: all,
    carried: new Set([...untried, ...all.map(({ fingerprint }) => fingerprint)]),
    isThere: (other: string) => other !== 'gone.ts',
  })

  test('by what was tried', async () => {
    const first = renewed(noEvidence, checked('m.ts', [await tried('a'), await tried('b', pure, 20)]))
    expect([...first.certificates.keys()]).toEqual(['a', 'b'])
    const second = renewed(first, checked('m.ts', [await tried('b', pure, 30)], ['a']))
    expect(second.certificates.get('a')).toEqual(first.certificates.get('a'))
    expect(second.certificates.get('b')?.runs).toBe(30)
  })

  test('of a function that was tried twice by what holds in both places', async () => {
    const { certificates } = renewed(noEvidence, checked('m.ts', [await tried('a'), await tried('a', pure, 12)]))
    expect(certificates.get('a')?.runs).toBe(12)
    expect(certificates.get('a')?.laws.S2).toBeLessThanOrEqual(12)
  })

  test('and lost by a function that breaks a law in any place, whatever module has it', async () => {
    const before = renewed(noEvidence, checked('other.ts', [await tried('a')]))
    const spoil = await tried('a', (row) => Object.assign(row, { id: 1 }))
    for (const all of [[spoil], [await tried('a'), spoil], [spoil, await tried('a')]])
      expect(renewed(before, checked('m.ts', all)).certificates.size).toBe(0)
  })

  test('without a module that is gone', async () => {
    const before = renewed(noEvidence, checked('gone.ts', [await tried('a'), await tried('b')]))
    const { certificates } = renewed(before, checked('m.ts', [await tried('b')]))
    expect([...certificates.values()].map(({ fingerprint, modules }) => [fingerprint, modules])).toEqual([
      ['b', ['m.ts']],
    ])
  })

  test('is, for each module, what its last check found of what it has, and nothing else', async () => {
    const fingerprints = ['a', 'b', 'c', 'd'] as const
    const reports = await Promise.all(fingerprints.map((one) => tried(one)))
    const step = fc.record({
      path: fc.constantFrom('m.ts', 'n.ts', 'jobs/o.ts'),
      tried: fc.subarray(reports),
      untried: fc.subarray([...fingerprints]),
    })
    fc.assert(
      fc.property(fc.array(step, { maxLength: 8 }), (steps) => {
        // Which functions each module has a certificate for.
        const has = new Map<string, ReadonlySet<string>>()
        let evidence = noEvidence
        for (const { path, tried: all, untried } of steps) {
          evidence = renewed(evidence, checked(path, all, untried))
          const known = new Set([...has.values()].flatMap((one) => [...one]))
          const found = new Set(all.map(({ fingerprint }) => fingerprint))
          has.set(path, new Set([...found, ...untried.filter((one) => known.has(one))]))
        }
        for (const fingerprint of fingerprints) {
          const modules = [...has].flatMap(([path, all]) => (all.has(fingerprint) ? [path] : [])).sort()
          expect(evidence.certificates.get(fingerprint)?.modules ?? []).toEqual(modules)
        }
      }),
    )
  })
})

describe('a fingerprint', () => {
  type Any = Aggregate<never, unknown, Order>
  const product = (start: bigint): Any =>
    A.define<bigint, bigint, bigint>({
      name: 'product',
      needs: 'bag',
      splits: true,
      init: start === 1n ? () => 1n : () => 2n,
      step: (total, n) => total * n,
      merge: (left, right) => left * right,
      done: (total) => total,
      encode: (total) => `${total}`,
      decode: (text) => BigInt(String(text)),
    })

  test('of an aggregate is that of all its functions', () => {
    expect(ofAggregate(product(1n))).toEqual(expect.any(String))
    expect(ofAggregate(product(1n))).toBe(ofAggregate(product(1n)))
    expect(ofAggregate(product(1n))).not.toBe(ofAggregate(product(2n)))
  })

  test('of an aggregate that reads a value of its row is that of what reads it', () => {
    const ofSum = ofAggregate(A.sum((row: Row) => row.id) as Any)
    expect(ofSum).toEqual(expect.any(String))
    expect(ofSum).not.toBe(ofAggregate(A.sum((row: Row) => row.id + 1) as Any))
    expect(ofSum).not.toBe(ofAggregate(A.mean((row: Row) => row.id) as Any))
  })

  test('of a recipe is not that of the same function of a row', () => {
    const tidy = lambda('update', (row: Row) => void row.id)
    expect(ofRecipe(tidy)).toEqual(expect.any(String))
    expect(ofRecipe(tidy)).not.toBe(ofFunction(tidy))
  })

  test('of a reducer is that of what it begins with, too', () => {
    const add = reducer('scan', (total: number, row: Row) => total + row.id) as unknown as Reducer
    expect(ofReducer(add, 0)).toEqual(expect.any(String))
    expect(ofReducer(add, 0)).not.toBe(ofReducer(add, 1))
    expect(ofReducer(add, new (class {})())).toBeUndefined()
  })

  test('of an order is that of its keys and directions', () => {
    const keysOf = (dataset: F.Bag<unknown>) => (dataset.plan.kind === 'sortBy' ? dataset.plan.keys : [])
    const all = F.rows([{ id: 1, tags: [] as readonly string[] }])
    const [up, down, other] = [
      F.sortBy((row: Row) => row.id),
      F.sortBy(F.descending((row: Row) => row.id)),
      F.sortBy((row: Row) => row.tags.length),
    ].map((sort) => ofOrder(keysOf(sort(all as never))))
    expect(new Set([up, down, other, undefined]).size).toBe(4)
  })

  test('is none where something is not seen', () => {
    const hidden = ((row: Row) => row.id).bind(undefined)
    expect(ofAggregate(A.sum(hidden) as Any)).toBeUndefined()
    expect(ofAggregate(A.map((n: number) => n + 1)(A.sum((row: Row) => row.id)) as Any)).toBeUndefined()
    expect(ofAggregate({ ...product(1n), step: hidden as unknown as Any['step'] })).toBeUndefined()
    expect(ofFunction(lambda('map', hidden))).toBeUndefined()
    expect(ofFunctions({ encode: (n: number) => n + 1, decode: (n: number) => n - 1 })).toEqual(expect.any(String))
    expect(ofFunctions({ encode: (n: number) => n + 1, decode: hidden })).toBeUndefined()
  })
})
