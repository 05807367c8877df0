/**
 * Proves what verdicts are worth: a plan equals itself, and whatever rules make of it; what differs is told, and where.
 */
import fc from 'fast-check'
import * as F from 'floe'
import * as A from 'floe/aggregate'
import * as L from 'floe/laws'
import * as t from 'io-ts'
import { describe, expect, test } from 'vitest'
import { meaningPrint } from '../../../src/laws/equivalence/plan-print.ts'
import { rewriteEach } from '../../../src/laws/pipeline/with-rows.ts'
import { optimize } from '../../../src/optimize/optimizer.ts'
import { dataset } from '../../../src/plan/dataset.ts'
import { printPlan } from '../../../src/plan/print.ts'
import { nodesOf } from '../../../src/plan/tree.ts'
import { aimedPlan } from '../../optimize/aimed-plan.ts'
import { isSame, outcomeOf } from '../../optimize/outcome.ts'
import { typedPlan } from '../../optimize/typed-plan.ts'
import { runs } from '../../runs.ts'
import { type Flight, flights, flightsOf, held } from './flights.ts'

/** Whether a node is another one, but for what may have become of its inputs. */
const isLike = (node: F.Node, other: F.Node): boolean =>
  Object.entries(node).every(([name, part]) => name === 'inputs' || part === Reflect.get(other, name))

const bag = (plan: F.Node): F.Bag<unknown> => dataset<unknown, 'bag'>(plan)

const verdictOf = async (was: F.Bag<unknown>, is: F.Bag<unknown>, options: L.EquivalentOptions = {}) => {
  const found = await L.equivalent(was, is, { runs: 4, ...options })
  return { found, text: L.printEquivalence(found), verdict: found.verdict }
}

describe('random plans', () => {
  test('equal themselves', () =>
    fc.assert(
      fc.asyncProperty(typedPlan({ failing: true, maxStages: 6 }), async ({ plan }) => {
        const { verdict, text } = await verdictOf(bag(plan), bag(plan))
        expect(verdict, text).not.toBe('refuted')
      }),
      { numRuns: runs(25) },
    ))

  test('equal what rules make of them', () =>
    fc.assert(
      fc.asyncProperty(aimedPlan, async ({ plan }) => {
        const { plan: other, steps } = optimize(plan)
        fc.pre(steps.length > 0)
        const { verdict, text } = await verdictOf(bag(plan), bag(other))
        expect(verdict, text).not.toBe('refuted')
      }),
      { numRuns: runs(25), maxSkipsPerRun: 100 },
    ))
})

test('a stage that is lost is proved to be nothing only where it is nothing', () =>
  fc.assert(
    fc.asyncProperty(aimedPlan, async ({ plan }) => {
      const print = meaningPrint(plan, String)
      for (const lost of print === undefined ? [] : nodesOf(plan).filter(({ inputs }) => inputs.length === 1)) {
        const other = rewriteEach(plan, (node) =>
          node.kind === lost.kind && isLike(node, lost) ? (node.inputs[0] as F.Node) : node,
        )
        if (meaningPrint(other, String) !== print) continue
        expect(isSame(await outcomeOf([other]), await outcomeOf([plan])), printPlan(plan)).toBe(true)
      }
    }),
    { numRuns: runs(60) },
  ))

