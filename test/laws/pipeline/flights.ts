/** Some flights and airports, and plans over them. */
import * as F from 'floe'
import * as A from 'floe/aggregate'

export interface Flight {
  readonly id: number
  readonly origin: string | null
  readonly delay: number
}

export const flights = F.rows<Flight>([
  { id: 1, origin: 'SEA', delay: 20 },
  { id: 2, origin: 'JFK', delay: 3 },
  { id: 3, origin: 'ORD', delay: 7 },
  { id: 4, origin: null, delay: 40 },
])
export const airports = F.rows([{ code: 'SEA' }, { code: 'JFK' }])
export const byOrigin = F.groupBy((f: Flight) => f.origin, { n: A.count() })
export const atAirports = F.pipe(
  flights,
  F.join(airports, { left: (f) => f.origin, right: (a) => a.code, how: 'left' }),
  F.map(([flight, airport]) => ({ ...flight, isKnown: airport !== undefined })),
)
