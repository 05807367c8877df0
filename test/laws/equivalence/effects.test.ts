/**
 * P3, of plans: proves that what is done for its effect is compared call by call, as far as it looks at its rows, and that
 * nothing is said where the same may be done in another way.
 */
import fc from 'fast-check'
import * as F from 'floe'
import * as L from 'floe/laws'
import { describe, expect, test } from 'vitest'
import { type Flight, flights, held } from './flights.ts'

const told: unknown[] = []
const tell = (flight: Flight): void => {
  told.push(flight)
}
const tellOrigin = ({ origin }: Flight): void => {
  told.push(origin)
}
const isLate = (f: Flight): boolean => (f.delay ?? 0) > 15
const isFar = (f: Flight): boolean => f.distance > 100
const ask = (flight: Flight) => async () => ({ _tag: 'Right' as const, right: flight.id })

const compared = (
  before: F.Bag<unknown>,
  after: F.Bag<unknown>,
  options: L.EquivalentOptions = {},
): Promise<L.Equivalence> => L.equivalent(before, after, { runs: 30, ...options })

describe('effects', () => {
  test.each<[string, F.Bag<unknown>, F.Bag<unknown>]>([
    ['go away', F.pipe(flights, F.tap(tell)), flights],
    ['are new', flights, F.pipe(flights, F.tap(tell))],
    ['are there twice', F.pipe(flights, F.tap(tell)), F.pipe(flights, F.tap(tell), F.tap(tell))],
    [
      'come before a filter',
      F.pipe(flights, F.filter(isLate), F.tap(tell)),
      F.pipe(flights, F.tap(tell), F.filter(isLate)),
    ],
    [
      'come in another order',
      F.pipe(
        flights,
        F.tap(tell),
        F.sortBy((f) => f.id),
      ),
      F.pipe(
        flights,
        F.sortBy((f) => f.id),
        F.tap(tell),
      ),
    ],
    [
      'are asked for fewer rows',
      F.pipe(
        flights,
        F.mapAsync(ask, { concurrency: 1 }),
        F.filter((id) => id > 5),
      ),
      F.pipe(
        flights,
        F.filter((f) => f.id > 5),
        F.mapAsync(ask, { concurrency: 1 }),
      ),
    ],
  ])('that %s are told, though the rows are the same', async (_, before, after) => {
    const found = await compared(before, after)
    expect(found.verdict).toBe('refuted')
    const { effects, gives, given } = found.counterexample as L.Counterexample
    expect(gives.before).toEqual(gives.after)
    expect(effects?.before).not.toEqual(effects?.after)
    // The least that shows it.
    expect(given[0]?.rows.length).toBeLessThanOrEqual(2)
    const text = L.printEquivalence(found)
    expect(text).toContain('what they do besides')
    expect(text).toMatch(/called for/)
    expect((await compared(before, after, { effects: 'any' })).verdict).not.toBe('refuted')
  })

  test('that are the same calls are the same, whatever happens round them', async () => {
    const before = F.pipe(
      flights,
      F.filter(isLate),
      F.filter(isFar),
      F.tap(tell),
      F.map((f) => f.id),
    )
    const after = F.pipe(
      flights,
      F.filter((f) => isFar(f) && isLate(f)),
      F.tap(tell),
      F.map((f) => f.id),
    )
    expect((await compared(before, after)).verdict).toBe('notRefuted')
  })

  test('count by what is looked at alone', async () => {
    const wider = F.pipe(
      flights,
      F.map((f) => ({ ...f, late: true })),
    )
    const plain = F.pipe(
      flights,
      F.tap(tellOrigin),
      F.map((f) => f.id),
    )
    expect(
      (
        await compared(
          plain,
          F.pipe(
            wider,
            F.tap(tellOrigin),
            F.map((f) => f.id),
          ),
        )
      ).verdict,
    ).toBe('notRefuted')
    const whole = F.pipe(
      flights,
      F.tap(tell),
      F.map((f) => f.id),
    )
    expect(
      (
        await compared(
          whole,
          F.pipe(
            wider,
            F.tap(tell),
            F.map((f) => f.id),
          ),
        )
      ).verdict,
    ).toBe('refuted')
  })

  test('that are another function are not judged, and that is said', async () => {
    const before = F.pipe(flights, F.tap(tell))
    for (const after of [
      F.pipe(
        flights,
        F.tap((f) => {
          told.unshift(f)
        }),
      ),
      F.pipe(
        flights,
        F.map((f) => {
          told.push(f)
          return f
        }),
      ),
    ]) {
      const found = await compared(before, after)
      expect(found.verdict).toBe('notRefuted')
      expect(found.notes.join()).toMatch(/tap .* is not on the other side; whether that does the same is not seen/)
    }
  })

  test('that are none are none', async () => {
    const quiet = F.pipe(
      flights,
      F.tap((f) => f.delay),
    )
    expect((await compared(quiet, flights)).verdict).toBe('notRefuted')
  })

  test('of calls that are in a plan and in itself are the same', () =>
    fc.assert(
      fc.asyncProperty(
        fc.shuffledSubarray([F.tap(tell), F.tap(tellOrigin), F.filter(isLate), F.filter(isFar)]),
        async (stages) => {
          const plan = () =>
            stages.reduce<F.Sequence<Flight>>((all, stage) => stage(all) as F.Sequence<Flight>, flights)
          expect((await compared(plan(), plan(), { runs: 5 })).verdict).not.toBe('refuted')
        },
      ),
      { numRuns: 15 },
    ))
})

test('what a plan does to the rows of its sources is told, and spoils nothing', async () => {
  const mine = held.map((flight) => ({ ...flight, stops: ['b', 'a'] }))
  type Stops = { stops: string[] }
  const inPlace = F.pipe(
    F.rows(mine),
    F.map((f) => (f as unknown as Stops).stops.sort().join()),
  )
  const copied = F.pipe(
    F.rows(mine),
    F.map((f) => [...f.stops].sort().join()),
  )
  const found = await L.equivalent(inPlace, copied, { sample: 0, runs: 20 })
  expect(found.verdict).toBe('refuted')
  expect(found.counterexample?.wrote.before).toMatch(/^rows\[0\]\.stops\[0\]: 'b' became 'a'$/)
  expect(found.counterexample?.wrote.after).toBeUndefined()
  expect(mine[0]?.stops).toEqual(['b', 'a'])
  expect((await L.equivalent(inPlace, copied, { sample: 0, runs: 20, effects: 'any' })).verdict).toBe('notRefuted')
})
