/**
 * Proves when a join gives up its rows without a partner, and when it must not.
 */
import * as F from 'floe'
import { describe, expect, test } from 'vitest'
import { narrowJoin as rule } from '../../../src/optimize/rules/narrow-join.ts'
import { airports, flights, onAirport } from '../flights.ts'
import { applies, by } from '../text.ts'

const { pipe } = F

const joined = <const H extends F.JoinHow>(how: H) => F.join(airports, { ...onAirport, how })(flights)

const howOf = (dataset: F.Bag<unknown>): string | undefined => /join (\w+)/.exec(by(rule, dataset))?.[1]

describe('narrow-join', () => {
  test('applies', () => {
    const plan = pipe(
      joined('left'),
      F.filter(([, a]) => a?.state === 'WA'),
    )
    expect(by(rule, plan)).toBe(
      [
        'filter ([, a]) => a?.state === "WA"',
        '  join inner on (f) => f.origin = (a) => a.iata',
        '    source flights',
        '    source airports',
      ].join('\n'),
    )
  })

  // biome-ignore format: one plan a line
  test.each<[string, F.Bag<unknown>, F.JoinHow]>([
    ['left', pipe(joined('left'), F.filter(([, a]) => a !== undefined)), 'inner'],
    ['right', pipe(joined('right'), F.filter(([f]) => f !== undefined)), 'inner'],
    ['full', pipe(joined('full'), F.filter(([f]) => f !== undefined)), 'left'],
    ['full', pipe(joined('full'), F.filter(([, a]) => a !== undefined)), 'right'],
    ['full', pipe(joined('full'), F.filter(([f]) => f !== undefined), F.filter(([, a]) => a !== undefined)), 'left'],
    ['left', pipe(joined('left'), F.split(([, a]) => a === undefined))[1], 'inner'],
  ])('makes of %s the narrower %#', (_, dataset, how) => {
    expect(howOf(dataset)).toBe(how)
  })

  // biome-ignore format: one plan a line
  test.each<[string, F.Bag<unknown>]>([
    ['a row without a partner may stay', pipe(joined('left'), F.filter(([, a]) => a?.state !== 'WA'))],
    ['the left has a part in it', pipe(joined('left'), F.filter(([f, a]) => a !== undefined || f.delay > 15))],
    ['nobody knows', pipe(joined('left'), F.filter((pair) => JSON.parse(`${pair}`)))],
    ['a row without a partner is an error', pipe(joined('left'), F.filter(([, a]) => (a as { readonly state: string }).state === 'WA'))],
    ['a key may throw', pipe(flights, F.join(airports, { left: (f) => JSON.parse(f.origin), right: (a) => a.iata, how: 'left' }), F.filter(([, a]) => a !== undefined))],
    ['there are no such rows', pipe(joined('inner'), F.filter(([, a]) => a !== undefined))],
  ])('does not apply where %s', (_, dataset) => {
    expect(applies(rule, dataset)).toBe(false)
  })
})
