/**
 * Proves when a filter is dropped, and when it must not be.
 */
import * as F from 'floe'
import { describe, expect, test } from 'vitest'
import { dropFilter as rule } from '../../../src/optimize/rules/drop-filter.ts'
import { flights } from '../flights.ts'
import { applies, by } from '../text.ts'

const { pipe } = F
let calls = 0

describe('drop-filter', () => {
  // biome-ignore format: one plan a line
  test.each<[F.Bag<unknown>]>([
    [pipe(flights, F.filter(() => true))],
    [pipe(flights, F.filter((_, p) => p || false, true))],
    [pipe(flights, F.split(() => false))[1]],
    [pipe(flights, F.filter(() => true), F.filter(() => 2 > 1))],
  ])('applies %#', (dataset) => {
    expect(by(rule, dataset)).toBe('source flights')
  })

  // biome-ignore format: one plan a line
  test.each<[string, F.Bag<unknown>]>([
    ['it drops every row: what is below may fail', pipe(flights, F.filter(() => false))],
    ['it may throw', pipe(flights, F.filter((f) => JSON.parse(f.origin) || true))],
    ['it has an effect', pipe(flights, F.filter(() => calls++ >= 0))],
    ['it depends on the row', pipe(flights, F.filter((f) => f.delay > 1))],
  ])('does not apply where %s', (_, dataset) => {
    expect(applies(rule, dataset)).toBe(false)
  })
})
