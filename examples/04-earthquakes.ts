/**
 * On which days of a week did the earth quake hardest, and where?
 *
 * A week of earthquakes as the US Geological Survey publishes them, in GeoJSON: the rows stand in the field `features` of a
 * larger document, and what is wanted stands deep in each row. The codec says where, and checks it on the way. The file comes
 * with the package vega-datasets.
 *
 * floe run examples/04-earthquakes.ts#days
 */
import { fileURLToPath } from 'node:url'
import * as F from 'floe'
import * as A from 'floe/aggregate'
import { json } from 'floe/io'
import * as T from 'floe/time'
import * as t from 'io-ts'

const earthquakes = fileURLToPath(new URL('../data/earthquakes.json', import.meta.resolve('vega-datasets')))

/** The third coordinate is the depth in kilometres; times are milliseconds since 1970. */
const Feature = t.type({
  properties: t.type({ type: t.string, mag: t.number, place: t.string, time: t.number }),
  geometry: t.type({ coordinates: t.tuple([t.number, t.number, t.number]) }),
})

const quakes = F.pipe(
  json(earthquakes, Feature, { at: 'features' }),
  F.filter((feature) => feature.properties.type === 'earthquake'),
  F.map(({ properties, geometry }) => ({ ...properties, depth: geometry.coordinates[2] })),
)

export const days = F.pipe(
  quakes,
  F.groupBy((quake) => T.toIsoDate(quake.time), { quakes: A.count(), strongest: A.maxBy((quake) => quake.mag) }),
  F.sortBy((day) => day.key),
  F.map(({ key, quakes: count, strongest }) => ({
    day: key,
    quakes: count,
    magnitude: strongest?.mag,
    depth: strongest?.depth,
    place: strongest?.place,
  })),
)
