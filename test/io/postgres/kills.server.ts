/**
 * The crash law where rows go to PostgreSQL: a process that is killed at any moment goes on, and what is in the table is what an
 * undisturbed run puts there. As many kills as there are in a minute; `FLOE_KILLS=200` asks for so many.
 */
import { afterAll, beforeAll, expect, test } from 'vitest'
import { newRandom } from '../../crash/chance.ts'
import { type Asked, life, newPlace, type Place, undisturbed, type Whole } from '../../crash/life-in-postgres.ts'
import { seedOf } from '../../seed.ts'
import { type Server, startServer } from './server.ts'

let server: Server
let place: Place
beforeAll(async () => {
  server = await startServer()
  place = await newPlace(server.url)
})
afterAll(async () => {
  await place.remove()
  await server.stop()
})

const all: readonly Asked[] = [
  { plan: 'kept', mode: 'append' },
  { plan: 'kept', mode: 'upsert', key: 'id' },
  { plan: 'kept', mode: 'replace' },
  { plan: 'summed', mode: 'append', by: 'insert' },
  { plan: 'summed', mode: 'upsert', key: 'id' },
  { plan: 'summed', mode: 'replace' },
]
const wanted = Number(process.env.FLOE_KILLS ?? Number.POSITIVE_INFINITY)
const patience = process.env.FLOE_KILLS === undefined ? 60_000 : Number.POSITIVE_INFINITY

test('killed at any moment, again and again', { timeout: 3_600_000 }, async () => {
  const chance = newRandom(seedOf(process.env.FLOE_SEED))
  const known = new Map<Asked, Whole>()
  const start = performance.now()
  let kills = 0
  let begun = 0
  const wrong: string[] = []
  // Each is killed at least once, however long that takes.
  for (let i = 0; i < all.length || (kills < wanted && performance.now() - start < patience); i++) {
    const asked = all[i % all.length] as Asked
    const whole = known.get(asked) ?? (await undisturbed(place, asked))
    known.set(asked, whole)
    const lived = await life(place, asked, whole, chance, wanted === Number.POSITIVE_INFINITY ? 3 : 12)
    kills += lived.kills
    begun += lived.begun
    wrong.push(...lived.wrong)
  }
  console.log(`${kills} kills, in ${begun} of which there was something to go on with`)
  expect(wrong).toEqual([])
  expect(begun).toBeGreaterThan(0)
})
