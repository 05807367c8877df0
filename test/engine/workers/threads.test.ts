/**
 * Proves what the built package does with real threads: the same for 1, 2, 3 and 8 of them, and a clear error, at once and with
 * nothing left, when one is lost, throws, leaves, takes all memory, is cancelled, or finds another plan.
 */

import { spawn } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { ended, root } from '../../cli/floe.ts'
import { times } from '../../runs.ts'

let folder = ''
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'floe-threads-'))
  // Long lines: several parts, of 4 MiB each, of few rows.
  const more = 'and more '.repeat(5)
  const lines = Array.from({ length: 200_000 }, (_, i) => `${['a', 'b', '"c\nc"', 'd'][i % 4]},${i},${more}\n`)
  const bad = `a,x,${more}\n`
  writeFileSync(join(folder, 'good.csv'), `key,n,more\n${lines.join('')}`)
  writeFileSync(join(folder, 'rows.csv'), `key,n,more\n${lines.with(180_000, bad).join('')}`)
})
afterAll(() => rmSync(folder, { recursive: true }))

interface Told {
  readonly error?: string
  readonly rows?: string
  readonly rejects?: readonly string[]
  readonly counts?: unknown
  readonly notes?: readonly string[]
  readonly started: number
  readonly left: number
}

const script = fileURLToPath(new URL('./fixtures/run.mjs', import.meta.url))

const run = async (args: readonly string[], env: NodeJS.ProcessEnv = {}, nodeOptions: readonly string[] = []) => {
  const child = spawn(process.execPath, [...nodeOptions, script, ...args], {
    cwd: root,
    env: { PATH: process.env.PATH ?? '', FLOE_TEST_ROWS: join(folder, 'good.csv'), ...env },
  })
  const { out, err, code } = await ended(child)
  expect([code, err]).toEqual([0, ''])
  return JSON.parse(out) as Told
}

/** Each thread loads all modules anew, which takes longer than the rows do. */
const numbers = times < 1 ? ['1', '3'] : ['1', '2', '3', '8']

describe('the same for any number of workers', () => {
  test.each(['doubled', 'groups', 'sorted', 'some', 'bad'])('%s', async (name) => {
    const [one, ...others] = await Promise.all(numbers.map((workers) => run([name, workers])))
    const { started: _, ...expected } = one as Told
    expect(expected.left).toBe(0)
    for (const { started, ...found } of others) {
      expect(found).toEqual(expected)
      expect(started).toBeGreaterThan(1)
    }
  })

  test('rejected rows and their lines', async () => {
    const env = { FLOE_TEST_ROWS: join(folder, 'rows.csv') }
    const [one, three] = await Promise.all(['1', '3'].map((workers) => run(['groups', workers, 'reject'], env)))
    expect(one?.rejects).toHaveLength(1)
    expect(three).toEqual({ ...one, started: 3 })
  })
})

describe('a worker that', () => {
  test.each([
    ['exit', 'FLOE502 WorkerFailed: a worker has left with exit code 7'],
    ['throw', 'FLOE502 WorkerFailed: a worker has failed: out of the blue'],
    ['load', 'Error: not in a worker'],
  ])('does this ends the run: %s', async (fault, message) => {
    const { error, left } = await run(['long', '2'], { FLOE_TEST_FAULT: fault })
    expect(error).toContain(message)
    expect(left).toBe(0)
  })

  test('takes all memory ends the run', async () => {
    const { error, left } = await run(['fills', '2'], {}, ['--max-old-space-size=120'])
    expect(error).toContain('FLOE502 WorkerFailed: a worker has run out of memory')
    expect(left).toBe(0)
  })

  test('is killed ends the run, or costs a part', async () => {
    const [killed, retried, expected] = await Promise.all([
      run(['long', '2', 'kill']),
      run(['doubled', '2', 'kill', '3']),
      run(['doubled', '1']),
    ])
    expect(killed.error).toMatch(/^FLOE502 WorkerFailed: a worker has left with exit code [01]/)
    expect(killed.left).toBe(0)
    expect(retried.rows).toBe(expected.rows)
    expect(retried.left).toBe(0)
  })
})

test('cancelling and leaving end all threads', async () => {
  const [cancelled, gone] = await Promise.all([run(['long', '2', 'cancel']), run(['doubled', '2', 'leave'])])
  expect(cancelled).toMatchObject({ error: expect.stringContaining('FLOE500 Cancelled'), started: 2, left: 0 })
  expect(gone).toMatchObject({ batch: true, left: 0 })
})

test('what is captured and differs is told', async () => {
  const { error, left } = await run(['sinceLoaded', '2'], {}, ['--import', 'floe/loader'])
  expect(error).toMatch(
    /^FLOE503 PlanDiffers: the plan is not the same in each thread.*\n {2}in filter \(row\) => row\.n < loadedAt/,
  )
  expect(left).toBe(0)
})

test('what is captured and not seen stays on one thread', async () => {
  const { notes, started } = await run(['sinceLoaded', '2'])
  expect(notes?.join()).toContain('captures loadedAt, whose value cannot be seen')
  expect(started).toBe(0)
})

test('a module that runs plans when it is loaded is told', async () => {
  const { error } = await run(['groups', '2'], { FLOE_TEST_FAULT: 'runs' })
  expect(error).toContain('FLOE503 PlanDiffers: the module that exports the plan runs a plan when it is loaded')
})
