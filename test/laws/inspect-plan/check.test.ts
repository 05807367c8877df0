/**
 * Checking all parts of a plan: what is planted is found at its place and nowhere else, what is lawful passes, and whoever's
 * rows they are finds them as they were.
 */
import fc from 'fast-check'
import * as F from 'floe'
import * as A from 'floe/aggregate'
import { csv } from 'floe/io'
import * as O from 'fp-ts/Option'
import * as t from 'io-ts'
import { describe, expect, test } from 'vitest'
import {
  type Checked,
  type CheckPartsOptions,
  checkParts,
  findParts,
} from '../../../src/laws/inspect-plan/check-parts.ts'
import { fingerprintsOf } from '../../../src/laws/inspect-plan/fingerprints-of.ts'
import { anyPlan } from '../../arbitrary/plan.ts'
import { runs } from '../../runs.ts'

const checked = (dataset: F.Bag<unknown>, options: Partial<CheckPartsOptions> = {}): Promise<readonly Checked[]> =>
  checkParts(findParts([{ name: 'it', dataset }]), { seed: 1, effects: false, ...options })

/** What is broken, by the kind of its part. */
const broken = (all: readonly Checked[]): readonly string[] =>
  all.flatMap(({ found, examined, error }) => [
    ...(error === undefined ? [] : [`${found.part.kind}: ${error.message}`]),
    ...examined.flatMap(({ report }) =>
      report.laws.flatMap(({ id, verdict }) => (verdict === 'broken' ? [`${found.part.kind} ${id}`] : [])),
    ),
  ])

interface Flight {
  readonly origin: string
  readonly delay: number
  readonly stops: readonly string[]
}

const rows: readonly Flight[] = [
  { origin: 'SEA', delay: 4, stops: ['SLC', 'DEN'] },
  { origin: 'LAS', delay: 41, stops: [] },
  { origin: 'SEA', delay: -2, stops: ['PDX'] },
  { origin: 'ATL', delay: 33.5, stops: ['CLT', 'BNA'] },
]
const flights = F.rows(rows) as F.Sequence<Flight>

let seen = 0
const counts = (flight: Flight): number => flight.delay + seen++
const sorts = (flight: Flight): string | undefined => (flight.stops as string[]).sort()[0]

/** What is behind the point is lost. */
const lossy = new t.Type<number, number, unknown>('whole', t.number.is, t.number.validate.bind(t.number), Math.trunc)

const lastDelay = A.define<number, Flight, number>({
  name: 'lastDelay',
  needs: 'bag',
  splits: true,
  init: () => 0,
  step: (_, { delay }) => delay,
  merge: (_, right) => right,
  done: (delay) => delay,
  encode: (delay) => delay,
  decode: Number,
})

describe('what is planted is found', () => {
  test.each<readonly [string, F.Bag<unknown>, readonly string[]]>([
    ['a function that writes', F.pipe(flights, F.map(sorts)), ['function S1']],
    ['a function that counts', F.pipe(flights, F.map(counts)), ['function S5']],
    [
      'a function with parameters that asks the clock',
      F.pipe(
        flights,
        F.filter((f, p) => f.delay > p + (new Date().getUTCFullYear() % 97), 1),
      ),
      ['function S7'],
    ],
    ['a key', F.pipe(flights, F.groupBy(counts, {})), ['function S5']],
    ['a sort key', F.pipe(flights, F.sortBy(counts)), ['order S5']],
    [
      'a key of a join',
      F.pipe(flights, F.join(flights, { left: (f) => f.origin, right: (f) => f.origin + seen++ })),
      ['function S5'],
    ],
    ['a function in an aggregate', F.pipe(flights, F.aggregate({ sum: A.sum(counts) })), ['aggregate S5']],
    [
      'an aggregate that needs an order, and does not say so',
      F.pipe(flights, F.aggregate({ last: lastDelay })),
      ['aggregate R2', 'aggregate R3'],
    ],
    [
      'a reducer',
      F.pipe(
        flights,
        F.scan((total: { n: number }, f) => Object.assign(total, { n: total.n + f.delay }), { n: 0 }),
      ),
      ['reducer S1'],
    ],
    [
      'a recipe',
      F.pipe(
        flights,
        F.update((f) => {
          f.delay += seen++
        }),
      ),
      ['recipe S5'],
    ],
  ])('%s', async (_, dataset, ids) => {
    expect(broken(await checked(dataset))).toEqual(ids)
  })

  let reading = 0
  const shared = { id: 0 }
  test.each<readonly [string, F.Bag<unknown>, readonly string[]]>([
    ['a codec of a source', csv('flights.csv', t.type({ n: lossy })), ['codec C1']],
    ['a source that gives something else each time', F.unfold(0, (n) => O.some([n + reading++, n + 1])), ['source I9']],
    [
      'a source that gives one object again and again',
      F.rows({
        *[Symbol.iterator]() {
          for (const id of [1, 2, 3]) yield Object.assign(shared, { id })
        },
      }),
      ['source S4'],
    ],
  ])('%s', async (_, dataset, ids) => {
    expect(broken(await checked(dataset))).toEqual(ids)
  })

  test('a function that is there for its effect is called where that is allowed', async () => {
    let calls = 0
    const tapped = F.pipe(
      flights,
      F.tap((flight) => {
        calls++
        sorts(flight)
      }),
    )
    const [without] = await checked(tapped)
    expect([without?.examined, without?.why, calls]).toEqual([[], 'it is there for its effect', 0])
    expect(broken(await checked(tapped, { effects: true }))).toContain('effect S1')
  })

  test('tasks are made, and run on few rows that are there, where that is allowed', async () => {
    const asked: unknown[] = []
    const task = (flight: Flight) => async () => {
      asked.push(flight)
      return { _tag: 'Right' as const, right: flight.delay }
    }
    const plan = F.pipe(
      flights,
      F.mapAsync(task, { concurrency: 1 }),
      F.map((n) => n + 1),
    )
    const [made, behind, whole] = await checked(plan)
    expect(asked).toEqual([])
    expect(made?.examined.length).toBe(1)
    expect(behind?.why).toMatch(/^no rows reach it: tasks are not run/)
    expect(whole?.why).toMatch(/^it runs tasks/)
    const all = await checked(plan, { effects: true })
    expect(broken(all)).toEqual([])
    expect(all[1]?.from).toBe('rows')
    expect(asked.length).toBeGreaterThan(0)
    expect(asked.length).toBeLessThan(30)
    for (const flight of asked) expect(rows).toContainEqual(flight)
  })
})

