/** Proves what `explain` says of functions that cannot be read: what was established, what does not count, what might be. */
import * as F from 'floe'
import * as A from 'floe/aggregate'
import { explain } from 'floe/inspect'
import * as t from 'io-ts'
import { describe, expect, test } from 'vitest'
import { ofPlan } from '../../src/engine/workers/plan-fingerprint.ts'
import { noEvidence } from '../../src/evidence/evidence.ts'
import { version } from '../../src/evidence/version.ts'
import { renewed } from '../../src/laws/evidence/renewed.ts'
import { checkParts, findParts } from '../../src/laws/inspect-plan/check-parts.ts'
import { fingerprintsOf } from '../../src/laws/inspect-plan/fingerprints-of.ts'
import { certificateOf, evidenceOf, opaque } from '../optimize/opaque.ts'

interface Flight {
  readonly origin: string
  readonly delay: number
}
const isLate = opaque((f: Flight) => f.delay > 15, ['delay'])
const flights = F.rows<Flight>([])
const late = F.pipe(flights, F.filter(isLate))

const sectionOf = (text: string, name: string): readonly string[] =>
  text
    .slice(text.indexOf(`\n${name}\n`) + name.length + 2)
    .split('\n\n')[0]
    ?.split('\n')
    .map((line) => line.trim().replace(/^\w+ .*?: (?=pure|called)/, '')) ?? []
const functions = (dataset: F.Bag<unknown>, evidence?: F.Evidence): readonly string[] =>
  sectionOf(explain(dataset, { functions: true, ...(evidence === undefined ? {} : { evidence }) }), 'functions')

const why = 'calls the method frob, which is not known to be pure'

describe('of a function that cannot be read explain says', () => {
  test('what was established', () => {
    expect(functions(late, evidenceOf(isLate))).toEqual([
      `pure on evidence, and called: ${why}; S1 S2 S4 S5 S6 S7 S8 S11 on 25 instances, floe ${version}`,
    ])
  })

  test('that there is no certificate, and what may give one', () => {
    expect(functions(late)).toEqual([`called, and watched: ${why}; no certificate`])
    const hint = 'tries what could not be read: it counts as pure if its laws hold'
    expect(explain(late, { functions: true })).toContain(hint)
    expect(explain(late, { functions: true, evidence: evidenceOf(isLate) })).not.toContain(hint)
  })

  test('that its certificate does not count', () => {
    const of = (change: Parameters<typeof certificateOf>[1]): readonly string[] => {
      const one = certificateOf(isLate, change)
      return functions(late, { certificates: new Map([[one.fingerprint, one]]) })
    }
    expect(of({ version: '9.1.0' })).toEqual([`called, and watched: ${why}; its certificate is of floe 9.1.0`])
    expect(of({ laws: { S1: 3 }, runs: 3 })).toEqual([
      `called, and watched: ${why}; its certificate says too little: S1 on 3 instances, floe ${version}`,
    ])
  })

  test('nothing of certificates where it can have none', () => {
    const hidden = isLate.bind(undefined)
    expect(functions(F.pipe(flights, F.filter(hidden)))).toEqual([
      'called, and watched: it is native, or bound: its text cannot be seen',
    ])
    expect(explain(F.pipe(flights, F.filter(hidden)), { functions: true })).not.toContain('tries what')
    expect(functions(F.pipe(flights, F.tap(isLate)), evidenceOf(isLate))).toEqual([`called, and watched: ${why}`])
  })
})

describe('of what is in a plan explain says which laws were established', () => {
  const Sale = t.type({ item: t.string, price: t.number })
  const sales = F.pipe(
    F.rows<unknown>([
      { item: 'tea', price: 4 },
      { item: 'jam', price: 3 },
    ]),
    F.decode(Sale),
    F.update((sale) => {
      sale.price *= 2
    }),
    F.sortBy((sale) => sale.price),
    F.scan((total: number, sale) => total + sale.price, 0),
    F.aggregate({ all: A.sum((n) => n) }),
  )
  const parts = findParts([{ name: 'sales', dataset: sales }])

  test('once they were', async () => {
    expect(explain(sales, { functions: true })).not.toContain('laws')
    const fingerprints = parts.flatMap(({ part }) => fingerprintsOf(part))
    const checked = await checkParts(parts, { seed: 1, effects: false })
    const tried = checked.flatMap(({ examined }) =>
      examined.flatMap(({ fingerprint, report }) => (fingerprint === undefined ? [] : [{ fingerprint, report }])),
    )
    expect(new Set(tried.map(({ fingerprint }) => fingerprint))).toEqual(new Set(fingerprints))
    const carried = new Set(fingerprints)
    const evidence = renewed(noEvidence, { path: 'sales.ts', carried, tried, isThere: () => true })
    const first = /: (?=[SCR]\d+ ).*\b(C9|C1|R1|S5|E0)\b.* on \d+ instances, floe .*$/
    const of = (text: string): readonly string[] =>
      sectionOf(text, 'laws').map((line) => line.replace(first, (_, id) => `: ${id}`))
    const text = explain(sales, { functions: true, evidence })
    expect(of(text)).toEqual([
      'decode { item: string, price: number } codec: C1',
      'update (sale) => { sale.price *= 2; }: S5',
      'sortBy (sale) => sale.price: S5',
      'sortBy order (sale) => sale.price: C9',
      'scan (total, sale) => total + sale.price: S5',
      'aggregate (n) => n: S5',
      'aggregate sum (n) => n: R1',
      'the plan as a whole: E0',
    ])
    // No decoder of pieces is there, no older codec, and nothing fails.
    expect(sectionOf(text, 'laws').join('\n')).not.toMatch(/C5|C6|S11/)
    const old = new Map([...evidence.certificates].map(([key, one]) => [key, { ...one, version: '9.0.0' }]))
    for (const line of sectionOf(explain(sales, { functions: true, evidence: { certificates: old } }), 'laws'))
      expect(line).toMatch(/: by floe 9\.0\.0, to be checked again$/)
  })
})

