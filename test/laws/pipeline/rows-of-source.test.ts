/**
 * Proves that the sources of a plan are found, that other rows can stand in their place, and what rows those may be.
 */
import * as fc from 'fast-check'
import * as F from 'floe'
import * as A from 'floe/aggregate'
import { describe, expect, test } from 'vitest'
import { conforms, field, optionalField, record, type Schema, union } from '../../../src/data/schema.ts'
import { batchesOf } from '../../../src/io/batches-of.ts'
import { rowsOfSource } from '../../../src/laws/pipeline/rows-of-source.ts'
import { sourcesOf } from '../../../src/laws/pipeline/sources-of.ts'
import { withRows } from '../../../src/laws/pipeline/with-rows.ts'
import { runs } from '../../runs.ts'

const number: Schema = { kind: 'number' }
const string: Schema = { kind: 'string' }

const simple = fc
  .constantFrom('unknown', 'null', 'undefined', 'boolean', 'number', 'bigint', 'string', 'date', 'bytes')
  .map((kind) => ({ kind }) as Schema)

const { schema: anySchema } = fc.letrec<{ readonly schema: Schema }>((tie) => ({
  schema: fc.oneof(
    { maxDepth: 3 },
    simple,
    fc.constantFrom(null, 7, -0, Number.NaN, 'a', 7n, true).map((value): Schema => ({ kind: 'literal', value })),
    tie('schema').map((items): Schema => ({ kind: 'array', items })),
    tie('schema').map((values): Schema => ({ kind: 'dictionary', values })),
    fc.array(tie('schema'), { maxLength: 3 }).map((items): Schema => ({ kind: 'tuple', items })),
    fc.array(tie('schema'), { minLength: 1, maxLength: 3 }).map(union),
    fc
      .uniqueArray(fc.record({ name: fc.string({ maxLength: 2 }), schema: tie('schema'), optional: fc.boolean() }), {
        maxLength: 3,
        selector: ({ name }) => name,
      })
      .map(record),
  ),
}))

const flights = F.rows([
  { origin: 'SEA', delay: 20 },
  { origin: 'JFK', delay: 3 },
])
const airports = F.rows([{ code: 'SEA' }])
const origin = { left: (f: { origin: string }) => f.origin, right: (a: { code: string }) => a.code }
const plan = F.pipe(
  flights,
  F.join(airports, origin),
  F.join(flights, { left: ([f]) => f.origin, right: (f) => f.origin }),
).plan

const sourceOf = (dataset: F.Bag<unknown>): F.Source => sourcesOf(dataset.plan)[0] as F.Source
const run = async (plan: F.Node, engine: F.Engine = F.reference) => {
  const result = await F.run({ plan } as F.Bag<unknown>, { engine })()
  return result._tag === 'Right' ? result.right.rows.toArray() : result.left
}

describe('sources', () => {
  test('are each named once, in the order of the plan', () => {
    expect(sourcesOf(plan)).toEqual([sourceOf(flights), sourceOf(airports)])
    expect(sourcesOf(F.pipe(airports, F.join(flights, { left: (a) => a.code, right: (f) => f.origin })).plan)[0]).toBe(
      sourceOf(airports),
    )
  })
})

describe('other rows', () => {
  test.each([F.reference, F.compiled])('are read by $name', async (engine) => {
    const rows = new Map([[sourceOf(flights), [{ origin: 'SEA', delay: 1 }]]])
    expect(await run(withRows(plan, rows), engine)).toEqual([
      [[{ origin: 'SEA', delay: 1 }, { code: 'SEA' }], { origin: 'SEA', delay: 1 }],
    ])
  })

  test('leave all else as it is, and one source one', () => {
    const named: F.Source = {
      ...sourceOf(flights),
      format: 'csv',
      name: 'flights.csv',
      schema: record([field('n', number)]),
    }
    const both = F.pipe(F.fromSource(named), F.concat(F.fromSource(named))).plan
    const made = sourcesOf(withRows(both, new Map([[named, []]])))
    expect(made).toHaveLength(1)
    expect(made[0]).toMatchObject({ format: 'csv', name: 'flights.csv', schema: named.schema })
    expect(withRows(plan, new Map())).toBe(plan)
  })

  test('fail at the same places with all engines', async () => {
    const failing = F.pipe(
      F.fromSource<number>({ ...sourceOf(F.rows([1])), format: 'numbers' }),
      F.map((n) => 12n / BigInt(n)),
    ).plan
    const other = withRows(failing, new Map([[sourcesOf(failing)[0] as F.Source, [1, 0]]]))
    const error = await run(other)
    expect(error).toMatchObject({ place: { source: 'numbers', row: 2 } })
    expect(JSON.stringify(await run(other, F.compiled))).toBe(JSON.stringify(error))
  })

  test('are read instead of a scan', () => {
    const scanned: F.Source = { ...sourceOf(flights), scan: () => undefined }
    const [made] = sourcesOf(withRows(F.fromSource(scanned).plan, new Map([[scanned, []]])))
    expect(made).not.toHaveProperty('scan')
  })
})

