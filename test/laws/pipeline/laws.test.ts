/**
 * Proves that each law of plans is broken by a plan, or an engine, that breaks it alone, and that the stage is named.
 */
import * as F from 'floe'
import * as A from 'floe/aggregate'
import { describe, expect, test } from 'vitest'
import { pipelineBy } from '../../../src/laws/pipeline/subject.ts'
import { taking } from './broken-engines.ts'
import { breakers, innerJoins } from './broken-plans.ts'
import { atAirports, flights } from './flights.ts'
import { breachOf, reportOf, withVerdict } from './verdicts.ts'

describe('each law is broken alone', () => {
  test.each(Object.entries(breakers).map(([id, [name, broken]]) => [id, name, broken] as const))(
    '%s by %s',
    async (id, _, broken) => {
      expect(withVerdict(await reportOf(broken), 'broken')).toEqual([id])
    },
  )

  test('of all there are', async () => {
    const { laws } = await pipelineBy(flights, {})
    expect(Object.keys(breakers).sort()).toEqual(laws.map(({ id }) => id).sort())
  })
})

describe('the stage is named', () => {
  test('at which an engine goes another way, in the middle of a plan', async () => {
    const joined = F.pipe(
      atAirports,
      F.filter((f) => f.delay > 5),
      F.map((f) => ({ ...f, hours: f.delay / 60 })),
      F.groupBy((f) => f.isKnown, { n: A.count() }),
    )
    const breach = breachOf(await reportOf({ plan: joined, engines: [F.reference, taking(innerJoins)] }))
    expect(breach?.what).toBe(
      'the engine wrong gives something else than reference, at join left on (f) => f.origin = (a) => a.code',
    )
    expect(breach).toMatchObject({ path: 'rows[0]', after: 'absent, of 0 rows' })
  })

  test('that counts', async () => {
    const breach = breachOf(await reportOf(breakers.I1[1]))
    expect(breach?.what).toBe(
      'run again over the same rows it gave something else, at map (f) => ({ ...f, n: counter++ })',
    )
    expect(breach?.path).toBe('rows[0].n')
  })

  test('that asks for the time, and the line', async () => {
    const breach = breachOf(await reportOf(breakers.S7[1]))
    expect(breach?.what).toMatch(
      /^with the clock at .*, it gave something else, at map \(f\) => \({ \.\.\.f, on: new Date\(\)\.getUTCFullYear\(\) }\): it reads new Date\(\)$/,
    )
    expect(breach?.path).toBe('rows[0].on')
    expect(breach?.line).toMatch(/broken-plans\.ts:\d+:\d+/)
  })

  test('that writes', async () => {
    const breach = breachOf(await reportOf(breakers.S1[1]))
    expect(breach?.what).toMatch(/^the rows of a source were changed, at map \(f\) => Object\.assign/)
    expect(breach).toMatchObject({ path: 'sources[0][0].late', before: 'absent' })
  })

  test('that goes by the order of a bag', async () => {
    const breach = breachOf(await reportOf(breakers.E12[1]))
    expect(breach?.what).toMatch(
      /^with the rows of bags in another order the engine \w+ gives something else, at aggregate \{ codes: codes \}$/,
    )
    expect(breach?.path).toBe('rows[0].codes')
  })
})

test('what is shown is small', async () => {
  const laws = await reportOf(breakers.E0[1])
  expect(laws.find(({ failure }) => failure)?.failure?.instance).toMatch(/^rows \[\{[^{}]*\}\], rows \[\]$/)
})
