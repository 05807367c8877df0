/**
 * `floe check` as people use it: what it says, how it ends, what it leaves behind.
 */
import { once } from 'node:events'
import { existsSync, mkdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { checkModule } from '../../src/cli/check-module.ts'
import { exportsToCheck } from '../../src/cli/exports-to-check.ts'
import * as brokenModule from './fixtures/broken.ts'
import { ended, floe, root, start, startIn, temporaryFolder } from './floe.ts'

const folder = temporaryFolder()
const broken = 'test/cli/fixtures/broken.ts'

/** What a check leaves out of an answer: how long it took. */
const withoutTimes = (text: string): string => text.replace(/ *[\d.]+ (ms|s)$/gm, ' ~').replace(/─+/g, '─')

interface Json {
  readonly parts: readonly {
    readonly number: number
    readonly dataset: string
    readonly name: string
    readonly line: number | null
    readonly why: string | null
    readonly laws: readonly { readonly id: string; readonly verdict: string; readonly failure: object | null }[]
  }[]
  readonly leftOut: readonly { readonly name: string }[]
  readonly summary: { readonly broken: number; readonly held: number }
}

describe('what is lawful', () => {
  test('passes, with a table of its parts, and says what could not be broken', async () => {
    const { code, out, err } = await floe('check', 'test/cli/fixtures/punctual.ts', '--no-write')
    expect(err).toBe('')
    expect(out).toMatch(/^# {2}part +line {2}held {2}broken {2}vacuous +proposed +time\n─/)
    expect(out).toMatch(/^1 {2}source csv test\/cli\/fixtures\/flights\.csv .* 3 +0 +2 +2 /m)
    expect(out).toMatch(/^2 {2}sortBy \(flight\) => flight\.origin +9 +\d+ +0 /m)
    expect(out).toMatch(/^4 {2}punctual as a whole /m)
    expect(out).toMatch(/^ {2}S11 same errors: nothing failed → rows on which it throws {2}#2 #3$/m)
    expect(out).toMatch(/\n\n4 parts, each on 25 instances · \d+ laws held · none broken · .* · [\d.]+ m?s\n$/)
    expect(code).toBe(0)
  })

  test('passes, where rows have no end', async () => {
    expect((await floe('check', 'test/cli/fixtures/endless.ts', '--no-write')).code).toBe(0)
  })

  test('leaves what functions print to themselves', async () => {
    writeFileSync(
      join(folder, 'loud.mjs'),
      "import * as F from 'floe'\nexport const all = F.pipe(F.rows([1, 2]), F.filter((n) => { console.log('loud'); return n > 1 }))\n",
    )
    mkdirSync(join(folder, 'node_modules'), { recursive: true })
    symlinkSync(root, join(folder, 'node_modules/floe'))
    const { out } = await floe('check', join(folder, 'loud.mjs'), '--no-write', '--json')
    expect(out).not.toContain('loud\n')
    expect((JSON.parse(out) as Json).parts.length).toBe(2)
  })
})

describe('what is broken', () => {
  const found = floe('check', broken, '--no-write', '--json')
  const text = floe('check', broken, '--no-write')

  test('is found, each at its place and once', async () => {
    const { code, out, err } = await found
    const { parts, leftOut, summary } = JSON.parse(out) as Json
    const breaches = parts.flatMap(({ dataset, name, laws }) =>
      laws.flatMap(({ id, failure }) => (failure === null ? [] : [`${dataset}: ${name.replace(/ .*/, '')} ${id}`])),
    )
    expect(breaches).toEqual([
      'asked: mapAsync S8',
      'delays: groupBy R1',
      'delays: groupBy R2',
      'delays: groupBy R4',
      'numbered: filter S7',
      'numbered: map S5',
      'shuffled: sortBy S7',
      'stops: map S1',
      'totals: scan S1',
      'Seconds: codec C1',
    ])
    expect(summary.broken).toBe(breaches.length)
    expect(leftOut.map(({ name }) => name)).toEqual(['isLate'])
    expect(err).toBe('')
    expect(code).toBe(1)
  })

  test('is told at the line where it was written', async () => {
    const lines = readFileSync(join(root, broken), 'utf8').split('\n')
    const { parts } = JSON.parse((await found).out) as Json
    const lineOf = (start: string): string =>
      lines[(parts.find(({ name }) => name.startsWith(start))?.line ?? 0) - 1] ?? ''
    expect(lineOf('map (flight) => ({ ...flight, first')).toContain('first: (flight.stops as string[]).sort()[0]')
    expect(lineOf('sortBy')).toContain('Math.random()')
  })

  test('is told in full, the whole in one line at the end, and the same each time', async () => {
    const { code, out } = await text
    expect(out).toContain(`
✗ #12 map (flight) => ({ ...flight, first: flight.stops.sort()[0] })  ${broken}:21

  S1 input untouched: x is the same after f(x), also when f throws
    map (flight) => ({ ...flight, first: flight.stops.sort()[0] }): the function changed what it was given
    given: [{ origin: 'SEA', delay: 4, stops: ['SLC', 'DEN'] }]
`)
    expect(out).toContain('stops as a whole')
    expect(out).toContain('nothing was tried: a part of it breaks a law → mend that first')
    expect(out).toMatch(/^left out\n {2}isLate: a function: nobody knows on what to call it/m)
    expect(out).toMatch(/ · 10 broken in 8 parts · /)
    expect(code).toBe(1)
    const again = await floe('check', broken, '--no-write')
    expect(withoutTimes(again.out)).toBe(withoutTimes(out))
  })

  test('is shown again by its token', async () => {
    const { out } = await text
    const token = /--replay (12\/\S+)/.exec(out)?.[1] ?? ''
    const again = await floe('check', broken, '--replay', token)
    const failureOf = (all: string): string => /✗ #12 [\s\S]*?--replay \S+/.exec(all)?.[0] ?? ''
    expect(failureOf(again.out)).toBe(failureOf(out))
    expect(again.code).toBe(1)
  })
})

test('a promise that is rejected while nobody waits is told, and ends nothing', async () => {
  const body =
    "import * as F from 'floe'\nexport const all = F.pipe(F.rows([1]), F.map((n) => { Promise.reject(new Error('lost')); return n }))\n"
  mkdirSync(join(folder, 'lost/node_modules'), { recursive: true })
  symlinkSync(root, join(folder, 'lost/node_modules/floe'))
  writeFileSync(join(folder, 'lost/lost.mjs'), body)
  const { code, out } = await floe('check', join(folder, 'lost/lost.mjs'), '--no-write')
  expect(out).toContain('a promise was rejected, and nobody waited for it: Error: lost')
  expect(code).toBe(1)
})

test('an export of a name, or the parts with a text in theirs', async () => {
  const named = JSON.parse((await floe('check', `${broken}#stops`, '--no-write', '--json')).out) as Json
  expect(named.parts.map(({ dataset }) => dataset)).toEqual(['stops', 'stops', 'stops'])
  const only = JSON.parse((await floe('check', broken, '--no-write', '--only', 'groupBy', '--json')).out) as Json
  expect(only.parts.map(({ name }) => name)).toEqual([
    'groupBy by (flight) => flight.origin',
    'groupBy mean: meanOfMeans',
  ])
})

test('mistakes in functions, and by which laws they are found', async () => {
  const { code, out } = await floe(
    'check',
    'test/cli/fixtures/delays.ts',
    '--only',
    'filter',
    '--mutants',
    '--no-write',
  )
  expect(out).toContain(`
mistakes that were made in functions
  #2  1 of 1 found
    found by S1 S5: what is worked out of a field is written to it  (flight) => (flight.origin = flight.origin !== "")
`)
  expect(code).toBe(0)
})

describe('wrong usage', () => {
  const settings = { seed: 1, effects: false }
  const checkExport = async (name: string | undefined, more: object) =>
    checkModule(exportsToCheck(brokenModule, broken, name), { ...settings, ...more })

  test.each([
    ['stop', {}, 'did you mean #stops?'],
    ['isLate', {}, "'isLate' of test/cli/fixtures/broken.ts is a function: nobody knows on what to call it"],
    [undefined, { only: 'nothing of this name' }, 'no part has that in its name'],
    [undefined, { replay: 'S1:1:0' }, 'a part and its token: --replay 3/S1:20261127:0:1'],
    [undefined, { replay: '99/S1:1:0' }, 'there is no part 99'],
  ])('is told: %s %o', async (name, more, message) => {
    await expect(checkExport(name, more)).rejects.toThrow(message)
  })

  test.each([
    [['test/cli/fixtures/nowhere.ts'], 'there is no module'],
    [[broken, '--runs', '0'], 'It takes a whole number from 1.'],
  ])('ends with 2: %s', async (args, message) => {
    const { code, out, err } = await floe('check', ...args)
    expect(err).toContain(message)
    expect([code, out]).toEqual([2, ''])
  })
})

describe('what was established', () => {
  test('is written beside the package, and what broke a law or is gone is taken out', async () => {
    const package_ = join(folder, 'package')
    mkdirSync(join(package_, 'node_modules'), { recursive: true })
    symlinkSync(root, join(package_, 'node_modules/floe'))
    symlinkSync(join(root, 'node_modules/io-ts'), join(package_, 'node_modules/io-ts'))
    writeFileSync(join(package_, 'package.json'), '{ "type": "module" }')
    mkdirSync(join(package_, 'jobs'))
    const path = join(package_, 'floe.laws.json')
    const check = async (...args: readonly string[]): Promise<string> =>
      (await ended(startIn(package_, ['check', 'jobs/late.ts', '--runs', '12', ...args]))).out
    const write = (body: string): void =>
      writeFileSync(
        join(package_, 'jobs/late.ts'),
        `import * as F from 'floe'\nlet n = 0\nexport const late = F.pipe(F.rows([{ delay: 4 }, { delay: 41 }]), F.filter(${body}), F.map((f) => f.delay / 60))\n`,
      )
    const names = (): readonly string[] =>
      JSON.parse(readFileSync(path, 'utf8')).certificates.map(({ name }: { readonly name: string }) => name)

    write('(f) => f.delay > 15')
    await check('--no-write')
    expect(existsSync(path)).toBe(false)
    expect(await check()).toContain('\nwrote floe.laws.json: 3 certificates\n')
    expect(names()).toEqual(['filter (f) => f.delay > 15', 'late as a whole', 'map (f) => f.delay / 60'])
    const before = readFileSync(path, 'utf8')
    expect(await check()).not.toContain('wrote')
    expect(readFileSync(path, 'utf8')).toBe(before)
    // It breaks a law, and the one that was there before is there no longer.
    write('(f) => f.delay > 15 + n++ % 2')
    await check()
    expect(names()).toEqual(['map (f) => f.delay / 60'])
  })
})

describe('what never ends', () => {
  test('is ended by Ctrl-C', async () => {
    const child = start(['check', 'test/cli/fixtures/stuck.ts', '--no-write'])
    child.stderr?.on('data', () => child.kill('SIGINT'))
    const [code, signal] = await once(child, 'close')
    expect([code, signal]).toEqual([null, 'SIGINT'])
  })

  test('is told by name', async () => {
    const program = `
      import { Worker } from 'node:worker_threads'
      const thread = new Worker(${JSON.stringify(join(root, 'dist/cli/watchdog-thread.js'))}, { workerData: { patience: 20 } })
      thread.postMessage('checking map (n) => …')
      thread.once('online', () => { for (;;); })`
    const path = join(folder, 'stuck.mjs')
    writeFileSync(path, program)
    const child = startIn(folder, [], {}, [path])
    const [text] = await once(child.stderr as NodeJS.ReadableStream, 'data')
    child.kill('SIGKILL')
    expect(String(text)).toContain('and still checking map (n) => …. It may never end: Ctrl-C stops it.')
  })
})
