/** What is said of a corpus of functions, and that the pure ones of it are. */
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import * as S from '../../src/data/schema.ts'
import { isQuiet } from '../../src/lambda/is-quiet.ts'
import { lambda } from '../../src/lambda/lambda.ts'
import { purityOn } from '../../src/lambda/purity-on.ts'
import { readLambda } from '../../src/lambda/read-lambda.ts'
import type { Reading } from '../../src/lambda/reading.ts'
import { simplify } from '../../src/lambda/simplify.ts'
import { visits } from '../arbitrary/row-shapes.ts'
import { dateless, impure, pure, read, unknown, zoned } from './corpus.ts'
import { inZone } from './in-zone.ts'
import { copyOf, isSameOutcome, outcomeOf } from './outcome.ts'
import { printAndRun } from './print-and-run.ts'
import { visitSchema } from './visit-schema.ts'

const rows: readonly unknown[] = [
  ...fc.sample(visits('specials'), { numRuns: 8, seed: 1 }),
  ...fc.sample(visits('finite'), { numRuns: 8, seed: 2 }),
  ['a', { x: 1 }],
  'text',
  null,
  3,
]

/** What build tools put in scope. */
const counters = { s: [0], f: [0], b: [[0]] }
const helpers = { __name: (fn: unknown) => fn, cov_1a2b: () => counters }

const functionOf = (text: string): ((row: unknown) => unknown) =>
  new Function(...Object.keys(helpers), `return ${text}`)(...Object.values(helpers))
const readingOf = (text: string): Reading => readLambda(lambda('map', functionOf(text)) as never)

/** On a visit, of which the schema is known. */
const purityOfVisits = (text: string) => purityOn(lambda('map', functionOf(text)) as never, visitSchema)

const dates: readonly unknown[] = [
  ...fc.sample(visits('finite'), { numRuns: 8, seed: 3 }).map((visit) => ({ ...visit, at: new Date(1e12) })),
  // Of these the schema of visits says nothing.
  {
    at: new Date(1e12),
    name: new Date(5e11),
    n: [new Date(5e11)],
    id: new Date(1),
    tags: [[new Date(1)]],
    props: new Map(),
  },
]

const isSameEverywhere = (text: string, row: unknown): boolean => {
  const fn = functionOf(text)
  const of = (zone: string) => inZone(zone, () => outcomeOf(() => fn(copyOf(row))))
  return isSameOutcome(of('Pacific/Kiritimati'), of('America/Lima'))
}

const expectPure = (text: string, reading: Reading): void => {
  const fn = functionOf(text)
  for (const row of rows) {
    const before = copyOf(row)
    const outcome = outcomeOf(() => fn(row))
    expect(isSameOutcome({ value: row }, { value: before }), 'the row is untouched').toBe(true)
    expect(
      isSameOutcome(
        outcome,
        outcomeOf(() => fn(copyOf(row))),
      ),
      'the same twice',
    ).toBe(true)
    if (reading.expression === undefined) continue
    for (const e of [reading.expression, simplify(reading.expression)])
      expect(
        outcomeOf(() => printAndRun(e)(row)),
        'as the function does',
      ).toEqual(outcome)
  }
}

describe('a function', () => {
  test.each(read)('is read: %s', (text) => {
    const reading = readingOf(text)
    expect(isQuiet(reading.purity)).toBe(true)
    expect(reading.why).toBeUndefined()
    expect(reading.expression).toBeDefined()
    expectPure(text, reading)
  })

  test.each(pure)('is pure, and called as it is: %s', (text) => {
    const reading = readingOf(text)
    expect(isQuiet(reading.purity)).toBe(true)
    expect(reading.expression).toBeUndefined()
    expect(reading.why).toEqual(expect.any(String))
    expectPure(text, reading)
  })

  test.each([...read, ...pure])('is the same in each zone if it is said to be pure: %s', (text) => {
    if (readingOf(text).purity.verdict === 'pure')
      for (const row of [...rows, ...dates]) expect(isSameEverywhere(text, row)).toBe(true)
    if (purityOfVisits(text).verdict !== 'pure') return
    for (const row of [...rows, ...dates])
      if (S.conforms(visitSchema, row)) expect(isSameEverywhere(text, row)).toBe(true)
  })

  test.each(zoned)('has no effect, and makes texts of dates: %s', (text) => {
    const { purity, expression } = readingOf(text)
    expect(purity).toEqual({ verdict: 'zoned', why: expect.stringContaining('time zone') })
    expect(expression).toBeDefined()
    expect(purityOfVisits(text)).toEqual(purity)
    expect(dates.every((row) => isSameEverywhere(text, row))).toBe(false)
  })

  test.each(dateless)('is pure where it is known that there are no dates: %s', (text) => {
    expect(readingOf(text).purity.verdict).toBe('zoned')
    expect(purityOfVisits(text)).toEqual({ verdict: 'pure' })
  })

  test.each(impure)('is impure: %s', (text, what) => {
    const { purity, expression } = readingOf(text)
    expect(purity).toMatchObject({ verdict: 'impure', what: expect.stringContaining(what) })
    expect(expression).toBeUndefined()
  })

  test.each(unknown)('is unknown: %s', (text, why) => {
    const { purity, expression } = readingOf(text)
    expect(purity).toMatchObject({ verdict: 'unknown', why: expect.stringContaining(why) })
    expect(expression).toBeUndefined()
  })
})

test('the corpus is large', () => {
  expect(read.length + pure.length + impure.length + unknown.length).toBeGreaterThan(250)
})
