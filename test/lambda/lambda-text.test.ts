/**
 * Functions read from their text: what is read means what the function does, what is said to be pure is, and no field is read
 * but those that are said.
 */
import { test as check, fc } from '@fast-check/vitest'
import { describe, expect, test } from 'vitest'
import { conforms } from '../../src/data/schema.ts'
import { isQuiet } from '../../src/lambda/is-quiet.ts'
import { isTotal } from '../../src/lambda/is-total.ts'
import { lambda } from '../../src/lambda/lambda.ts'
import { purityOn } from '../../src/lambda/purity-on.ts'
import { readLambda } from '../../src/lambda/read-lambda.ts'
import type { Purity, Reading } from '../../src/lambda/reading.ts'
import { simplify } from '../../src/lambda/simplify.ts'
import { visits } from '../arbitrary/row-shapes.ts'
import { runs } from '../runs.ts'
import { lambdaTexts } from './arbitrary-lambda.ts'
import { inZone } from './in-zone.ts'
import { copyOf, isSameOutcome, outcomeOf } from './outcome.ts'
import { printAndRun } from './print-and-run.ts'
import { visitSchema } from './visit-schema.ts'

interface Read {
  readonly call: (row: unknown) => unknown
  readonly reading: Reading
  readonly onVisits: Purity
}

/** The function of a text, with parameters, and what was read of it; undefined for a text that is none. */
const readText = (text: string, params: readonly [] | readonly [unknown], isStrict: boolean): Read | undefined => {
  try {
    const fn = new Function(`${isStrict ? "'use strict'\n" : ''}return ${text}`)() as (row: unknown) => unknown
    const one = lambda('map', fn, ...params)
    return { call: one.call, reading: readLambda(one as never), onVisits: purityOn(one as never, visitSchema) }
  } catch (thrown) {
    if (thrown instanceof SyntaxError) return undefined
    throw thrown
  }
}

const rows = fc.oneof(
  { weight: 6, arbitrary: visits('specials') },
  { weight: 4, arbitrary: visits('finite') },
  { weight: 1, arbitrary: fc.constantFrom<unknown>(null, 1, 'text', [1, 'b'], [{ id: 1 }, { id: 2 }]) },
)
const params = fc.constantFrom<readonly [] | readonly [unknown]>([], [{ min: 1, id: 2 }], [3], [null])

const show = (text: string, reading: Reading) => ({ text, ...reading })

describe('a function that is read', () => {
  check.prop([lambdaTexts, rows, params, fc.boolean()], { numRuns: runs(1_500) })(
    'means what it does, is pure if it is said to be, and reads what is said',
    (text, row, given, isStrict) => {
      const read = readText(text, given, isStrict)
      if (read === undefined) return
      const { call, reading, onVisits } = read
      if (reading.expression !== undefined) expect(isQuiet(reading.purity)).toBe(true)
      if (!isQuiet(reading.purity)) return
      const before = copyOf({ row, given })
      const outcome = outcomeOf(() => call(row))
      if (!isSameOutcome({ value: { row, given } }, { value: before })) expect(show(text, reading)).toBe('pure')
      if (
        !isSameOutcome(
          outcome,
          outcomeOf(() => call(copyOf(row))),
        )
      )
        expect(show(text, reading)).toBe('the same twice')
      const isPure = reading.purity.verdict === 'pure' || (conforms(visitSchema, row) && onVisits.verdict === 'pure')
      if (
        isPure &&
        !isSameOutcome(
          outcome,
          inZone('Pacific/Kiritimati', () => outcomeOf(() => call(copyOf(row)))),
        )
      )
        expect(show(text, reading)).toBe('the same in each zone')
      if (reading.expression === undefined) return
      if (conforms(visitSchema, row) && isTotal(reading.expression, [visitSchema]) && 'error' in outcome)
        expect(show(text, reading)).toBe('total')
      for (const e of [reading.expression, simplify(reading.expression)]) {
        const found = outcomeOf(() => printAndRun(e)(row))
        if (!isSameOutcome(found, outcome)) expect({ ...show(text, reading), found }).toEqual({ outcome })
      }
      const { fields } = reading
      if (fields === 'all' || typeof row !== 'object' || row === null) return
      const names = new Set<string>()
      const watched = new Proxy(row, {
        get: (target, name) => {
          names.add(String(name))
          return Reflect.get(target, name)
        },
      })
      outcomeOf(() => call(watched))
      const isList = Array.isArray(row)
      const unsaid = [...names].filter(
        (name) => !fields.has(name) && name !== 'Symbol(Symbol.iterator)' && !(isList && name === 'length'),
      )
      if (unsaid.length > 0) expect({ ...show(text, reading), unsaid }).toBe('said')
    },
  )
})

test('random functions are read, pure and impure often enough', () => {
  const readings = fc.sample(lambdaTexts, { numRuns: 800, seed: 7 }).flatMap((text) => readText(text, [], true) ?? [])
  const count = (is: (reading: Reading) => boolean): number => readings.filter(({ reading }) => is(reading)).length
  const counts = {
    all: readings.length,
    quiet: count(({ purity }) => isQuiet(purity)),
    zoned: count(({ purity }) => purity.verdict === 'zoned'),
    impure: count(({ purity }) => purity.verdict === 'impure'),
    read: count(({ expression }) => expression !== undefined),
    narrow: count(({ fields }) => fields !== 'all'),
  }
  expect(counts.all).toBeGreaterThan(500)
  expect(counts.quiet).toBeGreaterThan(250)
  expect(counts.quiet - counts.zoned).toBeGreaterThan(150)
  expect(counts.zoned).toBeGreaterThan(30)
  expect(counts.impure).toBeGreaterThan(60)
  expect(counts.read).toBeGreaterThan(150)
  expect(counts.narrow).toBeGreaterThan(80)
})
