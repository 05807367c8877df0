/**
 * Proves the laws of `over`: what it adds is what folding, slicing, grouping and sorting give; partitions do not see each
 * other, nor functions each other; a bag has one answer; and running aggregates take each row once. What it means for
 * single rows is in docs/semantics.md; that the world means the same, in over-duckdb.test.ts.
 */
import fc from 'fast-check'
import * as F from 'floe'
import * as A from 'floe/aggregate'
import * as W from 'floe/window'
import { describe, expect, test } from 'vitest'
import { sameKey } from '../../../src/data/key.ts'
import type { Visit } from '../../arbitrary/row-shapes.ts'
import { asBag } from '../../semantics/page-names.ts'
import { expectSame, expectSameBag, holds, printsOf, rowsOf, visitRows } from './laws.ts'

const { pipe, rows } = F

const keys: fc.Arbitrary<(v: Visit) => unknown> = fc.constantFrom<(v: Visit) => unknown>(
  (v) => v.name,
  (v) => v.n,
  (v) => v.tags,
  (v) => v.props,
  (v) => v.id > 0,
)
const orderings: fc.Arbitrary<F.Key<Visit>> = fc
  .tuple(keys, fc.boolean(), fc.constantFrom('first' as const, 'last' as const))
  .map(([key, descends, nulls]) => (descends ? F.descending : F.ascending)(key, { nulls }))
const frames = fc.tuple(fc.integer({ min: -4, max: 4 }), fc.nat(5)).map(([from, n]) => [from, from + n] as const)

const all = A.toList<Visit>()
/** Every kind of window function, each with what it says. */
const functions = {
  number: W.rowNumber(),
  rank: W.rank(),
  part: W.ntile(3),
  before: W.lag((v: Visit) => v.id),
  last: W.last((v: Visit) => v.tags),
  soFar: W.running(all),
  around: W.rolling(all, { rows: [-1, 2] }),
  whole: W.whole(A.countDistinct((v: Visit) => v.name)),
}
/** The values that were added, without the rows. */
const values = async (dataset: F.Bag<object>, name: string): Promise<readonly unknown[]> =>
  (await rowsOf(dataset)).map((row) => (row as { readonly [name: string]: unknown })[name])

const expectValues = (found: readonly unknown[], wanted: readonly unknown[]): void =>
  expect(printsOf(found)).toEqual(printsOf(wanted))

