/**
 * Proves that where no code may be generated, rules still do what they can with the functions that are there.
 */
import * as F from 'floe'
import { expect, test, vi } from 'vitest'
import { optimize } from '../../src/optimize/optimizer.ts'
import { airports, flights, onAirport } from './flights.ts'
import { text } from './text.ts'

vi.mock('../../src/code/compile.ts', () => ({
  mayCompile: () => false,
  compile: () => {
    throw new Error('no code may be generated')
  },
}))

test('functions are moved as they are, and none is made', () => {
  const plan = F.pipe(
    flights,
    F.sortBy((f) => f.delay),
    F.filter((f) => f.delay > 15),
    F.join(airports, onAirport),
    F.filter(([f, a]) => f.distance !== null && a.state === 'WA'),
  )
  const { plan: optimized, steps } = optimize(plan.plan)
  expect(steps.map(({ rule }) => rule)).toEqual(['push-filter-below-sort'])
  expect(text(optimized)).toContain('\n      filter (f) => f.delay > 15\n        source flights')
})
