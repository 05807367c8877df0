/**
 * Proves that groups in tables are those of the reference engine: of numbers whose sums need more than two doubles, of NaN,
 * infinities and zeros of either sign, of missing ones; by keys of all kinds; in order and not; with room for all, for some, and
 * for hardly any, so that they are put aside as they are and merged.
 */
import fc from 'fast-check'
import * as F from 'floe'
import * as A from 'floe/aggregate'
import * as t from 'io-ts'
import { afterEach, describe, expect, test, vi } from 'vitest'
import * as hashing from '../../../src/engine/spill/hash-of-key.ts'
import { outcomeOf } from '../../conformance/outcome.ts'
import { runs } from '../../runs.ts'
import { littleRoom } from '../spill/little-room.ts'

const Row = t.type({
  k: t.unknown,
  text: t.string,
  n: t.number,
  m: t.union([t.number, t.null]),
  small: t.number,
})
type Row = t.TypeOf<typeof Row>

const numbers = fc.oneof(
  fc.constantFrom(0, -0, 0.1, 1, 1e300, -1e300, 2 ** 53, 5e-324, 1.7e308),
  fc.constantFrom(Number.NaN, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY),
  fc.double({ noNaN: true, noDefaultInfinity: true }),
)
const keys = fc.oneof(
  fc.constantFrom<unknown>(0, -0, Number.NaN, null, undefined, true, '', 'a', '\0', '\0a', '€', 1n, [1], [-0]),
  fc.nat({ max: 5 }),
)
const rowsOf = fc.array(
  fc.record<Row>({
    k: keys,
    text: fc.constantFrom('', 'a', 'b', 'é', '€', 'x'.repeat(100)),
    n: numbers,
    m: fc.oneof(fc.constant(null), numbers),
    small: fc.nat({ max: 30 }),
  }),
  { maxLength: 60 },
)

const aggregates = {
  rows: A.count(),
  sum: A.sum((r: Row) => r.n),
  mean: A.mean((r: Row) => r.n),
  sumOrNone: A.sum((r: Row) => r.m),
  meanOrNone: A.mean((r: Row) => r.m),
  least: A.min((r: Row) => r.n),
  most: A.max((r: Row) => r.n),
  leastOrNone: A.min((r: Row) => r.m),
  mostOrNone: A.max((r: Row) => r.m),
}

const groupings: readonly ((rows: F.Bag<Row>) => F.Bag<unknown>)[] = [
  (rows) => F.groupBy((r: Row) => r.small, aggregates)(rows),
  (rows) => F.groupBy((r: Row) => r.n, aggregates)(rows),
  (rows) => F.groupBy((r: Row) => r.text, aggregates)(rows),
  (rows) => F.groupBy((r: Row) => r.k, aggregates)(rows),
  (rows) => F.pipe(rows, F.groupBy({ k: (r) => r.k, small: (r) => r.small % 3, text: (r) => r.text }, aggregates)),
]

const boom = (): never => {
  throw new RangeError('boom')
}
const after: readonly ((rows: F.Bag<unknown>) => F.Bag<unknown>)[] = [
  (rows) => rows,
  // Which group comes first is to be seen then.
  F.map((row: unknown) => ((row as { readonly rows: number }).rows > 2 ? boom() : row)),
]

afterEach(() => {
  vi.restoreAllMocks()
})

describe.each([
  ['hashes as they are', false],
  ['all of one hash', true],
])('%s', (_, isFlat) => {
  test('means what the reference engine means', async () => {
    if (isFlat)
      for (const hash of ['hashOfKey', 'hashOfNumber', 'hashOfBytes'] as const)
        vi.spyOn(hashing, hash).mockReturnValue(0)
    let aside = 0
    await fc.assert(
      fc.asyncProperty(
        rowsOf,
        fc.constantFrom(...groupings),
        fc.constantFrom(...after),
        fc.constantFrom(1, 700, 3000, 20_000, 1_000_000),
        fc.constantFrom('fail', 'reject'),
        async (rows, group, last, share, onError) => {
          const plan = last(group(F.pipe(F.rows(rows), F.decode(Row))))
          const { engine, work } = littleRoom(share)
          const { counts: _, ...expected } = await outcomeOf(plan, { engine: F.reference, onError })
          const { counts: __, ...found } = await outcomeOf(plan, { engine, onError })
          expect(found).toEqual(expected)
          expect(work.open).toBe(0)
          if (work.runs > 0) aside++
        },
      ),
      { numRuns: runs(300) },
    )
    expect(aside).toBeGreaterThan(runs(20))
  })
})

describe('many groups', () => {
  const distinct = 80_000
  const count = 160_000
  /** Each key of some turns up again and again; most are rare. */
  const keyOf = (i: number): number => (i % 3 === 0 ? i % 7 : (i * 48_271) % distinct)
  const expected = new Map<number, { rows: number; total: number }>()
  for (let i = 0; i < count; i++) {
    const group = expected.get(keyOf(i)) ?? { rows: 0, total: 0 }
    expected.set(keyOf(i), { rows: group.rows + 1, total: group.total + i })
  }
  const Pair = t.type({ key: t.number, value: t.number })

  test.each([
    ['in memory', Number.POSITIVE_INFINITY],
    ['in 16 MB', 16e6],
    ['in 3 MB', 3e6],
    ['in 300 kB', 3e5],
  ])('%s', async (_, share) => {
    const pairs = Array.from({ length: count }, (_, i) => ({ key: keyOf(i), value: i }))
    const { engine } = littleRoom(share)
    for (const textOf of [undefined, (key: number) => `key ${key}`]) {
      const grouped = F.pipe(
        F.rows(pairs),
        F.decode(Pair),
        textOf === undefined
          ? F.groupBy((pair) => pair.key as number | string, {
              rows: A.count(),
              total: A.sum((pair: t.TypeOf<typeof Pair>) => pair.value),
            })
          : F.groupBy((pair) => `key ${pair.key}` as number | string, {
              rows: A.count(),
              total: A.sum((pair: t.TypeOf<typeof Pair>) => pair.value),
            }),
      )
      const result = await F.run(grouped, { engine, order: 'any' })()
      if (result._tag === 'Left') throw result.left
      const rows = result.right.rows.toArray()
      expect(rows.length).toBe(expected.size)
      const found = new Map(rows.map((row) => [row.key, row]))
      for (const [key, { rows, total }] of expected) {
        const row = found.get(textOf === undefined ? key : textOf(key))
        if (row?.rows !== rows || row.total !== total) expect(row).toEqual({ key, rows, total })
      }
    }
  })
})
