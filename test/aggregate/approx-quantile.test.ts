/** `approxQuantile`: lawful, and never farther from the true number than it says, whatever the numbers. */
import fc from 'fast-check'
import { describe, expect, it, test } from 'vitest'
import * as A from '../../src/aggregate/index.ts'
import { bucketOf, middleOf, stepsFor } from '../../src/aggregate/quantile-buckets.ts'
import { sortCanonically } from '../../src/data/canonical-order.ts'
import { toUnits } from '../../src/data/double-units.ts'
import { printSchema } from '../../src/data/schema.ts'
import { FloeError } from '../../src/error/floe-error.ts'
import { runs } from '../runs.ts'
import { aggregateLaws } from './laws.ts'
import { cents, finite, mixed, specials } from './numbers.ts'
import { sameEncoding } from './same-encoding.ts'

type Given = number | null | undefined
const orNull = (numbers: fc.Arbitrary<number>): fc.Arbitrary<Given> =>
  fc.oneof({ weight: 4, arbitrary: numbers }, { weight: 1, arbitrary: fc.constantFrom(null, undefined) })

for (const [profile, numbers] of Object.entries({ mixed, specials })) {
  const make = () => A.approxQuantile({ p: 0.4, relativeError: 0.1 }, (x: Given) => x)
  aggregateLaws(`approxQuantile of ${profile}`, make, orNull(numbers))
  sameEncoding(`approxQuantile of ${profile}`, make, orNull(numbers))
}

const size = (n: bigint) => (n < 0n ? -n : n)

/** Whether `found` is as near to `x` as it must be: exactly, in whole numbers of 2^-1074. */
const isNear = (found: number, x: number, relativeError: number): boolean => {
  if (!Number.isFinite(x) || x === 0) return Object.is(found, x)
  if (!Number.isFinite(found) || found === 0) return Object.is(found, 0 * x) && Math.abs(x) < 2 ** -1022
  const [one, allowed] = [toUnits(1), toUnits(relativeError) * size(toUnits(x))]
  // Half a unit for the rounding of the subnormal.
  const rounding = Math.abs(x) < 2 ** -1022 ? one / 2n : 0n
  return size(toUnits(found) - toUnits(x)) * one <= allowed + rounding
}

const anyError = fc.oneof(
  fc.constantFrom(0.5, 1 / 3, 0.25, 1 / 9, 1 / 17, 1 / 129, 0.1, 0.02, 0.01, 0.005, 0.001, 0.0001, 0.00001),
  fc.double({ min: 0.00001, max: 0.5, noNaN: true }),
)

/** Doubles of all magnitudes, subnormal ones among them. */
const anyDouble = fc.oneof(
  fc.double(),
  specials,
  mixed,
  cents,
  fc.integer({ min: 1, max: 10_000 }).map((n) => n * 2 ** -1074),
  fc.integer({ min: -1074, max: 1023 }).map((e) => 2 ** e),
)

const word = new Float64Array(1)
const bits = new BigInt64Array(word.buffer)
/** The double so many doubles farther from 0. */
const farther = (x: number, by: bigint): number => {
  word[0] = x
  bits[0] = (bits[0] as bigint) + by
  return word[0] as number
}

