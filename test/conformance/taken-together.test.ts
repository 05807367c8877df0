/**
 * Proves that numbers which the compiled engine counts and adds up many at a time, on a condition or not, come to what they come to
 * one by one: more rows than are taken at a time, rows that fail among them, and stages that make many rows of one.
 */
import fc from 'fast-check'
import * as F from 'floe'
import * as A from 'floe/aggregate'
import { expect, test } from 'vitest'
import { numbers } from '../arbitrary/row-shapes.ts'
import { runs } from '../runs.ts'
import { outcomeOf } from './outcome.ts'

interface Row {
  readonly a: number
  readonly b: number
}

const totals = {
  rows: A.count(),
  sum: A.sum((r: Row) => r.a + 0.1),
  mean: A.mean((r: Row) => r.b * 3),
}
/** Not all of these are taken together. */
const mixed = { ...totals, most: A.max((r: Row) => r.b), names: A.sum((r: Row) => (r.a > 1 ? r.a : null)) }

const fail = (r: Row): Row => {
  if (r.a === 3) throw new Error(`no ${r.b}`)
  return r
}

const stages: Readonly<Record<string, (rows: F.Bag<Row>) => F.Bag<Row>>> = {
  some: F.filter((r: Row) => r.a > 1),
  others: F.filter((r: Row) => !(r.b > 0.5)),
  truthy: F.filter((r: Row) => (r.a as unknown as boolean) && r.b > -1),
  none: F.filter((r: Row) => r.a > 1e300),
  mapped: F.map((r: Row) => ({ a: r.a * 2, b: r.b - 1 })),
  many: F.flatMap((r: Row) => [r, { a: r.b, b: r.a }, r]),
  checked: F.validate((r: Row) => r.a !== 2, 'two'),
  failing: F.map(fail),
}

const plan = fc.record({
  pool: fc.array(fc.record({ a: fc.oneof(numbers('specials'), fc.nat(4)), b: numbers('finite') }), {
    minLength: 1,
    maxLength: 8,
  }),
  length: fc.constantFrom(0, 1, 1_023, 1_024, 1_025, 2_500, 6_000),
  names: fc.array(fc.constantFrom(...Object.keys(stages)), { maxLength: 4 }),
  taken: fc.option(fc.constantFrom(1, 1_024, 1_500), { nil: undefined }),
  aggregates: fc.constantFrom('totals', 'mixed'),
  onError: fc.constantFrom('fail', 'reject'),
})

test('totals of many rows are those of each', () =>
  fc.assert(
    fc.asyncProperty(plan, async ({ pool, length, names, taken, aggregates, onError }) => {
      const rows: F.Sequence<Row> = F.rows(Array.from({ length }, (_, i) => pool[(i * 7) % pool.length] as Row))
      const begun: F.Bag<Row> = taken === undefined ? rows : F.pipe(rows, F.take(taken))
      const staged = names.reduce((of, name) => (stages[name] as (typeof stages)['some'])(of), begun)
      const dataset = aggregates === 'totals' ? F.pipe(staged, F.aggregate(totals)) : F.pipe(staged, F.aggregate(mixed))
      const { prepare: _, ...asGiven } = F.compiled
      const { counts, ...expected } = await outcomeOf(dataset, { engine: F.reference, onError })
      const found = await outcomeOf(dataset, { engine: asGiven, onError })
      expect(found).toMatchObject(expected)
      if (onError === 'reject' || !names.includes('failing')) expect(found.counts).toEqual(counts)
    }),
    { numRuns: runs(60) },
  ))