describe('of what is there for what it does', () => {
  const priced = F.pipe(
    F.rows([{ price: 4 }, { price: 3 }]),
    F.tap((sale) => {
      JSON.stringify(sale)
    }),
    F.mapAsync((sale) => async () => ({ _tag: 'Right' as const, right: sale.price }), { concurrency: 1 }),
  )
  const parts = findParts([{ name: 'priced', dataset: priced }])
  const lawsBy = async (effects: boolean): Promise<readonly string[]> => {
    const checked = await checkParts(parts, { seed: 1, effects })
    const tried = checked.flatMap(({ examined }) =>
      examined.flatMap(({ fingerprint, report }) => (fingerprint === undefined ? [] : [{ fingerprint, report }])),
    )
    const carried = new Set(parts.flatMap(({ part }) => fingerprintsOf(part)))
    const evidence = renewed(noEvidence, { path: 'priced.ts', carried, tried, isThere: () => true })
    return sectionOf(explain(priced, { functions: true, evidence }), 'laws').map((line) => line.replace(/ on .*/, ''))
  }

  test('it is said that tasks are made without doing anything, and no more', async () => {
    expect(await lawsBy(false)).toEqual([
      expect.stringMatching(/^mapAsync \(sale\) => async \(\) => .*, its making: S8 S1 S2$/),
    ])
  })

  test('and what was established when it was done', async () => {
    expect(await lawsBy(true)).toEqual([
      expect.stringMatching(/^tap \(sale\) => .*: S1 S2$/),
      expect.stringMatching(/, its making: S8 S1 S2$/),
      expect.stringMatching(/, started: S1 S2$/),
    ])
  })
})

describe('what stands for a whole plan', () => {
  interface Sale {
    readonly price: number
  }
  const flow = (sales: F.Sequence<Sale>): F.Sequence<Sale> =>
    F.pipe(
      sales,
      F.filter((sale) => sale.price > 3),
      F.take(2),
    )
  const tea: readonly Sale[] = [{ price: 4 }]
  const hidden = ((sale: Sale) => sale.price > 3).bind(undefined)

  test('is the same for other rows, and whoever looks at them on the way', () => {
    const print = ofPlan(flow(F.rows(tea)).plan)
    expect(print).toEqual(expect.any(String))
    expect(ofPlan(flow(F.rows([{ price: 5 }])).plan)).toBe(print)
    expect(ofPlan(F.pipe(F.rows(tea), F.tap(hidden), flow).plan)).toBe(print)
  })

  test('is another one for another function, another number, other stages; and none where something is not seen', () => {
    const others = [
      F.pipe(
        F.rows(tea),
        F.filter((sale) => sale.price > 4),
        F.take(2),
      ),
      F.pipe(
        F.rows(tea),
        F.filter((sale) => sale.price > 3),
        F.take(3),
      ),
      F.pipe(
        F.rows(tea),
        F.take(2),
        F.filter((sale) => sale.price > 3),
      ),
      F.pipe(F.rows(tea), F.decode(t.type({ price: t.number })), flow),
    ].map(({ plan }) => ofPlan(plan))
    expect(others).not.toContain(undefined)
    expect(new Set([...others, ofPlan(flow(F.rows(tea)).plan)]).size).toBe(5)
    expect(ofPlan(F.pipe(F.rows(tea), F.filter(hidden)).plan)).toBeUndefined()
  })
})

test('the trace is that of a run with the evidence', () => {
  const both = F.pipe(flights, F.concat(flights), F.filter(isLate))
  expect(explain(both, { trace: true, evidence: noEvidence })).toContain('no rule applies')
  expect(explain(both, { trace: true, evidence: evidenceOf(isLate) })).toContain('push-filter-below-concat')
})
