/**
 * What `floe check` says and writes, without a process: what was not run and how to run it, and which certificates are left
 * when a module has changed.
 */
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import * as F from 'floe'
import * as t from 'io-ts'
import { describe, expect, test } from 'vitest'
import { type CheckedModule, checkModule } from '../../src/cli/check-module.ts'
import { printCheck } from '../../src/cli/check-text.ts'
import { exportsToCheck } from '../../src/cli/exports-to-check.ts'
import { writeEvidence } from '../../src/cli/write-evidence.ts'
import { parseEvidence } from '../../src/evidence/evidence.ts'
import { temporary } from '../io/temporary.ts'

type Exports = Readonly<Record<string, unknown>>

const check = (exports: Exports, name?: string, effects = false): Promise<CheckedModule> =>
  checkModule(exportsToCheck(exports, 'jobs.ts', name), { seed: 1, runs: 10, effects })

const plain = (text: string): string => text
const textOf = (result: CheckedModule): string =>
  printCheck(
    result,
    { target: 'jobs.ts', module: '/jobs.ts', milliseconds: 1, written: undefined, rejected: [] },
    { dim: plain, red: plain },
  )

const flights = F.rows([
  { origin: 'SEA', delay: 4 },
  { origin: 'LAS', delay: 41 },
])

describe('what is there for what it does', () => {
  const asked: unknown[] = []
  const jobs = {
    asked: F.pipe(
      flights,
      F.tap((flight) => {
        asked.push(flight)
      }),
      F.mapAsync(
        (flight) => async () => {
          asked.push(flight)
          return { _tag: 'Right' as const, right: flight.delay }
        },
        { concurrency: 1 },
      ),
    ),
  }

  test('is not run, and that is told, with the command that runs it', async () => {
    const result = await check(jobs)
    expect(asked).toEqual([])
    const text = textOf(result)
    expect(text).toMatch(/^not run, as somebody would be asked or told$/m)
    expect(text).toMatch(/^ {2}tap .*: it was not called {2}#1$/m)
    expect(text).toMatch(/^ {2}mapAsync .*: its tasks were made, and none was started {2}#2$/m)
    expect(text).toMatch(/^ {2}→ floe check jobs\.ts --effects starts tasks .*$/m)
    expect(text).toMatch(/ · 2 parts not run · 1 part not tried · /)
    // Once is enough.
    expect(text).not.toContain('it is there for its effect')
  })

  test('is run on request, and then nothing is told of it', async () => {
    const text = textOf(await check(jobs, undefined, true))
    expect(asked.length).toBeGreaterThan(0)
    expect(text).not.toContain('not run')
  })

  test('is not run on rows that are made up', async () => {
    const Flight = t.type({ delay: t.number })
    const made = F.pipe(
      F.rows<unknown>([]),
      F.decode(Flight),
      F.mapAsync((flight) => async () => ({ _tag: 'Right' as const, right: flight.delay }), { concurrency: 1 }),
    )
    const text = textOf(await check({ made }, undefined, true))
    expect(text).toMatch(/mapAsync .*: its tasks were made, and none was started, as no row of the sample gets there/)
    expect(text).not.toContain('--effects')
  })
})

describe('certificates', () => {
  const { directory } = temporary()
  const app = join(directory, 'app')
  const file = join(app, 'floe.laws.json')
  const late = F.pipe(
    flights,
    F.filter((f) => f.delay > 15),
  )
  const hours = F.pipe(
    flights,
    F.map((f) => f.delay / 60),
  )
  const codec = F.pipe(F.rows<unknown>([{ delay: 1 }]), F.decode(t.type({ delay: t.number })))
  const write = async (module: string, exports: Exports, name?: string): Promise<readonly string[]> => {
    mkdirSync(join(app, 'jobs'), { recursive: true })
    writeFileSync(join(app, 'package.json'), '{}')
    writeFileSync(join(app, module), '')
    await writeEvidence(join(app, module), await check(exports, name))
    const { certificates } = parseEvidence(readFileSync(file, 'utf8'))
    return [...certificates.values()]
      .map(({ name, modules }) => `${name.replace(/ .*/, '')} ${modules.join(' ')}`)
      .sort()
  }

  test('are those of what modules have now', async () => {
    const [ofPlans, ofFunctions] = [
      ['codec', 'hours', 'late'],
      ['decode', 'filter', 'map'],
    ]
    const all = [...ofPlans, ...ofFunctions].sort()
    const shared = (name: string): boolean => name === 'hours' || name === 'map'
    expect(await write('jobs/a.ts', { late, hours, codec })).toEqual(all.map((name) => `${name} jobs/a.ts`))
    expect(await write('b.ts', { hours })).toEqual(
      all.map((name) => `${name} ${shared(name) ? 'b.ts jobs/a.ts' : 'jobs/a.ts'}`),
    )
    // An export that was not asked for keeps its own; what no export has loses it.
    expect(await write('jobs/a.ts', { late, codec }, 'codec')).toEqual(
      all.map((name) => `${name} ${shared(name) ? 'b.ts' : 'jobs/a.ts'}`),
    )
    rmSync(join(app, 'jobs/a.ts'))
    expect(await write('b.ts', { hours })).toEqual(['hours b.ts', 'map b.ts'])
  })

  test('are lost by a plan of which a part breaks a law, though it is written as it was', async () => {
    expect(await write('b.ts', { hours })).toEqual(['hours b.ts', 'map b.ts'])
    const result = await check({ hours })
    const broken: typeof result = {
      ...result,
      checked: result.checked.map((one) => (one.found.part.kind === 'whole' ? { ...one, examined: [] } : one)),
    }
    await writeEvidence(join(app, 'b.ts'), broken)
    const { certificates } = parseEvidence(readFileSync(file, 'utf8'))
    expect([...certificates.values()].map(({ kind }) => kind)).toEqual(['row'])
  })
})
