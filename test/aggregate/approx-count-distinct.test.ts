/**
 * `approxCountDistinct`: lawful, exact where it says so, and within its stated error over a fixed list of seeds: the values
 * are made from the seeds, so what was once within the error stays there.
 */
import fc from 'fast-check'
import { describe, expect, it, test } from 'vitest'
import * as A from '../../src/aggregate/index.ts'
import { printSchema } from '../../src/data/schema.ts'
import { anyRow, anyTightRow } from '../data/arbitrary.ts'
import { aggregateLaws } from './laws.ts'
import { sameEncoding } from './same-encoding.ts'

const value = fc.oneof(anyTightRow(), anyRow('specials', 1))
const number = fc.nat(40)

// Of 4 hashes at precision 7, and of none at precision 4, nothing is kept but registers.
const at = (precision: number) => () => A.approxCountDistinct({ precision }, (x: unknown) => x)
aggregateLaws('approxCountDistinct of values', at(14), value)
aggregateLaws('approxCountDistinct, half of it in registers', at(7), number)
aggregateLaws('approxCountDistinct in registers', at(4), number)
sameEncoding('of values', at(14), value)
sameEncoding('half of it in registers', at(7), number)
sameEncoding('in registers', at(4), number, 60)

const upTo = (n: number) => Array.from({ length: n }, (_, i) => i)

describe('few values', () => {
  test('are counted as countDistinct does', () =>
    fc.assert(
      fc.property(fc.array(value, { maxLength: 30 }), (values) => {
        expect(A.fold(at(14)())(values)).toBe(A.fold(A.countDistinct((x: unknown) => x))(values))
      }),
    ))

  it('are exact up to 2^(precision - 5), however often they come', () => {
    for (const precision of [5, 8, 10, 14, 18]) {
      const n = 2 ** (precision - 5)
      const values = [...upTo(n), ...upTo(n)]
      expect(A.fold(at(precision)())(values)).toBe(n)
      const { init, step, encode } = at(precision)()
      expect(encode(values.reduce(step, init()))).toHaveLength(n)
      expect(encode([...values, 'one more'].reduce<A.State>(step, init()))).toBeTypeOf('string')
    }
  })

  it('are some number even in 16 registers', () => {
    const counts = upTo(9).map((n) => A.fold(at(4)())(upTo(n)))
    expect(counts.slice(0, 3)).toEqual([0, 1, 2])
    for (const [n, count] of counts.entries()) expect(Math.abs(count - n)).toBeLessThanOrEqual(n * 0.26 * 4)
  })
})

/** Different values of one kind, others for other seeds. */
const kinds: Readonly<Record<string, (seed: number, i: number) => unknown>> = {
  'whole numbers': (seed, i) => seed * 1e6 + i,
  fractions: (seed, i) => (seed * 1e6 + i) / 100,
  text: (seed, i) => `${i}-${seed}`,
  dates: (seed, i) => new Date(seed * 1e9 + i * 1000),
  rows: (seed, i) => ({ id: i, shop: { seed } }),
}

const errorsOf = (precision: number, n: number, seeds: number, make: (seed: number, i: number) => unknown) => {
  const standard = 1.04 / Math.sqrt(2 ** precision)
  return upTo(seeds).map((seed) => {
    const counted = A.approxCountDistinct({ precision }, (i: number) => make(seed, i))
    return (A.fold(counted)(upTo(n)) / n - 1) / standard
  })
}

const mean = (xs: readonly number[]) => xs.reduce((sum, x) => sum + x, 0) / xs.length

