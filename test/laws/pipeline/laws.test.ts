/**
 * Proves that each law of plans is broken by a plan, or an engine, that breaks it alone; that lawful plans which look as if
 * they did not keep them; and that none is passed where nothing is done.
 */
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import * as fc from 'fast-check'
import * as F from 'floe'
import * as A from 'floe/aggregate'
import { numberFromText } from 'floe/codec'
import { csv } from 'floe/io'
import * as L from 'floe/laws'
import * as W from 'floe/window'
import * as E from 'fp-ts/lib/Either.js'
import * as t from 'io-ts'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { examine } from '../../../src/laws/check.ts'
import type { Breach, LawReport } from '../../../src/laws/index.ts'
import type { Engines } from '../../../src/laws/pipeline/engines.ts'
import { pipelineBy } from '../../../src/laws/pipeline/subject.ts'
import { losingAtBatches, preparing, running, taking } from './broken-engines.ts'

interface Flight {
  readonly id: number
  readonly origin: string | null
  readonly delay: number
}

const flights = F.rows<Flight>([
  { id: 1, origin: 'SEA', delay: 20 },
  { id: 2, origin: 'JFK', delay: 3 },
  { id: 3, origin: 'ORD', delay: 7 },
  { id: 4, origin: null, delay: 40 },
])
const airports = F.rows([{ code: 'SEA' }, { code: 'JFK' }])
const byOrigin = F.groupBy((f: Flight) => f.origin, { n: A.count() })
const atAirports = F.pipe(
  flights,
  F.join(airports, { left: (f) => f.origin, right: (a) => a.code, how: 'left' }),
  F.map(([flight, airport]) => ({ ...flight, isKnown: airport !== undefined })),
)

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

const innerJoins = (node: F.Node): F.Node =>
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

