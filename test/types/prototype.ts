/**
 * Proves that what prototypes/order-types.ts shows can be had from the real thing: it compiles, and what must not compile
 * does not. `npm run types` is the test; nothing here runs.
 */

import type { Bag, Dataset, Frozen, Sequence } from 'floe'
import * as F from 'floe'
import * as A from 'floe/aggregate'
import { csv } from 'floe/io'
import * as t from 'io-ts'

const { pipe, flow, filter, map, take, groupBy, sortBy, descending, join, concat } = F

const Flight = t.readonly(t.type({ origin: t.string, delay: t.number, distance: t.number, tags: t.array(t.string) }))
type Flight = t.TypeOf<typeof Flight>
const Airport = t.readonly(t.type({ iata: t.string, state: t.string }))
const flights = csv('flights.csv', Flight)

const late = flow(
  filter((f: Frozen<Flight>) => f.delay > 15),
  map((f) => ({ ...f, hours: f.delay / 60 })),
)
const joined = pipe(flights, late, join(csv('airports.csv', Airport), { left: (f) => f.origin, right: (a) => a.iata }))
export const worst: Sequence<{ readonly key: string } & { readonly flights: number; readonly hours: number }> = pipe(
  joined,
  groupBy(([, a]) => a.state, { flights: A.count(), hours: A.mean(([f]) => f.hours) }),
  sortBy(descending((g) => g.hours)),
  take(10),
)
export const firsts: Sequence<number | undefined> = pipe(
  flights,
  groupBy((f) => f.origin, { one: A.first(), n: A.count() }),
  map((g) => g.one?.delay),
  sortBy((delay) => delay),
)
export const asBag: Bag<Frozen<Flight>> = flights
export const withParameters: Sequence<Frozen<Flight>> = pipe(
  flights,
  filter((f, p) => f.delay > p.min, { min: 15 }),
)
export const pluck = <R extends object, K extends keyof R>(k: K) => flow(map((r: R) => r[k]))
export const plucked: Sequence<number> = pipe(flights, pluck('delay'))
export const both: Sequence<Frozen<Flight>> = pipe(flights, concat(flights))

// @ts-expect-error a join has no order
pipe(joined, take(10))
// biome-ignore format: the directive stands above the line that fails
// @ts-expect-error first needs an order
pipe(joined, groupBy(([, a]) => a.state, { one: A.first() }))
// biome-ignore format: the directive stands above the line that fails
// @ts-expect-error rows are immutable
pipe(flights, map((f) => { f.delay = 3; return f }))
// biome-ignore format: the directive stands above the line that fails
// @ts-expect-error deeply so
pipe(flights, map((f) => { f.tags.push('x'); return f }))
// biome-ignore format: the directive stands above the line that fails
// @ts-expect-error no such field
pipe(flights, filter((f) => f.nope > 15))
// biome-ignore format: the directive stands above the line that fails
// @ts-expect-error `key` is taken by the group's key
pipe(flights, groupBy((f) => f.origin, { key: A.count() }))
// @ts-expect-error a bag is not a sequence
export const no: Sequence<Frozen<Flight>> = null as unknown as Dataset<Frozen<Flight>, 'bag'>
// biome-ignore format: the directive stands above the line that fails
// @ts-expect-error joined to a bag, the result has no order
export const no2: Sequence<Frozen<Flight>> = pipe(flights, concat(null as unknown as Dataset<Frozen<Flight>, 'bag'>))
