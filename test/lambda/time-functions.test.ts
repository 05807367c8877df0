/** Proves what is known of `floe/time`: every function is in the table, gives what it is said to, and throws nowhere it is not to. */
import fc from 'fast-check'
import * as T from 'floe/time'
import * as O from 'fp-ts/lib/Option.js'
import { describe, expect, test } from 'vitest'
import * as S from '../../src/data/schema.ts'
import { argument, call, constant } from '../../src/lambda/expression.ts'
import { isTotal } from '../../src/lambda/is-total.ts'
import { knownFunctionOf } from '../../src/lambda/known-functions.ts'
import { resolveValue } from '../../src/lambda/resolve-name.ts'
import { timeFunctions } from '../../src/lambda/time-functions.ts'
import { typeOf } from '../../src/lambda/type-of.ts'

const times = [S.number, S.date, S.null, S.undefined, S.union([S.number, S.null]), S.unknown, S.string]
const values = fc.oneof(
  fc.double(),
  fc.integer(),
  fc.date(),
  fc.constantFrom(null, undefined, Number.NaN, 'no time', '2024-01-31T12:00Z', 3n),
)
const rest: readonly (readonly unknown[])[] = [[], ['day'], [2, 'month'], [0, 'hour'], ['month', 'Europe/Paris']]

describe('functions of floe/time', () => {
  test('are known, all of them', () => {
    for (const [name, fn] of Object.entries(T)) expect(knownFunctionOf(fn)?.name).toBe(`floe/time ${name}`)
    expect(timeFunctions.map(({ fn }) => fn).toSorted()).toEqual(Object.values(T).toSorted())
  })

  test('give what is said of them, and throw only where they may', () => {
    const seen = new Map<string, number>()
    fc.assert(
      fc.property(
        fc.constantFrom(...timeFunctions),
        fc.constantFrom(...times),
        values,
        fc.constantFrom(...rest),
        ({ fn, name }, schema, value, others) => {
          if (!S.conforms(schema, value)) return
          const e = call(fn as never, undefined, [argument(0), ...others.map(constant)])
          const total = isTotal(e, [schema])
          let given: unknown
          try {
            given = (fn as (...args: readonly unknown[]) => unknown)(value, ...others)
          } catch (thrown) {
            if (total) throw thrown
            return
          }
          seen.set(name, (seen.get(name) ?? 0) + 1)
          expect([name, given, S.conforms(typeOf(e, [schema]), given)]).toEqual([name, given, true])
        },
      ),
      { numRuns: 5000 },
    )
    expect(seen.size).toBe(timeFunctions.length)
  })
})

test('none of fp-ts is a constant, and nothing that looks almost like it', () => {
  expect(resolveValue('none', O.none).kind).toBe('constant')
  for (const other of [{ _tag: 'Some' }, { _tag: 'None', value: 1 }, { none: 'None' }, Object.create({ _tag: 'None' })])
    expect(resolveValue('other', other).kind).toBe('unknown')
})
