/**
 * Proves that joins whose right side stands in columns mean what they mean: of every kind, by keys of every kind, whatever the room,
 * with what comes behind them read or called, and with one key that half of all rows have.
 */
import fc from 'fast-check'
import * as F from 'floe'
import * as A from 'floe/aggregate'
import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import * as rowLists from '../../../src/engine/columns/row-list.ts'
import * as joins from '../../../src/engine/compiled/joins.ts'
import { outcomeOf } from '../../conformance/outcome.ts'
import { runs } from '../../runs.ts'
import { littleRoom } from '../spill/little-room.ts'

/** How the rows of all right sides stood in the end, and how often. */
const standings: (() => string)[] = []
/** How many pairs came later, and went on in a loop. */
let late = 0
beforeAll(() => {
  const { newRowList } = rowLists
  vi.spyOn(rowLists, 'newRowList').mockImplementation((most) => {
    const list = newRowList(most)
    standings.push(() => list.standing().kind)
    return list
  })
  const { lateEnd } = joins
  vi.spyOn(joins, 'lateEnd').mockImplementation((at, first, loop) =>
    lateEnd(at, first, (batch, from) => {
      late += batch.rows.length - from
      return loop(batch, from)
    }),
  )
})
afterAll(() => {
  vi.restoreAllMocks()
  expect(late).toBeGreaterThan(runs(100))
  for (const kind of ['objects', 'columns', 'packed'])
    expect([kind, standings.filter((standing) => standing() === kind).length > runs(20)]).toEqual([kind, true])
})

interface Row {
  readonly k: number
  readonly v: number
  readonly text: string
  readonly odd?: unknown
}

/** Keys by which rows are joined. */
const keys: { readonly [name: string]: (row: Row) => unknown } = {
  numbers: (row) => row.k,
  texts: (row) => `key ${row.k}`,
  'composite keys': (row) => [row.k % 5, row.text],
  'keys of several kinds': (row) => (row.k % 3 === 0 ? row.k : row.k % 3 === 1 ? `${row.k}` : null),
  'keys that are often NaN or zero': (row) => (row.k % 4 === 0 ? Number.NaN : row.k % 4 === 1 ? -0 : row.k),
  'one key that most have': (row) => (row.k < 100 ? 0 : row.k),
}

const opaque = <F>(f: F): F => (f as (...args: unknown[]) => unknown).bind(undefined) as F

type Pairs = F.Bag<unknown>

/** What comes behind the join. */
const behind: readonly ((pairs: Pairs) => F.Bag<unknown>)[] = [
  (pairs) => pairs,
  F.map(([left, right]: readonly [Row | undefined, Row | undefined]) => [left?.v, right?.text, right?.v]) as never,
  F.map(opaque((pair: unknown) => [pair])),
  F.groupBy(([, right]: readonly [Row, Row | undefined]) => right?.v, { n: A.count() }) as never,
  F.aggregate({ n: A.count() }),
]
/** Where there are both. */
const behindPairs: typeof behind = [
  F.groupBy(([, right]: readonly [Row, Row]) => right.v, {
    n: A.count(),
    sum: A.sum(([, r]: readonly [Row, Row]) => r.k),
  }) as never,
  F.filter(([left, right]: readonly [Row, Row]) => left.v < right.v) as never,
]

const rowOf = (isFrozen: boolean): fc.Arbitrary<Row> =>
  fc
    .record(
      { k: fc.nat({ max: 200 }), v: fc.nat({ max: 9 }), text: fc.constantFrom('a', 'b', 'Ā') },
      { noNullPrototype: true },
    )
    .map((row) => (isFrozen ? Object.freeze(row) : { ...row }))

const odd: fc.Arbitrary<Row> = fc.record({
  k: fc.nat({ max: 200 }),
  v: fc.constant(1),
  text: fc.constant('c'),
  odd: fc.constantFrom(null, [1], new Date(0), /x/),
})

const rights = fc.oneof(
  fc.array(rowOf(true), { maxLength: 150, size: 'max' }),
  // Each key once.
  fc.uniqueArray(rowOf(true), { maxLength: 100, size: 'max', selector: ({ k }) => k }),
  fc.array(rowOf(false), { maxLength: 100, size: 'max' }),
  fc.array(fc.oneof({ weight: 20, arbitrary: rowOf(true) }, odd), { maxLength: 100, size: 'max' }),
)

test.each(
  Object.keys(keys).flatMap((name) =>
    (['inner', 'left', 'right', 'full', 'semi', 'anti'] as const).map((how) => ({ how, name })),
  ),
)('$how, by $name', async ({ how, name }) => {
  const key = keys[name] as (row: Row) => unknown
  await fc.assert(
    fc.asyncProperty(
      fc.array(rowOf(true), { maxLength: 60, size: 'max' }),
      rights,
      fc.constantFrom(2000, 5000, 20_000, 1_000_000),
      fc.constantFrom(...behind, ...(how === 'inner' ? behindPairs : [])),
      fc.boolean(),
      async (left, right, share, then, given) => {
        const plan = then(
          F.join(F.rows(right), { left: key, right: key, how } as never)(F.rows(left) as never) as Pairs,
        )
        const { engine, work } = littleRoom(share, given)
        const isFit = right.every(({ odd }) => !(odd instanceof RegExp))
        const { counts: _, ...expected } = await outcomeOf(plan, { engine: F.reference })
        const { counts: __, ...found } = await outcomeOf(plan, { engine })
        // What can be no row cannot be put aside.
        if (isFit || work.records === 0) expect(found).toEqual(expected)
        expect(work.open).toBe(0)
      },
    ),
    { numRuns: runs(12) },
  )
})
