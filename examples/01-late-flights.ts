/**
 * In which states do passengers leave latest, and how many hours are lost?
 *
 * Three million flights within the United States in the first half of 2001, and the airports they left from. Both files
 * come with the package vega-datasets. A flight is late from the 16th minute on.
 *
 * floe run examples/01-late-flights.ts#worstStates
 */
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import * as F from 'floe'
import * as A from 'floe/aggregate'
import { csv, parquet } from 'floe/io'
import * as t from 'io-ts'

const data = join(dirname(fileURLToPath(import.meta.resolve('vega-datasets'))), '..', 'data')

const Flight = t.readonly(t.type({ origin: t.string, delay: t.number }))
type Flight = t.TypeOf<typeof Flight>
const Airport = t.readonly(t.type({ iata: t.string, state: t.string }))

/** Delays are in minutes. */
const late = F.filter((flight: Flight) => flight.delay > 15)

/** Airports of which the state is known: the file says NA of the others. */
const airports = F.pipe(
  csv(join(data, 'airports.csv'), Airport),
  F.filter((airport) => airport.state !== 'NA'),
)

export const worstStates = F.pipe(
  parquet(join(data, 'flights-3m.parquet'), Flight),
  late,
  F.join(airports, { left: (flight) => flight.origin, right: (airport) => airport.iata }),
  F.groupBy(([, airport]) => airport.state, {
    lateFlights: A.count(),
    minutesLate: A.mean(([flight]) => flight.delay),
    hoursLost: A.sum(([flight]) => flight.delay / 60),
  }),
  F.sortBy(F.descending((state) => state.minutesLate)),
  F.take(10),
  F.map(({ key, ...rest }) => ({ state: key, ...rest })),
)
