/**
 * Proves the laws of `asofJoin`: against a search through all rows, against itself with time turned round, and against
 * `join` where only equal times are near enough. Rows have ties, null keys, and times that are none.
 */
import fc from 'fast-check'
import * as F from 'floe'
import { describe, expect, test } from 'vitest'
import { asBag } from '../../semantics/page-names.ts'
import { expectSame, expectSameBag, fails, holds, printsOf, rowsOf } from './laws.ts'

const { pipe, rows } = F

interface Event {
  readonly id: number
  readonly at: number | null
  readonly of: string | null
}

const events = fc.array(
  fc.record<Event>(
    {
      id: fc.nat(99),
      at: fc.constantFrom<number | null>(0, -0, 1, 2, 3, 4, 7, -5, 0.5, Infinity, Number.NaN, null),
      of: fc.constantFrom<string | null>('a', 'b', null),
    },
    { noNullPrototype: true },
  ),
  { maxLength: 8, size: 'max' },
)
const directions = fc.constantFrom<F.AsofDirection>('backward', 'forward', 'nearest')
const tolerances = fc.constantFrom(0, 1, 2.5, Infinity)

const at = (e: Event) => e.at
const times = { left: at, right: at }
const keyed = { ...times, by: { left: (e: Event) => e.of, right: (e: Event) => e.of } }

describe('asofJoin', () => {
  test('gives each row of the left once, in its order', () =>
    holds(events, events, directions, async (xs, ys, direction) => {
      const pairs = await rowsOf(pipe(rows(xs), F.asofJoin(rows(ys), { ...keyed, direction })))
      expect(printsOf(pairs.map(([x]) => x))).toEqual(printsOf(xs))
      for (const pair of pairs) expect(Object.isFrozen(pair)).toBe(true)
    }))

  test('inner is left without those that are alone', () =>
    holds(events, events, directions, (xs, ys, direction) =>
      expectSame(
        pipe(rows(xs), F.asofJoin(rows(ys), { ...keyed, direction, how: 'inner' })),
        pipe(
          rows(xs),
          F.asofJoin(rows(ys), { ...keyed, direction }),
          F.filter(([, y]) => y !== undefined),
        ),
      ),
    ))

  test('finds what a search through all rows finds', () =>
    holds(events, events, (xs, ys) => {
      const latest = (x: Event): Event | undefined => {
        let found: Event | undefined
        for (const y of ys)
          if (x.of !== null && x.of === y.of && x.at !== null && y.at !== null && y.at <= x.at)
            if (found === undefined || y.at >= (found.at as number)) found = y
        return found
      }
      return expectSame(pipe(rows(xs), F.asofJoin(rows(ys), keyed)), rows(xs.map((x) => [x, latest(x)])))
    }))

  test('forward is backward with time turned round, and the rows too', () =>
    holds(events, events, (xs, ys) => {
      const turned = (e: Event) => (e.at === null ? null : -e.at)
      return expectSame(
        pipe(rows(xs), F.asofJoin(rows(ys), { ...keyed, direction: 'forward' })),
        pipe(rows(xs), F.asofJoin(rows(ys.toReversed()), { ...keyed, left: turned, right: turned })),
      )
    }))

  test('nearest is what backward or forward finds, and no farther than either', () =>
    holds(events, events, async (xs, ys) => {
      const [back, fore, near] = await Promise.all(
        (['backward', 'forward', 'nearest'] as const).map((direction) =>
          rowsOf(pipe(rows(xs), F.asofJoin(rows(ys), { ...keyed, direction }))),
        ),
      )
      near?.forEach(([x, found], i) => {
        const [earlier, later] = [back?.[i]?.[1], fore?.[i]?.[1]]
        const far = (y: Event | undefined) =>
          y === undefined ? Infinity : y.at === x.at ? 0 : Math.abs((y.at as number) - (x.at as number))
        expect(found).toBe(earlier !== undefined && far(earlier) <= far(later) ? earlier : later)
      })
    }))

  test('with a tolerance is without, but for those that are too far away', () =>
    holds(events, events, directions, tolerances, (xs, ys, direction, tolerance) =>
      expectSame(
        pipe(rows(xs), F.asofJoin(rows(ys), { ...keyed, direction, tolerance })),
        pipe(
          rows(xs),
          F.asofJoin(rows(ys), { ...keyed, direction }),
          F.map(([x, y]) => {
            const isNear =
              y !== undefined && (y.at === x.at || Math.abs((y.at as number) - (x.at as number)) <= tolerance)
            return [x, isNear ? y : undefined]
          }),
        ),
      ),
    ))

  test('with a tolerance of 0 is join by key and time, where no two rows have both', () =>
    holds(events, events, directions, (xs, ys, direction) => {
      const isTime = (e: Event) => e.at !== null && !Number.isNaN(e.at)
      const once = pipe(
        rows(ys),
        F.distinctBy((y) => [y.at, y.of]),
      )
      const key = (e: Event) => (isTime(e) ? [e.at, e.of] : null)
      return expectSameBag(
        pipe(rows(xs), F.asofJoin(once, { ...keyed, direction, tolerance: 0 })),
        pipe(rows(xs), F.join(once, { left: key, right: key, how: 'left' })),
      )
    }))

  test('without a key is with one that all rows have', () =>
    holds(events, events, directions, (xs, ys, direction) =>
      expectSame(
        pipe(rows(xs), F.asofJoin(rows(ys), { ...times, direction })),
        pipe(rows(xs), F.asofJoin(rows(ys), { ...times, by: { left: () => 0, right: () => 0 }, direction })),
      ),
    ))

  test('does not see the order of a bag on the right, and of a sequence it does', async () => {
    const reversing =
      (as: (given: F.Bag<Event>) => F.Bag<Event>) =>
      (xs: readonly Event[], ys: readonly Event[], direction: F.AsofDirection): Promise<void> =>
        expectSame(
          pipe(rows(xs), F.asofJoin(as(rows(ys)), { ...times, direction })),
          pipe(rows(xs), F.asofJoin(as(rows(ys.toReversed())), { ...times, direction })),
        )
    await holds(events, events, directions, reversing(asBag))
    await fails(
      events,
      events,
      directions,
      reversing((given) => given),
    )
  })

  test('of a bag on the right is of the sequence in canonical order', () =>
    holds(events, events, directions, (xs, ys, direction) =>
      expectSame(
        pipe(rows(xs), F.asofJoin(asBag(rows(ys)), { ...times, direction })),
        pipe(
          rows(xs),
          F.asofJoin(
            pipe(
              rows(ys),
              F.sortBy((y) => y),
            ),
            { ...times, direction },
          ),
        ),
      ),
    ))

  test('of dates is of their milliseconds', () =>
    holds(events, events, directions, tolerances, async (xs, ys, direction, tolerance) => {
      const date = (e: Event) => (e.at === null || Math.abs(e.at) === Infinity ? null : new Date(e.at))
      const millis = (e: Event) => date(e)?.getTime()
      await expectSame(
        pipe(rows(xs), F.asofJoin(rows(ys), { left: date, right: date, direction, tolerance })),
        pipe(rows(xs), F.asofJoin(rows(ys), { left: millis, right: millis, direction, tolerance })),
      )
    }))
})