describe('buckets', () => {
  test('are in the order of numbers', () =>
    fc.assert(
      fc.property(anyDouble, anyDouble, anyError, (a, b, e) => {
        const [x, y] = sortCanonically([a, b]) as [number, number]
        const steps = stepsFor(e)
        expect(bucketOf(x, steps)).toBeLessThanOrEqual(bucketOf(y, steps))
        expect(Number.isSafeInteger(bucketOf(x, steps))).toBe(true)
      }),
      { numRuns: runs(2000) },
    ))

  test('have a middle that is near to all their numbers, and in the bucket', () =>
    fc.assert(
      fc.property(anyDouble, anyError, (x, e) => {
        const steps = stepsFor(e)
        const middle = middleOf(bucketOf(x, steps), steps)
        if (!isNear(middle, x, e)) throw new Error(`${middle} for ${x}`)
        if (Math.abs(x) >= 2 ** -1022) expect(bucketOf(middle, steps)).toBe(bucketOf(x, steps))
      }),
      { numRuns: runs(5000) },
    ))

  test('where they end, too', () =>
    fc.assert(
      fc.property(fc.double({ min: 2 ** -1000, max: 2 ** 1000, noNaN: true }), anyError, (x, e) => {
        const steps = stepsFor(e)
        const bucket = bucketOf(x, steps)
        let inside = x
        let by = 1n
        while (bucketOf(farther(x, by), steps) === bucket) by *= 2n
        for (; by > 0n; by /= 2n) if (bucketOf(farther(inside, by), steps) === bucket) inside = farther(inside, by)
        const outside = farther(inside, 1n)
        expect(bucketOf(outside, steps)).toBe(bucket + 1)
        if (!isNear(middleOf(bucket, steps), inside, e)) throw new Error(`${middleOf(bucket, steps)} for ${inside}`)
        if (!isNear(middleOf(bucket + 1, steps), outside, e)) throw new Error(`${outside}`)
      }),
      { numRuns: runs(300) },
    ))

  it('of an error that ends a step on the bit, too', () => {
    // Without room for rounding, powers of two would be too far from the middle, by a unit in the last place.
    for (const e of [1 / 9, 1 / 17, 1 / 129, 1 / 513, 1 / 1025])
      expect(isNear(middleOf(bucketOf(1, stepsFor(e)), stepsFor(e)), 1, e)).toBe(true)
  })

  it('have a middle that is as far from where they begin as from where the next one begins', () => {
    const steps = stepsFor(0.03)
    const begins = (bucket: number) => {
      let [before, first] = [1, 4]
      while (farther(before, 1n) < first) {
        const middle = (before + first) / 2
        if (bucketOf(middle, steps) < bucket) before = middle
        else first = middle
      }
      return first
    }
    for (let bucket = bucketOf(1, steps) + 1; bucket < bucketOf(3, steps); bucket++) {
      const [a, b] = [begins(bucket), begins(bucket + 1)]
      expect(middleOf(bucket, steps)).toBeCloseTo((2 * a * b) / (a + b), 14)
    }
  })

  it('are as many as the docs say', () => {
    const steps = stepsFor(0.01)
    expect(steps).toBe(50)
    const between = (a: number, b: number) => bucketOf(b, steps) - bucketOf(a, steps)
    expect(between(1, 2)).toBe(50)
    expect(Math.abs(between(1, 10) - 166)).toBeLessThan(5)
    expect(Math.abs(between(1, 1e6) - 1000)).toBeLessThan(10)
    expect(2 * between(5e-324, Number.MAX_VALUE)).toBeLessThan(210_000)
  })

  it('never change: saved states depend on them', () => {
    expect(
      [0, -0, 1, -1, 1.99, 1000, 5e-324, Number.MAX_VALUE, Infinity, -Infinity, NaN].map((x) => bucketOf(x, 50)),
    ).toEqual([1, -1, 53751, -53751, 53800, 54248, 51, 104950, 104951, -104951, 105001])
  })
})

const exactly = (numbers: readonly number[], p: number): number =>
  sortCanonically(numbers)[Math.floor(p * (numbers.length - 1))] as number

describe('the error is never above what is said', () => {
  const profiles = { mixed, cents, finite, specials, doubles: anyDouble }
  for (const [profile, numbers] of Object.entries(profiles))
    test(profile, () =>
      fc.assert(
        fc.property(
          fc.array(numbers, { minLength: 1, maxLength: 40 }),
          fc.oneof(fc.constantFrom(0, 0.5, 0.9, 1), fc.double({ min: 0, max: 1, noNaN: true })),
          anyError,
          (given, p, relativeError) => {
            const found = A.fold(A.approxQuantile({ p, relativeError }, (x: number) => x))(given) as number
            const x = exactly(given, p)
            if (!isNear(found, x, relativeError)) throw new Error(`${found} for ${x}`)
          },
        ),
        { numRuns: runs(500) },
      ),
    )

  /** A sequence of numbers between 0 and 1, another for each seed. Park and Miller's. */
  const uniform = (seed: number) => {
    let state = seed
    return () => {
      state = (state * 48_271) % 2_147_483_647
      return state / 2_147_483_647
    }
  }
  const distributions: Readonly<Record<string, (u: () => number) => number>> = {
    uniform: (u) => u() * 100,
    exponential: (u) => -Math.log(u()),
    'of a long tail': (u) => u() ** -2,
    'of both signs': (u) => (u() + u() + u() + u() - 2) * 1e-5,
    'of few values': (u) => Math.floor(u() * 5),
    'in two heaps': (u) => (u() < 0.5 ? 1 + u() / 1000 : 1e9 + u()),
  }
  for (const [name, draw] of Object.entries(distributions))
    it(`numbers ${name}`, () => {
      for (const seed of [1, 2, 3]) {
        const u = uniform(seed)
        const numbers = Array.from({ length: 3000 }, () => draw(u))
        const sorted = sortCanonically(numbers)
        for (const relativeError of [0.05, 0.01, 0.001])
          for (const p of [0, 0.01, 0.25, 0.5, 0.75, 0.9, 0.99, 0.999, 1]) {
            const found = A.fold(A.approxQuantile({ p, relativeError }, (x: number) => x))(numbers) as number
            const x = sorted[Math.floor(p * 2999)] as number
            if (!isNear(found, x, relativeError)) throw new Error(`${found} for ${x}, p = ${p}`)
          }
      }
    })
})