describe('proofs', () => {
  const isLate = (f: Flight): boolean => f.distance > 15
  const late = F.pipe(
    flights,
    F.filter(isLate),
    F.map((f) => f.distance / 60),
  )
  const proved = async (was: F.Bag<unknown>, is: F.Bag<unknown>) => (await verdictOf(was, is)).verdict === 'proved'

  test('are stages with the same functions, whatever these are called', async () => {
    const again = F.pipe(
      flights,
      F.filter((flight) => flight.distance > 15),
      F.map(({ distance }) => distance / 60),
    )
    expect(await proved(late, again)).toBe(true)
  })

  test('are maps in one step or in two', async () => {
    const twice = F.pipe(
      flights,
      F.filter(isLate),
      F.map((f) => ({ n: f.distance })),
      F.map((r) => r.n / 60),
    )
    expect(await proved(late, twice)).toBe(true)
    expect(
      await proved(
        late,
        F.pipe(
          flights,
          F.filter(isLate),
          F.map((f) => ({ n: f.distance })),
          F.map((r) => r.n / 61),
        ),
      ),
    ).toBe(false)
  })

  test('are plans that rules make one', async () => {
    const below = F.pipe(
      flights,
      F.filter(isLate),
      F.sortBy((f) => f.id),
    )
    expect(
      await proved(
        F.pipe(
          flights,
          F.sortBy((f) => f.id),
          F.filter(isLate),
        ),
        below,
      ),
    ).toBe(true)
  })

  test('are none where a function may have an effect, or is not read', async () => {
    let count = 0
    const counting = F.pipe(
      flights,
      F.map((f) => ({ ...f, n: count++ * 0 })),
    )
    expect(await proved(counting, counting)).toBe(false)
    expect(
      await proved(
        F.pipe(
          flights,
          F.tap(() => {}),
        ),
        F.pipe(
          flights,
          F.tap(() => {}),
        ),
      ),
    ).toBe(false)
    const sum = A.fromMonoid({ empty: 0, concat: (a: number, b: number) => a + b })
    const summed = F.pipe(
      flights,
      F.map((f) => f.distance),
      F.aggregate({ sum }),
    )
    expect(await proved(summed, summed)).toBe(false)
  })

  test('are aggregates that are known, with the same functions', async () => {
    const wet = (least: number) =>
      F.pipe(
        flights,
        F.groupBy((row) => row.origin, {
          n: A.filtered(A.count(), (row, p) => row.distance > p.least, { least }),
          most: A.max((row) => row.distance),
        }),
      )
    expect(await proved(wet(1), wet(1))).toBe(true)
    expect(await proved(wet(1), wet(2))).toBe(false)
    // What is done to the result of an aggregate is a function, too.
    const summed = (f: (n: number) => number) =>
      F.pipe(
        flights,
        F.aggregate({
          sum: A.map(
            A.sum((row: Flight) => row.distance),
            f,
          ),
        }),
      )
    expect(
      (
        await verdictOf(
          summed((n) => n),
          summed((n) => -n),
        )
      ).verdict,
    ).toBe('refuted')
  })

  test('are none where captured values differ', async () => {
    const over = (most: number) =>
      F.pipe(
        flights,
        F.filter((f, p) => f.distance > p.most, { most }),
      )
    expect(await proved(over(15), over(15))).toBe(true)
    expect(await proved(over(15), over(16))).toBe(false)
    const captured = (most: number) =>
      F.pipe(
        flights,
        F.filter((f) => f.distance > most),
      )
    expect((await verdictOf(captured(15), captured(99), { runs: 50 })).verdict).toBe('refuted')
  })

  const Light = t.type({ color: t.keyof({ red: null, green: null }), isOn: t.boolean })
  const lights = F.pipe(F.rows<unknown>([{ color: 'red', isOn: true }]), F.decode(Light))

  test('are all short sequences of rows, where there are few different ones', async () => {
    const source = F.fromSource<t.TypeOf<typeof Light>>({
      ...(lights.plan.inputs[0] as F.NodeOf<'source'>).source,
      schema: F.schemaOf(lights.plan),
    })
    const on = F.pipe(
      source,
      F.filter((light) => light.isOn),
      F.filter((light) => light.color !== 'red'),
    )
    const { found } = await verdictOf(
      on,
      F.pipe(
        source,
        F.filter((light) => light.color === 'green' && light.isOn === true),
      ),
    )
    expect(found).toMatchObject({
      verdict: 'proved',
      why: 'both give the same of all 1365 sequences of up to 5 of 4 different rows',
    })
    const { found: other } = await verdictOf(
      on,
      F.pipe(
        source,
        F.filter((light) => light.color === 'green'),
      ),
    )
    expect(other.counterexample?.given).toMatchObject([{ rows: [{ color: 'green', isOn: false }] }])
  })

  test('are all rows that somebody names', async () => {
    const domain = [0, 1, 2, 3]
    const isOdd = (n: number): boolean => n % 2 === 1
    expect(await L.equivalent(isOdd, (n: number) => (n & 1) === 1, { takes: 'row', domain })).toMatchObject({
      verdict: 'proved',
      why: 'both give the same of all 4 rows that there may be',
    })
    expect(await L.equivalent(isOdd, (n: number) => n === 1, { takes: 'row', domain })).toMatchObject({
      verdict: 'refuted',
      counterexample: { given: [{ rows: [3] }] },
    })
  })
})

