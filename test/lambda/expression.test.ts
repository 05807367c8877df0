/** Expressions: printed code means what they mean; simplifying and substituting change neither values nor errors. */
import { test as check, fc } from '@fast-check/vitest'
import { describe, expect, test } from 'vitest'
import * as S from '../../src/data/schema.ts'
import { conforms } from '../../src/data/schema.ts'
import type { Expression } from '../../src/lambda/expression.ts'
import * as E from '../../src/lambda/expression.ts'
import { fieldsOf } from '../../src/lambda/fields-of.ts'
import { isTotal } from '../../src/lambda/is-total.ts'
import { simplify } from '../../src/lambda/simplify.ts'
import { applyTo, substitute } from '../../src/lambda/substitute.ts'
import { typeOf } from '../../src/lambda/type-of.ts'
import { visits } from '../arbitrary/row-shapes.ts'
import { runs } from '../runs.ts'
import { expressions } from './arbitrary-expression.ts'
import { evaluate } from './evaluate.ts'
import { isSameOutcome, type Outcome, outcomeOf } from './outcome.ts'
import { printAndRun } from './print-and-run.ts'
import { visitSchema } from './visit-schema.ts'

const rows = fc.oneof(
  { weight: 4, arbitrary: visits('specials') },
  { weight: 4, arbitrary: visits('finite') },
  { weight: 1, arbitrary: fc.constantFrom<unknown>(null, undefined, 1, 'text', 3n, [1, 'b'], new Map([['a', 1]])) },
)

const often = { numRuns: runs(500) }

const expectSame = (found: Outcome, expected: Outcome, e: Expression): void => {
  if (!isSameOutcome(found, expected))
    expect({
      found,
      of: JSON.stringify(e, (_, v) => (typeof v === 'bigint' ? `${v}n` : v === undefined ? 'undefined' : v)),
    }).toEqual({ expected })
}

describe('an expression', () => {
  check.prop([expressions(5), rows, rows], often)('printed and run is what it says', (e, row, other) => {
    const expected = outcomeOf(() => evaluate(e, [row, other]))
    expectSame(
      outcomeOf(() => printAndRun(e)(row, other)),
      expected,
      e,
    )
  })

  check.prop([expressions(5), rows, rows], often)('means the same when it is simplified', (e, row, other) => {
    const simple = simplify(e)
    expectSame(
      outcomeOf(() => evaluate(simple, [row, other])),
      outcomeOf(() => evaluate(e, [row, other])),
      e,
    )
  })

  check.prop([expressions(5), visits('specials'), rows], often)(
    'means the same when it is simplified by what is known of its rows',
    (e, row, other) => {
      const simple = simplify(e, [visitSchema])
      expectSame(
        outcomeOf(() => evaluate(simple, [row, other])),
        outcomeOf(() => evaluate(e, [row, other])),
        e,
      )
    },
  )

  check.prop([expressions(4)], often)('that is simple stays the same object', (e) => {
    const simple = simplify(e)
    expect(simplify(simple)).toBe(simple)
  })

  check.prop([expressions(4), expressions(2, ['x', 'y']), rows, rows, rows], often)(
    'with an argument replaced means what it means with the value',
    (e, arg, row, other, local) => {
      const locals = { x: local, y: row, part_1: other }
      const value = outcomeOf(() => evaluate(arg, [row, other], locals))
      if ('error' in value) return
      const expected = outcomeOf(() => evaluate(e, [value.value, other], locals))
      // What is made in each evaluation is not identical to itself, as an argument is.
      const isPrimitive = Object(value.value) !== value.value
      for (const replaced of [...(isPrimitive ? [substitute(e, [arg])] : []), applyTo(e, [arg, E.argument(1)])])
        expectSame(
          outcomeOf(() => evaluate(replaced, [row, other], locals)),
          expected,
          e,
        )
    },
  )

  check.prop([expressions(4, ['x']), rows, rows], often)(
    'with locals that are free is printed with their names',
    (e, row, local) => {
      expectSame(
        outcomeOf(() => printAndRun(e, { x: local })(row, local)),
        outcomeOf(() => evaluate(e, [row, local], { x: local })),
        e,
      )
    },
  )

  check.prop([expressions(4), visits('specials'), visits('finite')], often)(
    'has the type that is said',
    (e, row, other) => {
      const type = typeOf(e, [visitSchema, S.unknown])
      const outcome = outcomeOf(() => evaluate(e, [row, other]))
      if ('value' in outcome && !conforms(type, outcome.value))
        expect({ type: S.printSchema(type), outcome, e }).toBe('fits')
    },
  )

  check.prop([expressions(3), visits('specials'), rows], { numRuns: runs(1_500) })(
    'that is total never throws',
    (e, row, other) => {
      if (!isTotal(e, [visitSchema, S.unknown])) return
      expect(outcomeOf(() => evaluate(e, [row, other]))).toHaveProperty('value')
    },
  )

  check.prop([expressions(4), visits('specials'), rows], often)(
    'reads no field but those that are said',
    (e, row, other) => {
      const fields = fieldsOf(e, 0)
      if (fields === 'all') return
      const read = new Set<string>()
      const watched = new Proxy(row, {
        get: (target, name, receiver) => {
          read.add(String(name))
          return Reflect.get(target, name, receiver)
        },
        ownKeys: () => expect.unreachable(),
      })
      outcomeOf(() => evaluate(e, [watched, other]))
      expect([...read].filter((name) => !fields.has(name) && name !== 'Symbol(Symbol.iterator)')).toEqual([])
    },
  )
})

test('random expressions are total, simple and typed often enough', () => {
  const sample = fc.sample(expressions(3), { numRuns: 2_000, seed: 1 })
  expect(sample.filter((e) => isTotal(e, [visitSchema])).length).toBeGreaterThan(400)
  expect(sample.filter((e) => simplify(e) !== e).length).toBeGreaterThan(200)
  expect(sample.filter((e) => fieldsOf(e, 0) !== 'all').length).toBeGreaterThan(400)
})
