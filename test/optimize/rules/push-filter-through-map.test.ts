/**
 * Proves when a filter goes before what makes rows, and when it must not.
 */
import * as F from 'floe'
import { describe, expect, test } from 'vitest'
import { pushFilterThroughMap as rule } from '../../../src/optimize/rules/push-filter-through-map.ts'
import { flights, strangers } from '../flights.ts'
import { applies, by } from '../text.ts'

const { pipe } = F
let calls = 0

const lines = (...all: readonly string[]): string => all.join('\n')

describe('push-filter-through-map', () => {
  test('applies to a map that passes the field on', () => {
    const plan = pipe(
      flights,
      F.map((f) => ({ ...f, hours: f.delay / 60 })),
      F.filter((f) => f.delay > 15),
    )
    expect(by(rule, plan)).toBe(
      lines('map (f) => ({ ...f, hours: f.delay / 60 })', '  filter (row) => (row.delay > 15)', '    source flights'),
    )
  })

  test('applies to a map that gives the field another name', () => {
    const plan = pipe(
      flights,
      F.map((f) => ({ from: f.origin })),
      F.filter((f, p) => f.from !== p.not, { not: 'SEA' }),
    )
    expect(by(rule, plan)).toBe(
      lines('map (f) => ({ from: f.origin })', '  filter (row) => (row.origin !== "SEA")', '    source flights'),
    )
  })

  test('applies to select, omit and derive, with the predicate as it was', () => {
    const plan = pipe(
      flights,
      F.derive({ hours: (f) => f.delay / 60 }),
      F.omit('distance'),
      F.select('delay', 'hours'),
      F.filter((f) => f.delay > 15),
    )
    expect(by(rule, plan)).toBe(
      lines(
        'select delay, hours',
        '  omit distance',
        '    derive hours: (f) => f.delay / 60',
        '      filter (f) => f.delay > 15',
        '        source flights',
      ),
    )
  })

  test('applies to rename, by the name from before', () => {
    const plan = pipe(
      flights,
      F.rename({ origin: 'from', delay: 'distance', distance: 'delay' }),
      F.filter((f) => f.from !== '' && f.distance > 15),
    )
    expect(by(rule, plan)).toBe(
      lines(
        'rename origin to from, delay to distance, distance to delay',
        '  filter (row) => ((row.origin !== "") && (row.delay > 15))',
        '    source flights',
      ),
    )
  })

  // biome-ignore format: one plan a line
  test.each<[string, F.Bag<unknown>]>([
    ['the predicate reads what is worked out', pipe(flights, F.map((f) => ({ hours: f.delay / 60 })), F.filter((f) => f.hours > 1))],
    ['the predicate reads the whole row', pipe(flights, F.map((f) => ({ from: f.origin })), F.filter((f) => Object.keys(f).length > 1))],
    ['the predicate reads a derived field', pipe(flights, F.derive({ hours: (f) => f.delay / 60 }), F.filter((f) => f.hours > 1))],
    ['the predicate reads a field that is derived anew', pipe(flights, F.derive({ delay: (f) => f.delay / 60 }), F.filter((f) => f.delay > 1))],
    ['the predicate reads an omitted field', pipe(flights, F.omit('delay'), F.filter((f) => 'delay' in f))],
    ['the predicate reads a field that select leaves out', pipe(flights, F.select('delay'), F.filter((f) => (f as { origin?: string }).origin === 'SEA'))],
    ['the predicate may throw', pipe(flights, F.map((f) => ({ from: f.origin })), F.filter((f) => JSON.parse(f.from)))],
    ['the predicate has an effect', pipe(flights, F.map((f) => ({ late: f.delay })), F.filter((f) => f.late > calls++))],
    ['the map may throw', pipe(flights, F.map((f) => ({ from: f.origin, x: JSON.parse(f.origin) })), F.filter((f) => f.from === ''))],
    ['the map has an effect', pipe(flights, F.map((f) => ({ from: f.origin, x: calls++ })), F.filter((f) => f.from === ''))],
    ['a derived field may throw', pipe(flights, F.derive({ x: (f) => JSON.parse(f.origin) }), F.filter((f) => f.delay > 15))],
    ['rows may have no fields', pipe(strangers, F.omit('delay'), F.filter((f) => f.origin === ''))],
    ['rows are only looked at', pipe(flights, F.tap(() => {}), F.filter((f) => f.delay > 15))],
    ['rows are validated', pipe(flights, F.validate((f) => f.delay > 0, 'no'), F.filter((f) => f.delay > 15))],
  ])('does not apply where %s', (_, dataset) => {
    expect(applies(rule, dataset)).toBe(false)
  })

  test('does not apply where the map has another reader', () => {
    const rows = pipe(
      flights,
      F.map((f) => ({ from: f.origin })),
    )
    const some = pipe(
      rows,
      F.filter((f) => f.from === ''),
    )
    expect(applies(rule, some)).toBe(true)
    expect(applies(rule, some, rows)).toBe(false)
  })
})