describe('what differs', () => {
  const late = F.pipe(
    flights,
    F.filter((f) => (f.delay ?? 0) > 15),
    F.derive({ hours: (f) => (f.delay ?? 0) / 60 }),
  )

  test('is told with the stage where it begins, though others are written otherwise', async () => {
    const other = F.pipe(
      flights,
      F.map((f) => ({ ...f })),
      F.filter((f) => 15 <= (f.delay ?? 0)),
      F.map((f) => ({ ...f, hours: (f.delay ?? 0) / 60 })),
    )
    const { found } = await verdictOf(late, other, { runs: 50 })
    expect(found).toMatchObject({
      verdict: 'refuted',
      real: { added: 2, removed: 0 },
      stages: { before: 3, after: 4, same: 1 },
    })
    expect(found.begins?.before).toMatch(/^filter /)
    expect(found.begins?.after).toMatch(/^filter /)
    expect(found.begins?.common).toMatch(/^(map|source) /)
    expect(found.counterexample?.begins).toMatchObject({ gives: { before: '[]' } })
  })

  test('is told on the side of a join where it begins', async () => {
    const joined = (least: number) =>
      F.pipe(
        flights,
        F.join(
          F.pipe(
            flights,
            F.filter((f, p) => f.distance > p.least, { least }),
          ),
          { left: (f) => f.origin, right: (f) => f.origin },
        ),
        F.groupBy(([left]) => left.origin, { n: A.count() }),
      )
    const { found } = await verdictOf(joined(50), joined(240))
    expect(found.begins).toMatchObject({
      common: expect.stringMatching(/^source/),
      before: expect.stringMatching(/^filter .*least: 50/),
    })
    expect(found.real).toMatchObject({ key: ['key'], changed: 1, removed: 1 })
  })

  test('is a stage more on one side', async () => {
    const { found } = await verdictOf(flights, F.pipe(flights, F.take(2)))
    expect(found.begins).toEqual({ after: 'take 2', common: 'source test flights' })
  })

  test('is another order only where both are sequences', async () => {
    const sorted = F.pipe(
      flights,
      F.sortBy((f) => f.distance),
    )
    expect(
      (
        await verdictOf(
          sorted,
          F.pipe(
            flights,
            F.sortBy((f) => -f.distance),
          ),
        )
      ).found,
    ).toMatchObject({ real: { moved: 0 } })
    const grouped = F.groupBy((f: Flight) => f.origin, { n: A.count() })
    expect((await verdictOf(F.pipe(sorted, grouped), F.pipe(flights, grouped))).verdict).not.toBe('refuted')
    const { found } = await verdictOf(F.pipe(sorted, F.select('id')), F.pipe(flights, F.union(flights), F.select('id')))
    expect(found.verdict).not.toBe('proved')
  })

  test('are errors: of which row counts, and not in which stage or in which words of the language', async () => {
    const fails = F.pipe(
      flights,
      F.map((f) => (f.delay as number).toFixed()),
    )
    const elsewhere = F.pipe(
      flights,
      F.map((flight) => flight.delay as number),
      F.map((n) => n.toFixed()),
    )
    const alike = await verdictOf(fails, elsewhere, { runs: 30 })
    expect(alike.verdict).not.toBe('refuted')
    expect(alike.text).toContain('failed 1 on both sides: LambdaThrew TypeError')
    const { found, text } = await verdictOf(
      fails,
      F.pipe(
        flights,
        F.map((f) => (f.delay ?? 0).toFixed()),
      ),
      { runs: 30 },
    )
    expect(found.real?.errors).toEqual([{ what: 'LambdaThrew TypeError', before: 1, after: 0 }])
    expect(text).toContain('1 before, 0 after: LambdaThrew TypeError')
  })

  test('is what one side does not even give twice', async () => {
    let ticks = 0
    const ticking = F.pipe(
      flights,
      F.map((f) => ({ ...f, at: ticks++ })),
    )
    const { found, text } = await verdictOf(
      ticking,
      F.pipe(
        flights,
        F.map((f) => ({ ...f, at: 0 })),
      ),
    )
    expect(found.unsteady).toEqual(['before'])
    expect(text).toContain('before does not even give the same twice')
    expect(found.notes.join()).toContain('writes to ticks')
    expect(
      (
        await verdictOf(
          ticking,
          F.pipe(
            flights,
            F.map((f) => ({ ...f, at: 0 })),
          ),
          { ignore: ['at'] },
        )
      ).verdict,
    ).toBe('notRefuted')
  })

  test('is found on real rows that nobody would make', async () => {
    const odd = flightsOf([...held, { id: 6, origin: 'a very odd one', delay: 1, distance: 123_456 }], 'odd')
    const { found } = await verdictOf(
      odd,
      F.pipe(
        odd,
        F.filter((f) => f.origin.length < 14),
      ),
      { runs: 0 },
    )
    expect(found).toMatchObject({ real: { removed: 1, identical: 5 } })
    expect(found.sample).toBeUndefined()
    const { found: first } = await verdictOf(
      odd,
      F.pipe(
        odd,
        F.filter((f) => f.origin.length < 14),
      ),
      { runs: 0, sample: 5 },
    )
    expect(first).toMatchObject({ verdict: 'notRefuted', sample: 5, real: { identical: 5 } })
  })

  test('is nothing where a source cannot be read on either side', async () => {
    const gone = F.fromSource<Flight>({
      ...(flights.plan as F.NodeOf<'source'>).source,
      open: () => {
        throw new F.FloeError('SourceNotFound', { message: 'there is no such file' })
      },
    })
    const { found } = await verdictOf(F.pipe(gone, F.take(1)), F.pipe(gone, F.take(2)), { runs: 30 })
    expect(found.counterexample?.given).toMatchObject([{ rows: { length: 2 } }])
    expect(found.real).toMatchObject({ errors: [], before: 0 })
  })
})