describe('over', () => {
  test('keeps every row, in its place', () =>
    holds(visitRows, keys, orderings, (xs, by, orderBy) =>
      expectSame(
        pipe(
          rows(xs),
          F.over({ by, orderBy }, functions),
          F.map(({ number, rank, part, before, last, soFar, around, whole, ...row }) => row),
        ),
        rows(xs),
      ),
    ))

  test('gives in a frame of rows what the aggregate gives of the slice', () =>
    holds(visitRows, frames, async (xs, frame) => {
      const given = pipe(rows(xs), F.over({}, { seen: W.rolling(A.toList(), { rows: frame }) }))
      const slices = xs.map((_, i) => A.fold(all)(xs.slice(Math.max(0, i + frame[0]), Math.max(0, i + frame[1] + 1))))
      expectValues(await values(given, 'seen'), slices)
    }))

  test('gives so far what the aggregate gives of the rows so far, and whole what it gives of all', () =>
    holds(visitRows, async (xs) => {
      const mean = A.mean((v: Visit) => v.n)
      const given = pipe(
        rows(xs),
        F.over({}, { soFar: W.running(mean), whole: W.whole(mean), all: W.running(A.toList()) }),
      )
      expectValues(
        await values(given, 'soFar'),
        xs.map((_, i) => A.fold(mean)(xs.slice(0, i + 1))),
      )
      expectValues(
        await values(given, 'all'),
        xs.map((_, i) => A.fold(all)(xs.slice(0, i + 1))),
      )
      expectValues(
        await values(given, 'whole'),
        xs.map(() => A.fold(mean)(xs)),
      )
    }))

  test('gives the values of rows at a distance', () =>
    holds(visitRows, fc.nat(4), async (xs, n) => {
      const given = pipe(rows(xs), F.over({}, { before: W.lag((v) => v.tags, n), after: W.lead((v) => v.tags, n) }))
      expectValues(
        await values(given, 'before'),
        xs.map((_, i) => xs[i - n]?.tags),
      )
      expectValues(
        await values(given, 'after'),
        xs.map((_, i) => xs[i + n]?.tags),
      )
    }))

  test('gives over a whole partition what groupBy gives of the group', () =>
    holds(visitRows, keys, async (xs, by) => {
      const total = A.sum((v: Visit) => v.n)
      const groups = await rowsOf(pipe(rows(xs), F.groupBy(by, { total })))
      const wanted = xs.map((x) => groups.find(({ key }) => sameKey(key, by(x)))?.total)
      expectValues(await values(pipe(rows(xs), F.over({ by }, { total: W.whole(total) })), 'total'), wanted)
    }))

  test('sees of a partition what it would see if there were no other', () =>
    holds(visitRows, keys, orderings, async (xs, by, orderBy) => {
      const together = await rowsOf(pipe(rows(xs), F.over({ by, orderBy }, functions)))
      for (const x of xs) {
        const own = (v: Visit) => sameKey(by(v), by(x))
        const apart = pipe(rows(xs), F.filter(own), F.over({ orderBy }, functions))
        expectValues(await rowsOf(apart), together.filter(own))
      }
    }))

  test('by an order is the same as behind a sort by it, but for ranks', () =>
    holds(visitRows, orderings, async (xs, orderBy) => {
      const { rank, ...unranked } = functions
      const sorted = F.sortBy<Visit>(orderBy)
      await expectSame(
        pipe(rows(xs), F.over({ orderBy }, unranked), F.sortBy(orderBy)),
        pipe(rows(xs), sorted, F.over({}, unranked)),
      )
      const bag = asBag(rows(xs))
      await expectSameBag(pipe(bag, F.over({ orderBy }, unranked)), pipe(bag, sorted, F.over({}, unranked)))
    }))

  test('gives equal ranks to peers, and to no others', () =>
    holds(visitRows, keys, async (xs, key) => {
      const ranked = await rowsOf(
        pipe(
          rows(xs),
          F.over({ orderBy: F.ascending(key) }, { rank: W.rank(), dense: W.denseRank(), number: W.rowNumber() }),
        ),
      )
      const less = (a: Visit, b: Visit) => F.compareCanonical([key(a) === null, key(a)], [key(b) === null, key(b)]) < 0
      if (xs.some((x) => key(x) === undefined)) return
      for (const one of ranked) {
        expect(one.rank).toBe(1 + ranked.filter((other) => less(other, one)).length)
        expect(ranked.filter((other) => less(one, other)).every((other) => one.dense < other.dense)).toBe(true)
      }
      expect([...new Set(ranked.map(({ dense }) => dense))].sort((a, b) => a - b)).toEqual(
        [...new Set(ranked.map(({ rank }) => rank))].map((_, i) => i + 1),
      )
      expect(ranked.map(({ number }) => number).sort((a, b) => a - b)).toEqual(xs.map((_, i) => i + 1))
    }))

  test('with two functions is over with the one, and then with the other', () =>
    holds(visitRows, keys, orderings, (xs, by, orderBy) =>
      expectSame(
        pipe(rows(xs), F.over({ by, orderBy }, { a: W.rowNumber(), b: W.lag((v) => v.id) })),
        pipe(
          rows(xs),
          F.over({ by, orderBy }, { a: W.rowNumber() }),
          F.over({ by, orderBy }, { b: W.lag((v) => v.id) }),
        ),
      ),
    ))

  test('of a bag is the same in whatever order its rows come', () =>
    holds(
      visitRows.chain((xs) => fc.tuple(fc.constant(xs), fc.shuffledSubarray([...xs], { minLength: xs.length }))),
      keys,
      orderings,
      async ([xs, moved], by, orderBy) => {
        const seen = (given: readonly Visit[]) => pipe(asBag(rows(given)), F.over({ by, orderBy }, functions))
        await expectSameBag(seen(moved), seen(xs))
        const totals = (given: readonly Visit[]) =>
          pipe(asBag(rows(given)), F.over({ by }, { total: W.whole(A.sum((v) => v.n)), n: W.whole(A.count()) }))
        await expectSameBag(totals(moved), totals(xs))
      },
    ))

  test('cuts into parts whose sizes differ by one at most, the larger first', () =>
    holds(fc.nat(30), fc.integer({ min: 1, max: 9 }), async (n, parts) => {
      const given = rows(Array.from({ length: n }, (_, i) => ({ i })))
      const found = (await values(pipe(given, F.over({}, { part: W.ntile(parts) })), 'part')) as readonly number[]
      const sizes = Array.from({ length: parts }, (_, i) => found.filter((part) => part === i + 1).length)
      expect(sizes.reduce((a, b) => a + b, 0)).toBe(n)
      expect(sizes).toEqual([...sizes].sort((a, b) => b - a))
      expect((sizes[0] as number) - (sizes.at(-1) as number)).toBeLessThanOrEqual(1)
      expect(found).toEqual([...found].sort((a, b) => a - b))
    }))

  test.each<readonly [string, (a: A.Aggregate<unknown, number>) => W.Window<unknown, number, F.Order>, number]>([
    ['whole', W.whole, 2],
    ['running', W.running, 2],
    ['rolling from the first row', (a) => W.rolling(a, { rows: [-Infinity, 3] }), 2],
    ['rolling from the first key', (a) => W.rolling(a, { range: [-Infinity, 3] }), 2],
    ['rolling over a few', (a) => W.rolling(a, { rows: 3 }), 4],
    ['rolling over a short range', (a) => W.rolling(a, { range: [-1, 1] }), 4],
  ])('%s takes no more steps than it must', async (_, windowOf, most) => {
    let steps = 0
    const counted = A.define<number, unknown, number>({
      name: 'counted',
      needs: 'bag',
      splits: true,
      init: () => 0,
      step: (n) => {
        steps++
        return n + 1
      },
      merge: (a, b) => a + b,
      done: (n) => n,
      encode: (n) => n,
      decode: (n) => n as number,
    })
    const n = 2000
    const given = rows(Array.from({ length: n }, (_, at) => ({ at })))
    expect((await rowsOf(pipe(given, F.over({ orderBy: (r) => r.at }, { x: windowOf(counted) })))).length).toBe(n)
    expect(steps).toBeGreaterThan(n)
    expect(steps).toBeLessThanOrEqual(most * n)
  })

  test('starts anew where a step failed, so that a later row has the answer that it would have alone', async () => {
    /** Takes any row alone, and nothing behind a 2. */
    const fussy = A.define<number[], { readonly n: number }, string>({
      name: 'fussy',
      needs: 'sequence' as never,
      splits: false,
      init: () => [],
      step: (seen, { n }) => {
        seen.push(n)
        if (seen.at(-2) === 2) throw new Error('behind a 2')
        return seen
      },
      merge: (a, b) => [...a, ...b],
      done: (seen) => seen.join(),
      encode: (seen) => seen,
      decode: (seen) => seen as number[],
    })
    const given = rows([1, 2, 3, 4, 5].map((n) => ({ n })))
    const seen = pipe(
      given,
      F.over({}, { two: W.rolling(fussy, { rows: 2 }), soFar: W.rolling(fussy, { rows: [0, 1] }) }),
    )
    const rejected: number[] = []
    const kept = await F.toList(seen, {
      onError: 'reject',
      onReject: ({ place }) => rejected.push(place.row as number),
    })
    expect(kept.toArray()).toEqual([
      { n: 1, two: '1', soFar: '1,2' },
      { n: 4, two: '3,4', soFar: '4,5' },
      { n: 5, two: '4,5', soFar: '5' },
    ])
    expect(rejected).toEqual([2, 3])
    const running = pipe(given, F.over({}, { soFar: W.running(fussy) }))
    const before = await F.toList(running, { onError: 'reject', onReject: () => {} })
    expect(before.toArray()).toEqual([
      { n: 1, soFar: '1' },
      { n: 2, soFar: '1,2' },
    ])
  })

  test('takes a frame for the same however it is written', () => {
    const frame = (given: W.Frame) => (W.rolling(A.count(), given).looksAt as { readonly frame: unknown }).frame
    expect(frame({ rows: 1 })).toEqual(frame({ rows: [-0, 0] }))
    expect(frame({ rows: 7 })).toEqual(frame({ rows: [-6, 0] }))
    expect(frame({ range: 0 })).toEqual(frame({ range: [0, -0] }))
    expect(frame({ range: 7 })).toEqual(frame({ range: [-7, 0] }))
    expect(frame({ rows: [0, 0] })).toEqual((W.lag(() => 1, 0).looksAt as { readonly frame: unknown }).frame)
    expect(frame({ rows: [-Infinity, 0] })).toEqual((W.running(A.count()).looksAt as { readonly frame: unknown }).frame)
  })

  test('gives frozen rows', async () => {
    for (const row of await rowsOf(pipe(rows([{ a: 1 }]), F.over({}, { n: W.rowNumber() }))))
      expect(Object.isFrozen(row)).toBe(true)
  })
})

