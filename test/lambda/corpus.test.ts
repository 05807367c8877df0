/** What is said of a corpus of functions, and that the pure ones of it are. */
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { lambda } from '../../src/lambda/lambda.ts'
import { readLambda } from '../../src/lambda/read-lambda.ts'
import type { Reading } from '../../src/lambda/reading.ts'
import { simplify } from '../../src/lambda/simplify.ts'
import { visits } from '../arbitrary/row-shapes.ts'
import { impure, pure, read, unknown } from './corpus.ts'
import { copyOf, isSameOutcome, outcomeOf } from './outcome.ts'
import { printAndRun } from './print-and-run.ts'

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
    expect(reading.purity).toEqual({ verdict: 'pure' })
    expect(reading.why).toBeUndefined()
    expect(reading.expression).toBeDefined()
    expectPure(text, reading)
  })

  test.each(pure)('is pure, and called as it is: %s', (text) => {
    const reading = readingOf(text)
    expect(reading.purity).toEqual({ verdict: 'pure' })
    expect(reading.expression).toBeUndefined()
    expect(reading.why).toEqual(expect.any(String))
    expectPure(text, reading)
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