describe('the schema', () => {
  const change = async (was: F.Bag<unknown>, is: F.Bag<unknown>) => (await verdictOf(was, is)).found.schema

  test.each([
    [
      'none',
      F.pipe(
        flights,
        F.filter((f) => f.id > 1),
      ),
      [],
    ],
    ['additive', F.pipe(flights, F.derive({ hours: () => 1 })), ['hours is new']],
    ['breaking', F.pipe(flights, F.omit('delay')), ['delay is gone']],
    ['breaking', F.pipe(flights, F.rename({ delay: 'late' })), ['delay is gone', 'late is new']],
    [
      'breaking',
      F.pipe(
        flights,
        F.map((f) => ({ ...f, id: `${f.id}` })),
      ),
      ['id is other'],
    ],
    [
      'breaking',
      F.pipe(
        flights,
        F.map((f) => ({ ...f, id: f.id > 2 ? null : f.id })),
      ),
      ['id is wider'],
    ],
    [
      'none',
      F.pipe(
        flights,
        F.map((f) => ({ ...f, delay: f.delay ?? 0 })),
      ),
      ['delay is narrower'],
    ],
    [
      'breaking',
      F.pipe(
        flights,
        F.groupBy((f) => f, {}),
        F.map(({ key }) => key),
      ),
      ['the order is gone'],
    ],
  ] as const)('is %s', async (kind, is, changes) => {
    const found = await change(flights, is)
    expect(found.changes.map(({ path, what }) => `${path} is ${what}`)).toEqual(changes)
    expect(found.kind).toBe(kind)
  })

  test('is the same if one side only says which values there are', async () => {
    const wet = F.pipe(
      flights,
      F.map((f) => ({ wet: f.distance > 1 ? 1 : 0 })),
    )
    expect(
      await change(
        wet,
        F.pipe(
          flights,
          F.map((f) => ({ wet: Number(f.distance > 1) })),
        ),
      ),
    ).toEqual({ kind: 'none', changes: [] })
    const more = F.pipe(
      flights,
      F.map((f) => ({ wet: f.distance > 1 ? 1 : f.distance > 0 ? 2 : 0 })),
    )
    expect(await change(wet, more)).toMatchObject({ kind: 'breaking', changes: [{ path: 'wet', what: 'wider' }] })
    expect(await change(more, wet)).toMatchObject({ kind: 'none', changes: [{ path: 'wet', what: 'narrower' }] })
  })

  test('is seen in rows where plans say nothing', async () => {
    const opaque = <A>(f: (row: Flight) => A) =>
      F.pipe(
        flights,
        F.flatMap((row) => [f(row)].filter(() => true)),
      )
    expect(
      await change(
        opaque((f) => ({ a: f.id, b: 1 })),
        opaque((f) => ({ a: `${f.id}`, c: 1 })),
      ),
    ).toMatchObject({
      kind: 'breaking',
      changes: [
        { path: 'a', what: 'other', before: 'number', after: 'string' },
        { path: 'b', what: 'gone' },
        { path: 'c', what: 'new' },
      ],
    })
  })
})