const sample = async (source: F.Source, options?: { readonly sample?: number }) =>
  fc.sample(await rowsOfSource(source, options), { seed: 1, numRuns: 300 })

describe('rows of a source', () => {
  test('are like those that it holds', async () => {
    for (const row of (await sample(sourceOf(flights))) as { origin: string; delay: number }[]) {
      expect(['SEA', 'JFK']).toContain(row.origin)
      expect(row.delay >= 3 && row.delay <= 20).toBe(true)
    }
  })

  test('are made from its schema, too', async () => {
    const schema = record([field('delay', union([number, { kind: 'null' }])), optionalField('note', string)])
    const rows = await sample({ ...sourceOf(F.rows([{ delay: 4242 }])), schema })
    expect(rows.every((row) => conforms(schema, row))).toBe(true)
    const delays = new Set((rows as { delay: unknown }[]).map(({ delay }) => delay))
    expect(delays).toContain(4242)
    expect(delays).toContain(null)
    expect(delays.has(Number.NaN) || delays.has(Number.MAX_VALUE)).toBe(true)
    expect(rows.some((row) => Object.hasOwn(row as object, 'note'))).toBe(true)
    expect(rows.some((row) => !Object.hasOwn(row as object, 'note'))).toBe(true)
  })

  test('fit the schema, whatever it is', () =>
    fc.assert(
      fc.asyncProperty(anySchema, async (schema) => {
        const source: F.Source = { ...sourceOf(F.rows([])), schema }
        for (const row of fc.sample(await rowsOfSource(source), { seed: 1, numRuns: 20 }))
          expect(conforms(schema, row)).toBe(true)
      }),
      { numRuns: runs(50) },
    ))

  test('leave out what its schema says cannot be there', async () => {
    const rows = await sample({
      ...sourceOf(F.rows([{ delay: 4242 }, { delay: 'x' }])),
      schema: record([field('delay', number)]),
    })
    expect(rows).not.toContainEqual({ delay: 'x' })
  })

  test('come from its schema where it cannot be opened', async () => {
    const missing = F.fromSource<unknown>({
      ...sourceOf(flights),
      schema: record([field('delay', number)]),
      open: () => {
        throw new Error('no such file')
      },
    })
    for (const row of (await sample(sourceOf(missing))) as object[]) expect(Object.keys(row)).toEqual(['delay'])
  })

  test('keep what was read before an error', async () => {
    async function* open(): AsyncIterable<F.Batch> {
      yield* batchesOf([7], 'x', 'x')
      throw new Error('broken file')
    }
    expect(new Set(await sample({ ...sourceOf(flights), open }))).toEqual(new Set([7]))
  })

  test('are no rows that cannot be read', async () => {
    async function* open(): AsyncIterable<F.Batch> {
      const error = new F.FloeError('SchemaMismatch', { message: 'no number' })
      yield { rows: [undefined, 7], errors: new Map([[0, error]]), where: () => ({ source: 'x' }), bytes: 0 }
    }
    expect(new Set(await sample({ ...sourceOf(flights), open }))).toEqual(new Set([7]))
  })

  test('are looked for among its first ones, and it is closed', async () => {
    let read = 0
    let open = 0
    async function* endless(signal: AbortSignal): AsyncIterable<F.Batch> {
      open++
      try {
        for (;;) {
          read++
          yield* batchesOf([read], 'x', 'x')
          if (signal.aborted) return
        }
      } finally {
        open--
      }
    }
    expect(new Set(await sample({ ...sourceOf(flights), open: endless }, { sample: 3 }))).toEqual(new Set([1, 2, 3]))
    expect({ read, open }).toEqual({ read: 3, open: 0 })
  })

  test('may be anything where nothing is known', async () => {
    expect(new Set((await sample(sourceOf(F.rows([])))).map((row) => typeof row)).size).toBeGreaterThan(2)
  })

  test('are the same each time', async () => {
    expect(await sample(sourceOf(flights))).toEqual(await sample(sourceOf(flights)))
  })
})

test('a plan over rows that its sources may hold runs', async () => {
  const counted = F.pipe(
    flights,
    F.groupBy((f) => f.origin, { n: A.count() }),
  ).plan
  const rows = fc.sample(await rowsOfSource(sourceOf(flights)), { seed: 1, numRuns: 20 })
  const groups = (await run(withRows(counted, new Map([[sourceOf(flights), rows]])))) as { n: number }[]
  expect(groups.reduce((total, { n }) => total + n, 0)).toBe(20)
})
