/**
 * Proves, a few times, what `npm run crash` does many times: a run that is killed goes on, and writes what it would have written. And
 * one that is told to end says how.
 */
import { readdirSync, readFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { runs } from '../runs.ts'
import { newRandom } from './chance.ts'
import { type Asked, life, newPlace, type Place, runOnce, undisturbed, type Whole } from './life.ts'

vi.setConfig({ testTimeout: 240_000 })

let place: Place
beforeAll(() => {
  place = newPlace(95_000)
})
afterAll(() => place.remove())

test.each([
  { plan: 'kept', out: 'rows.ndjson.gz', workers: 1 },
  { plan: 'grouped', out: 'rows.csv', workers: 2 },
])('$plan, by $workers', async (asked) => {
  const whole = await undisturbed(place, asked)
  const { wrong } = await life(place, asked, whole, newRandom(whole.bytes.length), runs(2))
  expect(wrong).toEqual([])
})

const summed: Asked = { plan: 'summed', out: 'rows.csv', workers: 1 }
let wholeSum: Promise<Whole> | undefined

test.each(['SIGTERM', 'SIGINT'] as const)('%s: the same command goes on', async (signal) => {
  wholeSum ??= undisturbed(place, summed)
  const { bytes } = await wholeSum
  rmSync(join(place.folder, 'out', summed.out))
  const first = await runOnce(place, { ...summed, signal, since: 'begun', after: 0 })
  expect(first.code).toBe(130)
  const resume = join(place.folder, 'run')
  expect(first.err).toContain(`what is done is in ${resume}: the same command again goes on from there\n`)
  expect(readdirSync(resume).filter((name) => name.startsWith('lock-'))).toEqual([])
  const { code } = await runOnce(place, summed)
  expect(code).toBe(0)
  expect(readFileSync(join(place.folder, 'out', summed.out)).equals(bytes)).toBe(true)
  expect(readdirSync(join(place.folder, 'out'))).toEqual([summed.out])
  expect(readdirSync(place.folder)).not.toContain('run')
})