describe('functions', () => {
  const rows = fc.record({ n: fc.integer({ min: -9, max: 9 }) })
  type Row = { n: number }
  const sortInPlace = (all: Row[]): Row[] => all.sort((a, b) => a.n - b.n)
  const sortACopy = (all: Row[]): Row[] => [...all].sort((a, b) => a.n - b.n)

  test('do the same to the rows that they are given, unless nobody cares', async () => {
    const found = await L.equivalent(sortInPlace, sortACopy, { takes: 'rows', rows })
    expect(found).toMatchObject({ verdict: 'refuted', names: { before: 'sortInPlace', after: 'sortACopy' } })
    expect(found.counterexample?.wrote.before).toMatch(/^rows\[0\]\.n: -?\d became -?\d$/)
    expect(found.counterexample?.wrote.after).toBeUndefined()
    expect((await L.equivalent(sortInPlace, sortACopy, { takes: 'rows', rows, effects: 'any' })).verdict).toBe(
      'notRefuted',
    )
  })

  test('of one row are compared row by row', async () => {
    const found = await L.equivalent(
      (row: Row) => row.n > 3,
      (row: Row) => row.n >= 3,
      { takes: 'row', rows },
    )
    expect(found.counterexample).toMatchObject({
      given: [{ rows: [{ n: 3 }] }],
      gives: { before: [false], after: [true] },
    })
  })

  test('may fail, or promise', async () => {
    const boom = (): never => {
      throw new Error('boom')
    }
    const fails = (row: Row): number => (row.n > 5 ? boom() : row.n)
    expect(
      (await L.equivalent(fails, async (row: Row) => (row.n > 5 ? boom() : row.n), { takes: 'row', rows })).verdict,
    ).toBe('notRefuted')
    const found = await L.equivalent(fails, (row: Row) => row.n, { takes: 'row', rows })
    expect(found.counterexample?.diff.errors).toMatchObject([
      { what: expect.stringContaining('Error: boom'), before: 1, after: 0 },
    ])
  })

  test('are made afresh for each list of rows, if there is a way', async () => {
    const numbering = () => {
      let n = 0
      return (row: Row) => ({ ...row, at: n++ })
    }
    const counted = L.fresh(numbering)
    expect((await L.equivalent(counted, L.fresh(numbering), { takes: 'row', rows })).verdict).toBe('notRefuted')
    const found = await L.equivalent(numbering(), (row: Row) => ({ ...row, at: 0 }), { takes: 'row', rows })
    expect(found.unsteady).toEqual(['before'])
  })

  test('are compared on real rows, by key', async () => {
    const totals = (all: Flight[]) =>
      [...new Set(all.map(({ origin }) => origin))].map((origin) => ({
        origin,
        n: all.filter((f) => f.origin === origin).length,
      }))
    const more = (all: Flight[]) => totals(all).map((one) => (one.origin === 'LAS' ? { ...one, n: 7 } : one))
    const found = await L.equivalent(totals, more, { takes: 'rows', rows: flights, runs: 0, key: ['origin'] })
    expect(found).toMatchObject({ verdict: 'refuted', real: { identical: 2, changed: 1, key: ['origin'] } })
    const first = await L.equivalent(totals, more, { takes: 'rows', rows: flights, runs: 0, sample: 1 })
    expect(first).toMatchObject({ verdict: 'notRefuted', sample: 1, real: { identical: 1 } })
  })

  test('that are stages are compared as plans', async () => {
    const late = F.filter((row: Row) => row.n > 3)
    const found = await L.equivalent(
      late,
      F.filter((row: Row) => row.n >= 3),
      { rows: L.rowsOf(t.type({ n: t.number })) },
    )
    expect(found.counterexample).toMatchObject({ given: [{ rows: [{ n: 3 }] }], begins: { gives: { before: '[]' } } })
    expect(found.real).toBeUndefined()
    const onReal = await L.equivalent(
      late,
      F.filter((row: Row) => row.n >= 3),
      { rows: F.rows([{ n: 3 }]), runs: 0 },
    )
    expect(onReal).toMatchObject({ verdict: 'refuted', real: { added: 1 } })
  })
})

