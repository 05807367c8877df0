/**
 * Proves that properties begin with the seed of the run, in both ways of writing them, and what may be asked for.
 */
import { test as propertyTest } from '@fast-check/vitest'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { seedOf } from '../seed.ts'

const drawn = (seed?: number): readonly number[] => {
  const values: number[] = []
  fc.assert(
    fc.property(fc.integer(), (n) => void values.push(n)),
    seed === undefined ? {} : { seed },
  )
  return values
}

describe('the seed', () => {
  const seed = seedOf(process.env.FLOE_SEED)

  test('is the same for every property of a run', () => {
    expect(drawn()).toEqual(drawn())
    expect(drawn()).toEqual(drawn(seed))
    expect(drawn()).not.toEqual(drawn(seed + 1))
    expect(fc.sample(fc.integer())).toEqual(fc.sample(fc.integer(), { seed }))
  })

  const values: number[] = []
  propertyTest.prop([fc.integer()])('is that of properties that are tests', (n) => void values.push(n))
  test('is that of properties that were tests', () => expect(values).toEqual(drawn(seed)))

  test('is one number, unless another is asked for', () => {
    expect(seedOf(undefined)).toBe(seedOf(''))
    expect(seedOf('-7')).toBe(-7)
    expect(new Set(Array.from({ length: 9 }, () => seedOf('random'))).size).toBeGreaterThan(1)
    for (const seed of Array.from({ length: 99 }, () => seedOf('random'))) expect(seedOf(String(seed))).toBe(seed)
  })

  test.each(['x', '1.5', '2147483648'])('is not %o', (asked) => {
    expect(() => seedOf(asked)).toThrow(`FLOE_SEED is ${asked}`)
  })
})
