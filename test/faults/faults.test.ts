/**
 * Proves, a few times, what `npm run faults` does many times: runs to which something happens end as they should, and leave
 * nothing.
 */
import { readdirSync } from 'node:fs'
import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { runs } from '../runs.ts'
import { inProcess } from './in-process.ts'
import { killedOutright } from './left-by-kill.ts'
import { newPlace, type Place, runProgram } from './program.ts'
import { signalled } from './signals.ts'

vi.setConfig({ testTimeout: 240_000 })

let place: Place
beforeAll(() => {
  place = newPlace()
})
afterAll(() => place.remove())

test('a full disk, and blocks that have changed, are told', async () => {
  const { wrong, times = 0 } = await inProcess(place.temporary, 'disk', 4, 1)
  expect(wrong).toEqual([])
  expect(times).toBeGreaterThan(0)
})

test('workers that are killed cost a part, or the run', async () => {
  expect((await inProcess(place.temporary, 'kill', runs(2), 1)).wrong).toEqual([])
})

test('a signal ends the program, and nothing is left', async () => {
  expect((await signalled(place, runs(2), 1)).wrong).toEqual([])
})

test('workers that have put something aside when a signal comes leave nothing', async () => {
  const run = { plan: 'grouped', workers: 2, memory: '1MB', signal: 'SIGINT', since: 'aside' } as const
  expect(await runProgram(place, run)).toMatchObject({ code: 130, left: [] })
})

test('what a program leaves that is killed outright, the next one removes', async () => {
  expect(await killedOutright(place, 1)).toEqual({ left: 1, wrong: [] })
})

test.each([
  ['exits', 3],
  ['throws', 1],
])('a program whose function %s leaves nothing', async (plan, code) => {
  expect((await runProgram(place, { plan, workers: 1, memory: '1MB' })).code).toBe(code)
  expect(readdirSync(place.temporary)).toEqual([])
  // What it has written of its rows stays, as the sink is never told, until somebody writes there again.
  expect(readdirSync(place.out)).toHaveLength(1)
  expect((await runProgram(place, { plan: 'sorted', workers: 1, memory: '1GB' })).code).toBe(0)
  expect(readdirSync(place.out)).toEqual([])
})
