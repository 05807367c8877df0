/**
 * Proves when a filter goes below a sort, and when it must not.
 */
import * as F from 'floe'
import { describe, expect, test } from 'vitest'
import { pushFilterBelowSort as rule } from '../../../src/optimize/rules/push-filter-below-sort.ts'
import { counted, flights, strangers } from '../flights.ts'
import { applies, by } from '../text.ts'

const { pipe } = F
let calls = 0

describe('push-filter-below-sort', () => {
  test('applies', () => {
    const sorted = pipe(
      flights,
      F.sortBy((f) => f.delay),
      F.filter((f) => f.delay > 15),
    )
    expect(by(rule, sorted)).toBe(
      ['sortBy (f) => f.delay', '  filter (f) => f.delay > 15', '    source flights'].join('\n'),
    )
    const shuffled = pipe(
      flights,
      F.shuffle({ seed: 1 }),
      F.filter((f) => f.delay > 15),
    )
    expect(by(rule, shuffled)).toBe(['shuffle seed 1', '  filter (f) => f.delay > 15', '    source flights'].join('\n'))
  })

  test('applies to the filters of split, through several sorts, and to bags whose rows can be compared', () => {
    const [, others] = pipe(
      flights,
      F.sortBy((f) => f.origin),
      F.sortBy(F.descending((f) => f.delay)),
      F.split((f) => f.origin === 'SEA'),
    )
    expect(by(rule, others)).toBe(
      [
        'sortBy descending (f) => f.delay',
        '  sortBy (f) => f.origin',
        '    filter not (f) => f.origin === "SEA"',
        '      source flights',
      ].join('\n'),
    )
    const groups = pipe(
      counted(flights),
      F.sortBy((g) => g.n),
      F.filter((g) => g.n > 1),
    )
    expect(applies(rule, groups)).toBe(true)
  })

  test.each<[string, F.Bag<unknown>]>([
    [
      'the predicate may throw',
      pipe(
        strangers,
        F.sortBy(() => 1),
        F.filter((f) => f.delay > 15),
      ),
    ],
    [
      'the predicate has an effect',
      pipe(
        flights,
        F.sortBy((f) => f.delay),
        F.filter((f) => f.delay > calls++),
      ),
    ],
    [
      'a key may throw',
      pipe(
        flights,
        F.sortBy((f) => JSON.parse(f.origin)),
        F.filter((f) => f.delay > 15),
      ),
    ],
    [
      'a key may be no value',
      pipe(
        flights,
        F.sortBy((f) => () => f),
        F.filter((f) => f.delay > 15),
      ),
    ],
    [
      'whole rows of a bag may be no values',
      pipe(
        flights,
        F.map((f) => ({ ...f, x: JSON.parse(f.origin) as unknown })),
        F.cross(flights),
        F.sortBy(() => 1),
        F.filter(() => 2 > 1),
      ),
    ],
    [
      'the sort is another kind of stage',
      pipe(
        flights,
        F.take(3),
        F.filter((f) => f.delay > 15),
      ),
    ],
  ])('does not apply where %s', (_, dataset) => {
    expect(applies(rule, dataset)).toBe(false)
  })

  test('does not apply where the sort has another reader', () => {
    const sorted = pipe(
      flights,
      F.sortBy((f) => f.delay),
    )
    const late = pipe(
      sorted,
      F.filter((f) => f.delay > 15),
    )
    expect(applies(rule, late)).toBe(true)
    expect(applies(rule, late, sorted)).toBe(false)
  })
})