describe('many values: errors in standard errors', () => {
  for (const [name, make] of Object.entries(kinds))
    it(`are never above 4, and seldom above 2: ${name}`, () => {
      const errors = [100, 1000, 6000].flatMap((n) => errorsOf(10, n, 20, make))
      expect(Math.max(...errors.map(Math.abs))).toBeLessThan(4)
      expect(errors.filter((e) => Math.abs(e) > 2).length).toBeLessThan(0.1 * errors.length)
    })

  it('are of the size that is stated, with no bias', () => {
    for (const [precision, n] of [
      [6, 40],
      [6, 2000],
      [10, 300],
      [10, 3000],
    ] as const) {
      const errors = errorsOf(precision, n, 150, (seed, i) => seed * 1e6 + i)
      // The mean of 150 has a standard error of 0.08.
      expect(Math.abs(mean(errors))).toBeLessThan(0.25)
      expect(Math.sqrt(mean(errors.map((e) => e * e)))).toBeLessThan(1.15)
    }
  })

  it('have no bias in few registers either, where it would show', () => {
    for (const [precision, n] of [
      [4, 300],
      [5, 600],
    ] as const) {
      const errors = errorsOf(precision, n, 400, (seed, i) => seed * 1e6 + i)
      // Flajolet's constant takes 0.26 and 0.18 away; the mean of 400 has a standard error of 0.05.
      expect(Math.abs(mean(errors))).toBeLessThan(0.11)
    }
  })

  it('hold at each precision, and at the usual one', () => {
    for (const precision of [4, 5, 7, 9, 12, 14, 16, 18])
      for (const e of errorsOf(precision, 30_000, 2, (seed, i) => `user ${seed * 1e6 + i}`))
        expect(Math.abs(e)).toBeLessThan(4)
    const count = A.fold(A.approxCountDistinct((n: number) => n))(upTo(100_000))
    expect(Math.abs(count / 100_000 - 1)).toBeLessThan(2 * 0.0081)
  })

  it('are the same for values that are the same as keys', () => {
    const counted = (make: (i: number) => unknown) => A.fold(at(6)())(upTo(500).map(make))
    expect(counted((i) => ({ a: i, b: -0 }))).toBe(counted((i) => ({ b: 0, a: i })))
    expect(counted((i) => new Set([i, -1]))).toBe(counted((i) => new Set([-1, i])))
    expect(counted((i) => [i, -0])).not.toBe(counted((i) => [i, 1]))
  })
})

describe('the rest', () => {
  it('states stay small', () => {
    const { init, step, encode } = at(14)()
    expect((encode(upTo(20_000).reduce<A.State>(step, init())) as string).length).toBeLessThan(22_000)
  })

  it('precision is a whole number from 4 to 18', () => {
    for (const precision of [3, 19, 10.5, Number.NaN, '12' as unknown as number])
      expect(at(precision)).toThrow(
        expect.objectContaining({
          _tag: 'InvalidArgument',
          summary: expect.stringMatching(
            /^precision of approxCountDistinct was given .+, and takes a whole number from 4 to 18$/,
          ),
        }),
      )
  })

  it('names, claims, parameters', () => {
    const plain = (text: string): string => text.replace(/[\s()]/g, '')
    const f = (n: number, p: { readonly by: number }) => n % p.by
    const aggregate = A.approxCountDistinct(f, { by: 3 })
    expect(A.fold(aggregate)(upTo(10))).toBe(3)
    expect(A.fold(A.approxCountDistinct({ precision: 12 }, f, { by: 3 }))(upTo(10))).toBe(3)
    expect(plain(aggregate.name)).toBe(plain('approxCountDistinct (n, p) => n % p.by with { by: 3 }'))
    expect(plain(at(12)().name)).toBe(plain('approxCountDistinct { precision: 12 } (x) => x'))
    expect([aggregate.needs, aggregate.splits, printSchema(aggregate.schema)]).toEqual(['bag', true, 'number'])
    expect(A.approxCountDistinct({}, f, { by: 3 }).name).toBe(aggregate.name)
    expect(() => A.fold(A.approxCountDistinct((x: unknown) => x))([() => 1])).toThrow(/NotARow/)
    for (const given of [undefined, null, 12])
      expect(() => A.approxCountDistinct(given as never)).toThrow(/approxCountDistinct was given .+ takes a function/)
  })
})
