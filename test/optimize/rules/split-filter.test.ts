/**
 * Proves when a filter is split into its conditions, and when it must not be.
 */
import * as F from 'floe'
import { describe, expect, test } from 'vitest'
import { optimize } from '../../../src/optimize/optimizer.ts'
import type { Rule } from '../../../src/optimize/rule.ts'
import { rules } from '../../../src/optimize/rules.ts'
import { airports, flights, onAirport } from '../flights.ts'
import { applies, by, text } from '../text.ts'

const { pipe } = F
const rule = rules.find(({ name }) => name === 'split-filter') as Rule
const pairs = pipe(flights, F.join(airports, onAirport))

describe('split-filter', () => {
  test('applies, the conditions that can go down below those that cannot', () => {
    const plan = pipe(
      pairs,
      F.filter(([f, a]) => f.delay > a.height && f.delay > 15 && a.state === 'WA'),
    )
    expect(by(rule, plan)).toBe(
      [
        'filter (row) => (row["0"].delay > row["1"].height)',
        '  filter (row) => (row["1"].state === "WA")',
        '    filter (row) => (row["0"].delay > 15)',
        '      join inner on (f) => f.origin = (a) => a.iata',
        '        source flights',
        '        source airports',
      ].join('\n'),
    )
    expect(text(optimize(plan.plan, { without: ['prune-fields'] }).plan)).toBe(
      [
        'filter (row) => (row["0"].delay > row["1"].height)',
        '  join inner on (f) => f.origin = (a) => a.iata',
        '    filter (row) => (row.delay > 15)',
        '      source flights',
        '    filter (row) => (row.state === "WA")',
        '      source airports',
      ].join('\n'),
    )
  })

  // biome-ignore format: one plan a line
  test.each<[string, F.Bag<unknown>]>([
    ['no condition can go down', pipe(pairs, F.filter(([f, a]) => f.delay > a.height && f.origin !== a.state))],
    ['there is one condition', pipe(pairs, F.filter(([f]) => f.delay > 15))],
    ['a condition may throw', pipe(pairs, F.filter(([f, a]) => f.delay > 15 && JSON.parse(a.state)))],
    ['either condition will do', pipe(pairs, F.filter(([f, a]) => f.delay > 15 || a.state === 'WA'))],
    ['rows are wanted for which not all hold', pipe(pairs, F.split(([f, a]) => f.delay > 15 && a.state === 'WA'))[1]],
  ])('does not apply where %s', (_, dataset) => {
    expect(applies(rule, dataset)).toBe(false)
  })
})