describe('sources', () => {
  const source = (flights.plan as F.NodeOf<'source'>).source
  const fields = source.schema.kind === 'record' ? source.schema.fields : []
  const reading = (schema: F.Schema, rows: readonly object[]) =>
    F.fromSource<Flight>({
      ...source,
      schema,
      open: async function* () {
        yield { rows, errors: new Map(), where: (i) => ({ source: 'flights', row: i + 1 }), bytes: 0 }
      },
    })

  test('may be read with more fields or with fewer: made rows have all of them', async () => {
    const some = fields.filter(({ name }) => name !== 'delay')
    const fewer = reading(
      { kind: 'record', fields: some },
      held.map(({ delay: _, ...rest }) => rest),
    )
    const named = (rows: F.Sequence<Flight>) =>
      F.pipe(
        rows,
        F.filter((f) => f.distance > 60),
        F.map((f) => [f.id, f.origin].join()),
      )
    expect((await verdictOf(named(flights), named(fewer), { runs: 30 })).found).toMatchObject({
      verdict: 'notRefuted',
      tried: { instances: 30 },
    })
    const other = F.pipe(
      fewer,
      F.filter((f) => f.distance >= 60),
      F.map((f) => [f.id, f.origin].join()),
    )
    const { found } = await verdictOf(named(flights), other, { runs: 30 })
    expect(found.counterexample?.given).toMatchObject([{ rows: [{ distance: 60, delay: expect.anything() }] }])
  })

  test('that read one field in two ways have no made rows: the real ones decide', async () => {
    const texts = fields.map((field) =>
      field.name === 'id' ? { ...field, schema: { kind: 'string' as const } } : field,
    )
    const asText = reading(
      { kind: 'record', fields: texts },
      held.map((one) => ({ ...one, id: `${one.id}` })),
    )
    const numbered = F.pipe(
      asText,
      F.map((f) => ({ ...f, id: Number(f.id) })),
    )
    const { found, text } = await verdictOf(
      F.pipe(
        flights,
        F.map((f) => ({ ...f })),
      ),
      numbered,
    )
    expect(found).toMatchObject({ verdict: 'notRefuted', tried: { instances: 0 }, real: { identical: 5 } })
    expect(text).toContain(
      'no rows were made: both sides read flights in ways of which no rows can be made that suit both',
    )
    expect((await verdictOf(flights, asText)).found.schema.changes).toMatchObject([{ path: 'id', what: 'other' }])
  })

  test('in memory are known by what they hold, as a module that is loaded twice has them twice', async () => {
    const codes = () =>
      F.rows([
        { code: 'SEA', city: 'Seattle' },
        { code: 'LAS', city: 'Las Vegas' },
      ])
    const lengths = () =>
      F.pipe(
        codes(),
        F.map((row) => row.city.trim().length),
      )
    const none = F.pipe(
      F.rows([{ n: 1 }]),
      F.filter((row) => row.n.toFixed() === ''),
      F.map(() => 0),
    )
    // A source more, before the others: taken for another one, it would have rows on which functions fail.
    const { found } = await verdictOf(lengths(), F.pipe(none, F.concat(lengths())), { runs: 30 })
    expect(found).toMatchObject({ verdict: 'notRefuted', tried: { instances: 30, failed: 0 } })
    const renamed = F.pipe(
      F.rows([{ code: 'SEA', town: 'Seattle' }]),
      F.map((row) => row.town.length),
    )
    const { found: other } = await verdictOf(
      F.pipe(
        F.rows([{ code: 'SEA', city: 'Seattle' }]),
        F.map((row) => row.city.length),
      ),
      renamed,
    )
    expect(other).toMatchObject({ verdict: 'notRefuted', tried: { instances: 0 }, real: { identical: 1 } })
  })

  test('that are not on the other side are made for this one alone', async () => {
    const more = flightsOf(held, 'more')
    const { found } = await verdictOf(
      flights,
      F.pipe(
        flights,
        F.concat(more),
        F.distinct(),
        F.filter((f) => f.id < 1e300),
      ),
      { runs: 50 },
    )
    expect(found.verdict).toBe('refuted')
    expect(found.counterexample?.given.map(({ source: name }) => name)).toEqual(['flights', 'more'])
  })
})

