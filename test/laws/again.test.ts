/**
 * Proves that a failure is shown again as it was, by what it printed alone; that what may vary is told; that failures are
 * remembered until they are mended; and that what a function writes to what all share is taken back.
 */
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import * as fc from 'fast-check'
import * as L from 'floe/laws'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { placed } from '../../src/laws/ambient/place.ts'
import { printFailure } from '../../src/laws/print-failure.ts'
import { printToken, readToken } from '../../src/laws/token.ts'

type Make = () => (row: { id: number; name: string }) => unknown
const rows = fc.record({ id: fc.nat(3), name: fc.string({ maxLength: 3 }) })
const failuresOf = async (
  make: Make | L.Fresh<ReturnType<Make>>,
  options: L.CheckOptions = {},
): Promise<readonly L.Failure[]> =>
  (await L.examine(L.row(make as L.Fresh<ReturnType<Make>>, { rows, name: 'tried' }), options)).laws.flatMap(
    ({ failure }) => failure ?? [],
  )

test('any token is read as it was printed', () => {
  const part = fc.record(
    {
      path: fc.array(fc.nat(30), { minLength: 1, maxLength: 4 }).map((steps) => steps.join(':')),
      rows: fc.array(fc.nat(12), { maxLength: 3 }),
    },
    { requiredKeys: ['path'], noNullPrototype: true },
  )
  const way = fc.record(
    { parts: fc.array(part, { minLength: 1, maxLength: 3 }), salt: fc.nat(1000) },
    { requiredKeys: ['parts'], noNullPrototype: true },
  )
  const again = fc.oneof(
    fc.record({
      kind: fc.constantFrom('alone' as const, 'among' as const),
      ways: fc.array(way, { minLength: 1, maxLength: 3 }),
    }),
    fc.record({ kind: fc.constant('whole' as const), runs: fc.nat() }),
  )
  fc.assert(
    fc.property(fc.constantFrom('S1', 'C9t'), fc.integer(), again, (id, seed, one) => {
      expect(readToken(printToken({ id, seed, again: one }))).toEqual({ id, seed, again: one })
    }),
  )
})

/** What fails, and what a fresh function alone must say of it again. */
const broken: Readonly<Record<string, Make>> = {
  'what writes to its row': () => (row) => {
    row.id++
    return row.id
  },
  'what counts': () => {
    let n = 0
    return () => n++
  },
  'what draws by chance': () => () => Math.random(),
  'what asks the clock': () => () => Date.now(),
  'what asks the machine': () => (row) => `${process.env.HOME} ${process.cwd()} ${new Date(row.id).getHours()}`,
  'what remembers rows of another call': () => {
    const seen = new Map<string, number>()
    return ({ id, name }) => seen.get(name) ?? seen.set(name, id).get(name)
  },
  'what knows rows of another instance alone': () => {
    const seen = new Set<number>()
    let last = -1
    return ({ id }) => {
      if (last === id) return [...seen].some((other) => other > id)
      last = id
      const given = [...seen].some((other) => other > id)
      seen.add(id)
      return given
    }
  },
}

describe('a failure is shown again, byte for byte', () => {
  test.each(Object.keys(broken))('%s', async (name) => {
    const make = L.fresh(broken[name] as Make)
    const failures = await failuresOf(make)
    expect(failures.length).toBeGreaterThan(0)
    const [zone, home] = [process.env.TZ, process.env.HOME]
    process.env.TZ = 'Asia/Kolkata'
    process.env.HOME = '/elsewhere'
    try {
      for (const failure of failures) {
        const again = await failuresOf(make, { replay: failure.replay })
        expect(again.map(printFailure)).toEqual([printFailure(failure)])
      }
    } finally {
      if (zone === undefined) delete process.env.TZ
      else process.env.TZ = zone
      process.env.HOME = home
    }
  })

  test('with what came before, where the function must remember it', async () => {
    let calls = 0
    const late = L.fresh(() => {
      const known = new Set<number>()
      return ({ id }: { readonly id: number }) => {
        calls++
        if (known.size < 3) known.add(id)
        return known.size === 3
      }
    })
    const one = L.row(late, { rows: fc.record({ id: fc.constantFrom(1, 2, 3) }), name: 'late' })
    // One row an instance: no instance by itself has three.
    const { rowsIn: _, ...rest } = one
    const alone: typeof one = {
      ...rest,
      instances: fc.record({ rows: fc.tuple(fc.record({ id: fc.constantFrom(1, 2, 3) })), salt: fc.nat(9) }),
    }
    const { laws } = await L.examine(alone)
    const failure = laws.find(({ id }) => id === 'S6')?.failure as L.Failure
    expect(calls).toBeGreaterThan(0)
    expect(failure.before).toHaveLength(2)
    expect(printFailure(failure)).toContain('called first on: [{ id: ')
    const again = await L.examine(alone, { replay: failure.replay })
    expect(again.laws.flatMap((law) => law.failure ?? []).map(printFailure)).toEqual([printFailure(failure)])
  })

  test('one that cannot be made afresh, by all that was done', async () => {
    const counting = broken['what counts'] as Make
    const [first] = (await failuresOf(counting() as never)).map(printFailure)
    expect(first).toContain('whole25')
    const [, token = ''] = /replay: '(.*)'/.exec(first ?? '') ?? []
    expect((await failuresOf(counting() as never, { replay: token })).map(printFailure)).toEqual([first])
  })
})