describe('exact', () => {
  const quantile = (p: number) => A.fold(A.approxQuantile(p, (x: number) => x))
  it('at both ends, as min and max', () =>
    fc.assert(
      fc.property(fc.array(anyDouble, { minLength: 1 }), (numbers) => {
        expect(quantile(0)(numbers)).toBe(A.fold(A.min((x: number) => x))(numbers))
        expect(quantile(1)(numbers)).toBe(A.fold(A.max((x: number) => x))(numbers))
      }),
    ))

  it('where all numbers are one', () =>
    fc.assert(
      fc.property(anyDouble, fc.integer({ min: 1, max: 9 }), (x, n) => {
        expect(quantile(0.5)(Array.from({ length: n }, () => x))).toBe(x)
      }),
    ))

  it('for an error of 0.00001, nearly', () => {
    const numbers = Array.from({ length: 1001 }, (_, i) => i)
    const aggregate = A.approxQuantile({ p: 0.5, relativeError: 0.00001 }, (x: number) => x)
    expect(Math.abs((A.fold(aggregate)(numbers) as number) - 500)).toBeLessThan(0.005)
  })
})

describe('the rest', () => {
  const refusal = (make: () => unknown): FloeError => {
    try {
      make()
    } catch (thrown) {
      if (thrown instanceof FloeError) return thrown
    }
    throw new Error('no FloeError was thrown')
  }

  it('p is from 0 to 1, and the error from 0.00001 to 0.5', () => {
    const f = (x: number) => x
    for (const p of [-0.1, 1.1, Number.NaN, ...(['0.5', null] as unknown as number[])]) {
      const error = refusal(() => A.approxQuantile(p, f))
      expect(error._tag).toBe('InvalidArgument')
      expect(error.summary).toMatch(/^approxQuantile was given .+, and takes a number from 0 to 1$/)
    }
    for (const relativeError of [0, 0.51, -1, Number.NaN, null as unknown as number]) {
      const error = refusal(() => A.approxQuantile({ p: 0.5, relativeError }, f))
      expect(error._tag).toBe('InvalidArgument')
      expect(error.summary).toMatch(
        /^relativeError of approxQuantile was given .+, and takes a number from 0.00001 to 0.5$/,
      )
    }
  })

  it('takes nothing but numbers', () => {
    const aggregate = A.approxQuantile(0.5, (x: unknown) => x as number)
    for (const given of ['1', 1n, true, new Date(0)])
      expect(refusal(() => A.fold(aggregate)([1, given]))).toMatchObject({ _tag: 'InvalidRow', expected: 'number' })
  })

  it('names, claims, parameters', () => {
    const plain = (text: string): string => text.replace(/[\s()]/g, '')
    const times = (n: number, p: { readonly k: number }) => n * p.k
    const aggregate = A.approxQuantile(1, times, { k: 10 })
    expect(A.fold(aggregate)([1, 2])).toBe(20)
    expect(plain(aggregate.name)).toBe(plain('approxQuantile 1 (n, p) => n * p.k with { k: 10 }'))
    expect(plain(A.approxQuantile({ p: 0.5, relativeError: 0.02 }, (x: number) => x).name)).toBe(
      plain('approxQuantile { p: 0.5, relativeError: 0.02 } (x) => x'),
    )
    expect([aggregate.needs, aggregate.splits, printSchema(aggregate.schema)]).toEqual(['bag', true, 'number'])
  })
})