describe('what over is given is checked, in words', () => {
  const sales = rows([{ day: 1, sum: 2 }])
  // biome-ignore format: one a line
  test.each<readonly [() => unknown, string]>([
    [() => W.rolling(A.count(), { rows: 0 }), 'rolling was given rows: 0, and takes how many rows: 1 or more (rows: 7 is a row and the 6 before it)'],
    [() => W.rolling(A.count(), { range: -1 }), 'rolling was given range: -1, and takes how far back: 0 or more (to look ahead, give both: [0, 5])'],
    [() => W.rolling(A.count(), { rows: [1, -1] }), 'rolling was given rows: [1, -1], where no row can be (the first end comes first: rows: [-3, 3])'],
    [() => W.rolling(A.count(), { rows: [0.5, 1] }), 'rolling was given rows: [0.5, 1], and takes a number, or both ends (rows: [-3, 3] is from 3 before to 3 after; -Infinity is from the first)'],
    [() => W.rolling(A.count(), {} as W.Frame), 'rolling was given {}, and takes rows or range ({ rows: 7 }, or { range: [-5, 5] })'],
    [() => W.lag(() => 1, -1), 'lag was given -1, and takes how many rows back: 0 or more (to look the other way there is lead)'],
    [() => W.lead(() => 1, 1.5), 'lead was given 1.5, and takes how many rows ahead: 0 or more (to look the other way there is lag)'],
    [() => W.ntile(0), 'ntile was given 0, and takes how many parts: 1 or more (ntile(4) for quarters)'],
    [() => pipe(sales, F.over({}, { n: A.count() as never })), 'over was given the aggregate count as n, and takes a window function (say over which rows it goes: n: W.whole(…), W.running(…), W.rolling(…, { rows: 7 }))'],
    [() => pipe(sales, F.over({}, { n: W.rank as never })), 'over was given [function rank] as n, and takes a window function (call the function that makes it: n: W.rank())'],
    [() => pipe(sales, F.over({ orderBy: [] }, {})), 'over was given an orderBy without a key (orderBy: (row) => row.day, or leave it out: a sequence has an order)'],
    [() => pipe(sales, F.over({}, { near: W.rolling(A.count(), { range: 1 }) })), 'over was given a range as near, which is measured along one order key, and no keys (give one: orderBy: (row) => row.day; or count rows: { rows: 7 })'],
    [() => pipe(sales, F.over({ orderBy: [(r) => r.day, (r) => r.sum] }, { near: W.rolling(A.count(), { range: 1 }) })), 'and 2 keys'],
    [() => F.over({ partitionBy: 1 } as never, {}), "over was given 'partitionBy', and takes by and orderBy"],
    [() => pipe(asBag(sales), F.over({}, { n: W.rank() }) as never), 'over needs rows in an order, and these have none: the result of join is a bag (give them an order first, with sortBy)'],
  ])('%#', (make, message) => {
    try {
      make()
    } catch (thrown) {
      const [found, hint = ''] = (thrown as F.FloeError).message.split('\n  hint: ')
      expect(`${found} (${hint})`).toContain(message)
      return
    }
    expect.unreachable()
  })
})