test('what may be anything is told, and what may not is not', async () => {
  const [failure] = await failuresOf(
    L.fresh(() => (row) => {
      if (row.id > 1) row.name = 'changed'
      return row.id
    }),
  )
  expect(failure?.free).toEqual(['rows[0].name'])
  expect(printFailure(failure as L.Failure)).toContain('where rows[0].name may be anything: it fails all the same')
})

test('places in code are the same on every machine', () => {
  expect(placed(`late (${import.meta.url}:7:12)`)).toBe('late (test/laws/again.test.ts:7:12)')
  expect(placed(`<anonymous> (${import.meta.filename}:7:12)`)).toBe('test/laws/again.test.ts:7:12')
})

describe('failures are remembered', () => {
  let folder = ''
  const ci = process.env.CI
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'floe-failures-'))
    delete process.env.CI
  })
  afterEach(() => {
    rmSync(folder, { recursive: true })
    if (ci !== undefined) process.env.CI = ci
  })
  const writing: Make = () => (row) => {
    row.id++
    return 0
  }
  const kept = (): readonly string[] => (existsSync(folder) ? readdirSync(folder) : [])

  test('tried first, and forgotten when they are mended', async () => {
    const [failure] = await failuresOf(L.fresh(writing), { failures: folder })
    const [file = ''] = kept()
    const text = readFileSync(join(folder, file), 'utf8')
    expect(JSON.parse(text)).toEqual({ kind: 'row', name: 'tried', replay: [failure?.replay] })
    expect(text).not.toContain(folder)
    // With another seed it would be another instance, if it were not remembered.
    const [again] = await failuresOf(L.fresh(writing), { failures: folder, seed: 1 })
    expect([again?.found, again?.replay]).toEqual([0, failure?.replay])
    expect(readFileSync(join(folder, file), 'utf8')).toBe(text)
    expect(
      await failuresOf(
        L.fresh(() => (row) => row.id),
        { failures: folder },
      ),
    ).toEqual([])
    expect(kept()).toEqual([])
  })

  test('not where it is turned off, and not on a build machine', async () => {
    await failuresOf(L.fresh(writing), { failures: false })
    process.env.CI = 'true'
    await failuresOf(L.fresh(writing), { failures: folder })
    delete process.env.CI
    expect(kept()).toEqual([])
  })
})

describe('what is written to what all share is told, and taken back', () => {
  const shared = globalThis as Record<string, unknown>
  const writers: Readonly<Record<string, readonly [path: string, f: (row: { id: number }) => unknown]>> = {
    'a zone': ['process.env.TZ', () => Reflect.set(process.env, 'TZ', 'US/Hawaii')],
    'what all objects have': ['Object.prototype.extra', () => Reflect.set(Object.prototype, 'extra', 1)],
    'a global, another each time': ['globalThis.lastRow', ({ id }) => Reflect.set(shared, 'lastRow', id)],
    'a method': ['Array.prototype.last', () => Reflect.set(Array.prototype, 'last', () => 1)],
    'after waiting': [
      'Array.prototype.late',
      async () => {
        await null
        return Reflect.set(Array.prototype, 'late', () => 1)
      },
    ],
  }
  test.each(Object.keys(writers))('%s', async (name) => {
    const [path, f] = writers[name] as (typeof writers)[string]
    const before = [process.env.TZ, Reflect.ownKeys(Object.prototype).length, Reflect.ownKeys(Array.prototype).length]
    const failures = await failuresOf(L.fresh(() => f))
    expect(failures.map(({ law, breach }) => [law.id, breach.path])).toEqual([['S8', path]])
    expect([process.env.TZ, Reflect.ownKeys(Object.prototype).length, Reflect.ownKeys(Array.prototype).length]).toEqual(
      before,
    )
    expect('lastRow' in shared).toBe(false)
  })
})