describe('what is lawful', () => {
  test('passes, whatever the plan', async () => {
    let held = 0
    let certified = 0
    await fc.assert(
      fc.asyncProperty(anyPlan({ maxRows: 6, maxStages: 4 }), async ({ dataset }) => {
        const certifiable = findParts([{ name: 'it', dataset }]).flatMap(({ part }) => fingerprintsOf(part))
        const all = await checked(dataset, { runs: 4 })
        for (const { examined } of all)
          for (const { fingerprint } of examined)
            if (fingerprint !== undefined) {
              expect(certifiable).toContain(fingerprint)
              certified++
            }
        expect(broken(all)).toEqual([])
        for (const { examined } of all)
          for (const { report } of examined) held += report.laws.filter(({ verdict }) => verdict === 'held').length
      }),
      { numRuns: runs(15) },
    )
    expect(held).toBeGreaterThan(runs(200))
    expect(certified).toBeGreaterThan(runs(10))
  })

  test('a function that stands in two places is checked once for each kind of rows', async () => {
    const isLong = (value: { readonly length: number }) => value.length > 2
    const texts = F.pipe(F.rows(['ab', 'abc']), F.filter(isLong), F.filter(isLong))
    const lists = F.pipe(F.rows([[1], [1, 2, 3]]), F.filter(isLong))
    const all = await checkParts(findParts([texts, lists].map((dataset, i) => ({ name: `${i}`, dataset }))), {
      seed: 1,
      effects: false,
    })
    const functions = all.filter(({ found }) => found.part.kind === 'function')
    expect(functions.map(({ found, also }) => [found.number, also.map(({ number }) => number)])).toEqual([
      [1, [2]],
      [4, []],
    ])
  })

  test('where no row gets to, rows are made by the schema, or it is said why there are none', async () => {
    const none = F.rows<Flight>([])
    const [unknown] = await checked(
      F.pipe(
        none,
        F.filter((f) => f.delay > 15),
      ),
    )
    expect([unknown?.examined, unknown?.why, unknown?.from]).toEqual([
      [],
      'no rows reach it: rows has no rows, and no codec says what they would be',
      'nothing',
    ])
    const Known = t.type({ delay: t.number })
    const [codec, known] = await checked(
      F.pipe(
        none,
        F.decode(Known),
        F.filter((f) => f.delay > 15),
      ),
    )
    expect([codec?.found.part.kind, known?.from, broken([known as Checked])]).toEqual(['codec', 'schema', []])
    expect(known?.examined[0]?.report.laws.find(({ id }) => id === 'S1')?.bites).toBeGreaterThan(0)
  })

  test('rows of the user stay as they were, whoever writes to them', async () => {
    const mine = rows.map((row) => ({ ...row, stops: [...row.stops] }))
    const before = JSON.stringify(mine)
    await checked(F.pipe(F.rows(mine) as F.Sequence<Flight>, F.map(sorts)))
    expect(JSON.stringify(mine)).toBe(before)
  })
})

test('a failure is shown again by its number and its token', async () => {
  const dataset = F.pipe(
    flights,
    F.filter((f) => f.delay > 0),
    F.map(sorts),
  )
  const [, found] = await checked(dataset)
  const failure = found?.examined[0]?.report.laws.find(({ id }) => id === 'S1')?.failure
  const again = { number: 2, subject: 1, token: failure?.replay ?? '' }
  const parts = findParts([{ name: 'it', dataset }]).filter(({ number }) => number === 2)
  const [shown] = await checkParts(parts, { seed: 99, effects: false, again })
  // The rows are made anew: of the same seed, they are the same.
  const [same] = await checkParts(parts, { seed: 1, effects: false, again })
  expect(same?.examined[0]?.report.laws[0]?.failure?.instance).toBe(failure?.instance)
  expect(shown?.examined[0]?.report.laws.map(({ id }) => id)).toEqual(['S1'])
})

test('mistakes are made where they are asked for, and found by the laws of the part', async () => {
  const rest = F.pipe(
    flights,
    F.map(({ delay, ...others }) => ({ hours: delay / 60, ...others })),
    F.scan((total: { readonly n: number }, f) => ({ ...total, n: total.n + f.hours }), { n: 0 }),
    F.sortBy((total) => total.n),
  )
  expect((await checked(rest)).flatMap(({ mutants }) => mutants)).toEqual([])
  const all = await checked(rest, { mutants: true })
  const found = all.flatMap(({ found, mutants }) =>
    mutants.map(({ foundBy }) => `${found.part.kind} ${foundBy.length > 0 ? 'found' : 'alive'}`),
  )
  expect(new Set(found)).toEqual(new Set(['function found', 'reducer found']))
  expect(broken(all)).toEqual([])
})
