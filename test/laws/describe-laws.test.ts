/** Proves that laws are reported one by one: kept, broken, and such as no instance could have broken. */
import * as fc from 'fast-check'
import * as L from 'floe/laws'
import { expect, test, vi } from 'vitest'

type Told = { readonly name: string; readonly body: (context: { skip: (why?: string) => void }) => Promise<void> }

const told = <I, T>(subject: L.Subject<I, T>): readonly Told[] => {
  const tests: Told[] = []
  L.describeLaws(subject, {
    describe: (_, body) => body(),
    test: (name, body) => tests.push({ name, body: body as Told['body'] }),
  })
  return tests
}

const outcomes = async (tests: readonly Told[]): Promise<Readonly<Record<string, string>>> => {
  const found: [string, string][] = []
  for (const { name, body } of tests) {
    let outcome = 'passed'
    await body({
      skip: (why) => {
        outcome = `skipped: ${why}`
      },
    }).catch((error: Error) => {
      outcome = error.message.split('\n')[0] ?? ''
    })
    found.push([name, outcome])
  }
  return Object.fromEntries(found)
}

const sorts = L.row((r: { tags: string[] }) => r.tags.sort().length, {
  rows: fc.record({ tags: fc.array(fc.string()) }),
})

test('each law by itself', async () => {
  expect(await outcomes(told(sorts))).toMatchObject({
    'S1 input untouched': 'FLOE700 LawBroken: S1 input untouched: x is the same after f(x), also when f throws',
    'S5 replay': 'passed',
    'S10 representation': 'skipped: S1 is broken',
    'S11 same errors': 'skipped: nothing failed',
  })
})

test('none that nobody has declared', () => {
  expect(told(sorts).map(({ name }) => name)).not.toContain('S13 idempotent')
})

test('time that a runner has stopped stops no check', async () => {
  vi.useFakeTimers()
  try {
    await expect(L.check(L.row((n: number) => n, { rows: fc.nat() }))).resolves.toBeDefined()
  } finally {
    vi.useRealTimers()
  }
})
