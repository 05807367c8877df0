/**
 * The example that the design opens with: it type-checks as it is written there (names of files apart), and runs.
 */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import * as F from 'floe'
import * as A from 'floe/aggregate'
import { csv } from 'floe/io'
import { List } from 'immutable'
import * as t from 'io-ts'
import { afterAll, expect, expectTypeOf, test } from 'vitest'

const folder = mkdtempSync(join(tmpdir(), 'floe-design-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))
const file = (name: string, text: string): string => {
  const path = join(folder, name)
  writeFileSync(path, text)
  return path
}
const flightsFile = file(
  'flights.csv',
  ['origin,delay,distance', 'SEA,30,100', 'SEA,60,200', 'LAS,90,300', 'LAS,15,400', 'XXX,99,1', 'ORD,16,10'].join('\n'),
)
const airportsFile = file('airports.csv', ['iata,state', 'SEA,WA', 'LAS,NV', 'ORD,IL'].join('\n'))

const Flight = t.readonly(t.type({ origin: t.string, delay: t.number, distance: t.number }))
type Flight = t.TypeOf<typeof Flight>
const Airport = t.readonly(t.type({ iata: t.string, state: t.string }))

const late = F.flow(
  F.filter((f: Flight) => f.delay > 15),
  F.map((f) => ({ ...f, hours: f.delay / 60 })),
)

const worstStates = F.pipe(
  csv(flightsFile, Flight),
  late,
  F.join(csv(airportsFile, Airport), { left: (f) => f.origin, right: (a) => a.iata }),
  F.groupBy(([, a]) => a.state, { flights: A.count(), hours: A.mean(([f]) => f.hours) }),
  F.sortBy(F.descending((g) => g.hours)),
  F.take(10),
)

const answer = List([
  { key: 'NV', flights: 1, hours: 1.5 },
  { key: 'WA', flights: 2, hours: 0.75 },
  { key: 'IL', flights: 1, hours: 16 / 60 },
])

test('it runs, as a task and for scripts', async () => {
  const run = F.run(worstStates, { memory: '256MB', workers: 'auto' })
  const result = await run()
  if (result._tag === 'Left') throw result.left
  expect(result.right.rows.toJS()).toEqual(answer.toJS())
  expect(result.right.rejects.size).toBe(0)
  expect(result.right.report).toMatchObject({ rowsIn: 9, rowsOut: 3, rowsRejected: 0 })
  const rows = await F.toList(worstStates)
  expect(rows.toJS()).toEqual(answer.toJS())
})

test('its types are inferred all the way', () => {
  expectTypeOf<F.RowOf<typeof worstStates>>().toExtend<{
    readonly key: string
    readonly flights: number
    readonly hours: number | null
  }>()
  expectTypeOf(worstStates).toExtend<F.Sequence<unknown>>()
})

test('a row of a source cannot be written to', () => {
  // @ts-expect-error rows are readonly from where they enter
  F.map((f: F.RowOf<ReturnType<typeof flights>>) => f.delay++)
  const flights = () => csv(flightsFile, Flight)
  expect(flights).toBeTypeOf('function')
})