interface Case {
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
const breakers = {
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

const reportOf = async ({ plan, engines }: Case): Promise<readonly LawReport[]> =>
  (await examine(await pipelineBy(plan, {}, engines === undefined ? {} : { engines }))).laws

const withVerdict = (laws: readonly LawReport[], wanted: LawReport['verdict']): readonly string[] =>
  laws.flatMap(({ id, verdict }) => (verdict === wanted ? [id] : []))

const breachOf = (laws: readonly LawReport[]): Breach | undefined =>
  laws.find(({ failure }) => failure)?.failure?.breach

describe('each law is broken alone', () => {
  test.each(Object.entries(breakers).map(([id, [name, broken]]) => [id, name, broken] as const))(
    '%s by %s',
    async (id, _, broken) => {
      expect(withVerdict(await reportOf(broken), 'broken')).toEqual([id])
    },
  )

  test('of all there are', async () => {
    const { laws } = await pipelineBy(flights, {})
    expect(Object.keys(breakers).sort()).toEqual(laws.map(({ id }) => id).sort())
  })
})

describe('the stage is named', () => {
  test('at which an engine goes another way, in the middle of a plan', async () => {
    const joined = F.pipe(
      atAirports,
      F.filter((f) => f.delay > 5),
      F.map((f) => ({ ...f, hours: f.delay / 60 })),
      F.groupBy((f) => f.isKnown, { n: A.count() }),
    )
    const breach = breachOf(await reportOf({ plan: joined, engines: [F.reference, taking(innerJoins)] }))
    expect(breach?.what).toBe(
      'the engine wrong gives something else than reference, at join left on (f) => f.origin = (a) => a.code',
    )
    expect(breach).toMatchObject({ path: 'rows[0]', after: 'absent, of 0 rows' })
  })

  test('that counts', async () => {
    const breach = breachOf(await reportOf(breakers.I1[1]))
    expect(breach?.what).toBe(
      'run again over the same rows it gave something else, at map (f) => ({ ...f, n: counter++ })',
    )
    expect(breach?.path).toBe('rows[0].n')
  })

  test('that asks for the time, and the line', async () => {
    const breach = breachOf(await reportOf(breakers.S7[1]))
    expect(breach?.what).toMatch(
      /^with the clock at .*, it gave something else, at map \(f\) => \({ \.\.\.f, on: new Date\(\)\.getUTCFullYear\(\) }\): it reads new Date\(\)$/,
    )
    expect(breach?.path).toBe('rows[0].on')
    expect(breach?.line).toMatch(/laws\.test\.ts:\d+:\d+/)
  })

  test('that writes', async () => {
    const breach = breachOf(await reportOf(breakers.S1[1]))
    expect(breach?.what).toMatch(/^the rows of a source were changed, at map \(f\) => Object\.assign/)
    expect(breach).toMatchObject({ path: 'sources[0][0].late', before: 'absent' })
  })

  test('that goes by the order of a bag', async () => {
    const breach = breachOf(await reportOf(breakers.E12[1]))
    expect(breach?.what).toMatch(
      /^with the rows of bags in another order the engine \w+ gives something else, at aggregate \{ codes: codes \}$/,
    )
    expect(breach?.path).toBe('rows[0].codes')
  })
})

test('what is shown is small', async () => {
  const laws = await reportOf(breakers.E0[1])
  expect(laws.find(({ failure }) => failure)?.failure?.instance).toMatch(/^rows \[\{[^{}]*\}\], rows \[\]$/)
})

const many = Array.from(
  { length: 60 },
  (_, id): Flight => ({ id, origin: ['SEA', 'JFK', null][id % 3] as string | null, delay: id % 17 }),
)
const Delay = t.type({ id: t.number, delay: t.number })
const names = new Map([[0, 'zero']])

/** Each is lawful, and looks as if it were not. */
const lawful: Readonly<Record<string, F.Bag<unknown>>> = {
  'a cache': F.pipe(
    F.rows(many),
    F.map(({ id }) => {
      if (!names.has(id)) names.set(id, `number ${id}`)
      return { id, name: names.get(id) }
    }),
    F.distinct(),
  ),
  'a copy that is sorted': F.pipe(
    F.rows(many.map((row) => ({ ...row, tags: ['b', 'a', 'b'] }))),
    F.map((row) => ({ ...row, tags: [...row.tags].sort() })),
    F.groupBy((row) => row.origin, { n: A.count() }),
  ),
  'functions that fail on some rows': F.pipe(
    F.rows(many),
    F.filter((row) => (row.origin as string).startsWith('S')),
    F.map((row) => 12n / BigInt(row.delay)),
  ),
  'rows that do not fit': F.pipe(
    F.rows<unknown>([...many, 'a flight', { id: 'x' }]),
    F.decode(Delay),
    F.filter((row) => row.delay > 3),
    F.sortBy((row) => row.delay),
    F.take(3),
  ),
  'a bag that is put in order': F.pipe(
    F.rows(many),
    F.groupBy((row) => row.origin, { mean: A.mean((row) => row.delay / 3) }),
    F.sortBy((group) => group.mean),
    F.scan((sum, group) => sum + (group.mean ?? 0), 0),
  ),
  'sums of doubles over a bag': F.pipe(
    F.rows(many),
    F.join(airports, { left: (f) => f.origin, right: (a) => a.code }),
    F.map(([flight]) => flight.delay / 7),
    F.aggregate({ sum: A.sum((n: number) => n), spread: A.stddev((n: number) => n) }),
  ),
  'a node that is used twice': F.pipe(atAirports, F.concat(atAirports), F.distinct()),
  'other rows of windows and groups': F.pipe(
    F.rows(many),
    F.over({ by: (f) => f.origin, orderBy: (f) => f.delay }, { n: W.rowNumber(), before: W.lag((f) => f.id) }),
    F.rollup({ origin: (f) => f.origin, before: (f) => f.before === null }, { n: A.count() }),
  ),
  'steps that write to a state of their own': F.pipe(
    F.rows(many),
    F.groupBy((f) => f.origin, { ids: A.toSet((f) => f.id), all: A.toList((f) => f.delay) }),
  ),
}

describe('lawful plans keep all laws', () => {
  test.each(Object.entries(lawful))('%s', async (_, plan) => {
    const laws = await reportOf({ plan })
    expect(withVerdict(laws, 'broken')).toEqual([])
    expect(withVerdict(laws, 'held')).toEqual(expect.arrayContaining(['S7', 'I1', 'E0', 'P8', 'E3', 'E17', 'P7']))
  })
})

describe('no law is passed', () => {
  test('where there are no rows', async () => {
    const silent: F.Engine = taking((node) =>
      node.inputs.length === 1 ? (Object.freeze({ kind: 'take', inputs: node.inputs, count: 0 }) as F.Node) : node,
    )
    const laws = await reportOf({
      plan: F.pipe(
        flights,
        F.map((f) => f.id),
      ),
      engines: [silent, silent],
    })
    expect(withVerdict(laws, 'held').filter((id) => id !== 'S1')).toEqual([])
    expect(laws.find(({ id }) => id === 'I1')?.why).toBe('no rows came out')
  })

  test('that says nothing of a plan', async () => {
    const laws = await reportOf({ plan: F.rows([1, 2]), engines: [F.reference] })
    expect(laws.flatMap(({ id, verdict, why }) => (verdict === 'vacuous' ? [`${id}: ${why}`] : []))).toEqual([
      'S1: there was nothing that could be written to',
      'E12: no stage reads a bag as a whole',
      'E7: no rule applies to the plan',
      'E0: there is one engine',
      'S20: there is no filter in the plan',
      'S21: there is no filter in the plan',
    ])
  })

  test('that does not wait for tasks', async () => {
    const task = (n: number) => async () => E.right(n + 1)
    const laws = await reportOf({ plan: F.pipe(F.rows([1, 2]), F.mapAsync(task, { concurrency: 2 })) })
    expect(withVerdict(laws, 'broken')).toEqual([])
    expect(laws.find(({ id }) => id === 'P8')?.why).toBe('there are tasks, which the interpreter does not wait for')
  })
})

describe('for users', () => {
  let folder: string
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'floe-'))
    await writeFile(join(folder, 'flights.csv'), 'id,delay\n1,20\n2,x\n3,7\n')
  })
  afterAll(() => rm(folder, { recursive: true }))

  const lateOf = (path: string) =>
    F.pipe(
      csv(path, Csv),
      F.filter((f) => f.delay > 5),
      F.sortBy((f) => f.delay),
    )
  const Csv = t.type({ id: numberFromText, delay: numberFromText })

  test('a file is read, and what is broken is told', async () => {
    const report = await L.check(L.pipeline(lateOf(join(folder, 'flights.csv'))))
    expect(report.kind).toBe('pipeline')
    expect(report.laws.filter(({ verdict }) => verdict === 'held').length).toBeGreaterThan(8)
    await expect(L.check(L.pipeline(breakers.I1[1].plan))).rejects.toThrow(
      /FLOE700 LawBroken: map \(f\) => f\.n breaks I1 \(replayable\).*run again over the same rows.*at rows\[0\]/s,
    )
  })

  test('a file that is not there yet has rows that fit', async () => {
    const { laws } = await L.examine(L.pipeline(lateOf(join(folder, 'missing.csv'))))
    expect(laws.find(({ id }) => id === 'E0')?.verdict).toBe('held')
  })

  test('rows may be given', async () => {
    const seen = new Set<number>()
    const plan = F.pipe(
      flights,
      F.map((f) => {
        seen.add(f.id)
        return f.id
      }),
    )
    const rows = fc.record({ id: fc.constant(777), origin: fc.constant('SEA'), delay: fc.nat() })
    await L.check(L.pipeline(plan, { rows: new Map([[flights, rows]]), name: 'ids' }))
    expect(seen).toEqual(new Set([777]))
  })

  test('what a tap does is left out, and sources keep their rows', async () => {
    let taps = 0
    await L.check(
      L.pipeline(
        F.pipe(
          flights,
          F.tap(() => {
            taps++
          }),
          F.map((f) => f.id),
        ),
      ),
    )
    expect(taps).toBe(0)
  })

  test('a failure is shown again', async () => {
    const { laws } = await examine(await pipelineBy(breakers.E0[1].plan, {}, { engines: breakers.E0[1].engines }))
    const failure = laws.find(({ id }) => id === 'E0')?.failure
    const again = await examine(pipelineBy(breakers.E0[1].plan, {}, { engines: breakers.E0[1].engines }), {
      replay: failure?.replay as string,
    })
    expect(again.laws[0]?.failure?.breach).toEqual(failure?.breach)
  })

  test('mistakes are told', async () => {
    await expect(L.check(L.pipeline([1] as never))).rejects.toThrow('L.pipeline takes a dataset, and was given [1]')
    const rows = new Map([[F.rows([1]) as F.Bag<unknown>, fc.nat()]])
    await expect(L.pipeline(flights, { rows })).rejects.toThrow(
      'rows was given rows for source rows, which is no source of the plan',
    )
    await expect(L.pipeline(flights, { rows: new Map([[flights as F.Bag<unknown>, 7 as never]]) })).rejects.toThrow(
      'L.pipeline takes an arbitrary of fast-check as rows, and was given 7',
    )
  })
})
