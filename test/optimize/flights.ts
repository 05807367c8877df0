/**
 * Datasets that the tests of rules speak of.
 */
import * as F from 'floe'
import * as A from 'floe/aggregate'
import * as t from 'io-ts'
import { known } from './text.ts'

export const flights = known(
  'flights',
  t.type({ origin: t.string, delay: t.number, distance: t.union([t.number, t.null]) }),
  [
    { origin: 'SEA', delay: 20, distance: 10 },
    { origin: 'OAK', delay: -0, distance: null },
    { origin: 'SEA', delay: 3, distance: 7 },
    { origin: '', delay: Number.NaN, distance: 0 },
  ],
)
export const airports = known('airports', t.type({ iata: t.string, state: t.string, height: t.number }), [
  { iata: 'SEA', state: 'WA', height: 132 },
  { iata: 'OAK', state: 'CA', height: 3 },
  { iata: 'JFK', state: 'NY', height: 4 },
])
type Flight = F.RowOf<typeof flights>
type Airport = F.RowOf<typeof airports>

/** Rows of which nothing is known. */
export const strangers = F.rows<Flight>([])

export const onAirport = { left: (f: Flight) => f.origin, right: (a: Airport) => a.iata }
export const counted = F.groupBy((f: Flight) => f.origin, { n: A.count() })