describe('what was looked at', () => {
  test('is told where nothing was found', async () => {
    const { found, text } = await verdictOf(
      F.pipe(
        flights,
        F.filter((f) => f.id < 99),
        F.filter((f) => `${f.origin}x` !== 'x'),
      ),
      F.pipe(
        flights,
        F.filter((f) => 99 > f.id),
        F.filter((f) => f.origin !== ''),
      ),
      { runs: 30 },
    )
    expect(found).toMatchObject({ verdict: 'notRefuted', tried: { instances: 30, unseen: [], silent: [] } })
    expect(found.tried.ties).toBeGreaterThan(3)
    expect(found.tried.nulls).toBeGreaterThan(3)
    expect(found.tried.empty).toBeGreaterThan(0)
    expect(text).toMatch(
      /^NOT REFUTED: no difference was found in 5 rows of the real input and 30 instances of made rows\n/,
    )
  })

  test('is nothing where no side gives a row', async () => {
    const never = F.pipe(
      flights,
      F.filter((f) => f.distance < Number.NEGATIVE_INFINITY),
    )
    const { found } = await verdictOf(
      never,
      F.pipe(
        never,
        F.filter((f) => f.id === 1),
      ),
    )
    expect(found).toMatchObject({ verdict: 'notRefuted', why: 'nothing was compared: no side ever gave a row' })
    expect(found.tried.silent.length).toBeGreaterThan(0)
  })

  test('are values that fields may have and never had', async () => {
    const { found } = await verdictOf(
      flights,
      F.pipe(
        flights,
        F.filter((f) => `${f.id}` !== 'none'),
      ),
      { runs: 1 },
    )
    expect(found.tried.unseen).toEqual(['delay: number', 'delay: null'])
  })
})

describe('assertEquivalent', () => {
  test('throws what differs, and gives what does not', async () => {
    const two = F.pipe(flights, F.take(2))
    await expect(L.assertEquivalent(flights, two)).rejects.toThrow(
      /LawBroken: before and after are not equivalent\n\nREFUTED/,
    )
    expect((await L.assertEquivalent(two, two)).verdict).toBe('proved')
  })
})

describe('options', () => {
  const row = fc.constant(1)
  const one = (): number => 1
  const call = (was: unknown, is: unknown, options?: unknown) =>
    L.equivalent(was as F.Bag<unknown>, is as F.Bag<unknown>, options as L.EquivalentOptions)

  test.each([
    ['two datasets', [flights, 5, {}]],
    ['whole number', [flights, flights, { sample: -1 }]],
    ['whole number', [flights, flights, { runs: 1.5 }]],
    ['names of fields', [flights, flights, { key: 'id' }]],
    ['names of fields', [flights, flights, { ignore: 'id' }]],
    ['numbers from 0', [flights, flights, { tolerance: { id: { absolute: -1 } } }]],
    ["'same' or 'any'", [flights, flights, { effects: 'none' }]],
    ["'row' or 'rows'", [one, one, { rows: row, takes: 'all' }]],
    ['of what rows', [one, one, { takes: 'row' }]],
    ['gives no dataset', [one, one, { rows: row }]],
    ['make an arbitrary of it', [one, one, { rows: t.number, takes: 'row' }]],
  ] as const)('that make no sense are told: %s', async (words, [was, is, options]) => {
    await expect(call(was, is, options)).rejects.toThrow(words)
    await expect(call(was, is, options)).rejects.toMatchObject({ _tag: 'InvalidArgument' })
  })
})

test.each([80, 120])('no line is longer than %i columns', async (width) => {
  const other = F.pipe(
    flights,
    F.map((f) => ({
      ...f,
      origin: `${f.origin} is a long name for an airport, and goes on and on`,
      more: f.id,
      evenMore: f,
    })),
  )
  const found = await L.equivalent(flights, other, { key: ['id'] })
  const lines = L.printEquivalence(found, { width }).split('\n')
  expect(lines.filter((line) => line.length > width)).toEqual([])
  expect(lines[0]).toMatch(/^REFUTED: /)
})
