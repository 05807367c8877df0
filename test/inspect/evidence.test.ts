/** Proves what `explain` says of functions that cannot be read: what was established, what does not count, what might be. */
import * as F from 'floe'
import { explain } from 'floe/inspect'
import { describe, expect, test } from 'vitest'
import { noEvidence } from '../../src/evidence/evidence.ts'
import { version } from '../../src/evidence/version.ts'
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

test('the trace is that of a run with the evidence', () => {
  const both = F.pipe(flights, F.concat(flights), F.filter(isLate))
  expect(explain(both, { trace: true, evidence: noEvidence })).toContain('no rule applies')
  expect(explain(both, { trace: true, evidence: evidenceOf(isLate) })).toContain('push-filter-below-concat')
})
