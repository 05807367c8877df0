/** Rows to try equivalences on: a source that says what its rows are, some of which have nulls and ties. */
import * as F from 'floe'
import * as S from '../../../src/data/schema.ts'
import { batchesOf } from '../../../src/io/batches-of.ts'

export interface Flight {
  readonly id: number
  readonly origin: string
  readonly delay: number | null
  readonly distance: number
}

export const held: readonly Flight[] = [
  { id: 1, origin: 'SEA', delay: 15, distance: 100 },
  { id: 2, origin: 'LAS', delay: 20, distance: 100 },
  { id: 3, origin: 'SEA', delay: null, distance: 250 },
  { id: 4, origin: 'ATL', delay: -3, distance: 250 },
  { id: 5, origin: 'LAS', delay: 15, distance: 40 },
]

/** A source of such rows. */
export const flightsOf = (rows: readonly Flight[], name = 'flights'): F.Sequence<Flight> =>
  F.fromSource<Flight>({
    format: 'test',
    name,
    details: '',
    schema: S.record([
      S.field('id', S.number),
      S.field('origin', S.string),
      S.field('delay', S.union([S.number, S.null])),
      S.field('distance', S.number),
    ]),
    size: async () => ({}),
    open: () => batchesOf(rows, name, 'the rows'),
  })

export const flights = flightsOf(held)
