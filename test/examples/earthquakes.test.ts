/**
 * Days of earthquakes against a few lines of plain JavaScript over the same file.
 */
import * as F from 'floe'
import { expect, test } from 'vitest'
import { days } from '../../examples/04-earthquakes.ts'
import { groupsOf, jsonOf } from './data.ts'

interface Feature {
  readonly properties: { readonly type: string; readonly mag: number; readonly place: string; readonly time: number }
  readonly geometry: { readonly coordinates: readonly number[] }
}

test('the answer is the one that plain JavaScript gives', async () => {
  const quakes = jsonOf<{ readonly features: readonly Feature[] }>('earthquakes.json').features.filter(
    ({ properties }) => properties.type === 'earthquake',
  )
  const expected = [...groupsOf(quakes, ({ properties }) => new Date(properties.time).toISOString().slice(0, 10))]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([day, group]) => {
      const magnitude = Math.max(...group.map(({ properties }) => properties.mag))
      // Of equally strong ones the canonically least: fields compare by name, and `depth` is the first.
      const [strongest] = group
        .filter(({ properties }) => properties.mag === magnitude)
        .map(({ properties, geometry }) => ({ place: properties.place, depth: geometry.coordinates[2] ?? NaN }))
        .sort((a, b) => a.depth - b.depth)
      return { day, quakes: group.length, magnitude, depth: strongest?.depth, place: strongest?.place }
    })
  expect(expected.length).toBe(8)
  expect((await F.toList(days)).toArray()).toEqual(expected)
})
