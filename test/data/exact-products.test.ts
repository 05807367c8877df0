/**
 * Exact sums of products, and rounded roots, against fractions of bigints. Numbers come in profiles: some where products
 * are as wide as two doubles, some where they overflow, or where their errors would vanish, and the bounds between.
 */
import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { fromUnits, toUnits } from '../../src/data/double-units.ts'
import { ExactProducts, type ExactProductsState } from '../../src/data/exact-products.ts'
import { roundedRoot } from '../../src/data/rounded-root.ts'
import { isRoundedRoot } from '../aggregate/rationals.ts'
import { runs } from '../runs.ts'

type Pair = readonly [number, number]

const unit = 1n << 1074n
const anyBits = fc
  .bigInt({ min: 0n, max: (1n << 64n) - 1n })
  .map((bits) => new Float64Array(new BigUint64Array([bits]).buffer)[0] as number)
  .map((x) => (Number.isFinite(x) ? x : 1))

/** 53 random bits, times a power of two. */
const scaled = (exponent: fc.Arbitrary<number>) =>
  fc.tuple(fc.maxSafeInteger(), exponent).map(([m, e]) => fromUnits(BigInt(m) << BigInt(Math.min(e, 970) + 1074)))
const within = (min: number, max: number) => scaled(fc.integer({ min, max }))

/** Two numbers whose product is near a power of two, however it is shared between them. */
const aroundPower = (power: number) =>
  fc
    .tuple(within(0, 0), within(0, 0), fc.integer({ min: -600, max: 600 }), fc.integer({ min: -4, max: 4 }))
    .map(([a, b, share, off]): Pair => {
      const one = (power >> 1) + share + off - 53
      return [a * 2 ** one, b * 2 ** (power - (power >> 1) - share - 53)]
    })
    .filter((pair) => pair.every((x) => Number.isFinite(x)))

const pairs = {
  integers: fc.tuple(fc.integer(), fc.integer()),
  fractions: fc.tuple(within(-60, 10), within(-60, 10)),
  'any bits': fc.tuple(anyBits, anyBits),
  'errors at the bottom': aroundPower(-960),
  'errors below the bottom': aroundPower(-1020),
  'products at the top': aroundPower(1000),
  'products beyond the top': aroundPower(1030),
  'factors at the top': fc.tuple(within(935, 970), within(-1000, 10)),
  subnormal: fc.tuple(within(-1074, -1060), within(-100, 900)),
  zeros: fc.tuple(fc.constantFrom(0, -0, 1, -1, 1e200), fc.constantFrom(0, -0, 1, -1, 1e200)),
} satisfies Record<string, fc.Arbitrary<Pair>>
const mixed = fc.oneof(...Object.values(pairs))

const accumulate = (given: readonly Pair[]): ExactProducts => {
  const products = new ExactProducts()
  for (const [x, y] of given) products.add(x, y)
  return products
}

/** In units of 2^-2148. */
const total = (given: readonly Pair[]): bigint => given.reduce((sum, [x, y]) => sum + toUnits(x) * toUnits(y), 0n)

describe.each(Object.entries({ ...pairs, mixed }))('products: %s', (_name, pair) => {
  const list = fc.array(pair, { maxLength: 20 })

  test('each is exact', () => {
    fc.assert(
      fc.property(pair, (given) => {
        expect(accumulate([given]).units()).toBe(total([given]))
      }),
      { numRuns: runs(1000) },
    )
  })

  test('the sum is exact, and rounded once where it is asked for', () => {
    fc.assert(
      fc.property(list, (given) => {
        const products = accumulate(given)
        expect(products.units()).toBe(total(given))
        if (total(given) !== 0n) expect(products.value()).toBe(fromUnits(total(given), unit))
        else expect(Math.abs(products.value())).toBe(0)
      }),
    )
  })

  test('is the same in every order, with the factors exchanged, and through every merge', () => {
    const cut = list.chain((given) =>
      fc.tuple(
        fc.constant(given),
        fc.shuffledSubarray(given, { minLength: given.length }),
        fc.nat({ max: given.length }),
      ),
    )
    fc.assert(
      fc.property(cut, ([given, other, at]) => {
        const state = JSON.stringify(accumulate(given).encode())
        expect(JSON.stringify(accumulate(other.map(([x, y]) => [y, x])).encode())).toBe(state)
        const right = accumulate(given.slice(at))
        const before = JSON.stringify(right.encode())
        const left = accumulate(given.slice(0, at))
        const copy = left.clone()
        left.mergeFrom(right)
        expect(JSON.stringify(left.encode())).toBe(state)
        left.add(3, 5)
        left.add(0.1, 0.1)
        left.add(1e200, 1e200)
        expect(JSON.stringify(right.encode())).toBe(before)
        expect(copy.units()).toBe(total(given.slice(0, at)))
      }),
    )
  })

  test('survives JSON, and goes on from there', () => {
    fc.assert(
      fc.property(list, list, (given, more) => {
        const state = accumulate(given).encode()
        expect(Object.isFrozen(state)).toBe(true)
        const resumed = ExactProducts.decode(JSON.parse(JSON.stringify(state)) as ExactProductsState)
        expect(resumed.encode()).toEqual(state)
        for (const [x, y] of more) resumed.add(x, y)
        expect(resumed.encode()).toEqual(accumulate([...given, ...more]).encode())
      }),
    )
  })
})

describe('products', () => {
  test('with an infinity or NaN are as IEEE 754 has them', () => {
    const some = fc.constantFrom(0, 1, -1, 1e200, Number.NaN, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY)
    fc.assert(
      fc.property(fc.array(fc.tuple(some, some), { maxLength: 5 }), (given) => {
        const special = given.filter((pair) => pair.some((x) => !Number.isFinite(x)))
        const products = accumulate(given)
        if (special.length === 0) expect(products.units()).toBe(total(given))
        else {
          expect(products.units()).toBe(undefined)
          expect(products.value()).toBe(special.reduce((sum, [x, y]) => sum + x * y, 0))
        }
      }),
      { numRuns: runs(500) },
    )
  })

  test('keep the sign of zeros, and are 0 of nothing', () => {
    expect(new ExactProducts().value()).toBe(0)
    expect(new ExactProducts().units()).toBe(0n)
    expect(accumulate([[-0, 1]]).value()).toBe(-0)
    expect(
      accumulate([
        [-0, 1],
        [0, 1],
      ]).value(),
    ).toBe(0)
    expect(
      accumulate([
        [0.1, 0.1],
        [-0.1, 0.1],
      ]).value(),
    ).toBe(0)
    // What is out of bounds and what is within cancel, too.
    expect(
      accumulate([
        [2 ** -480, 2 ** -480],
        [2 ** -481, -(2 ** -480)],
        [2 ** -481, -(2 ** -480)],
      ]).value(),
    ).toBe(0)
  })
})

describe('the rounded root', () => {
  const size = fc.bigInt({ min: 0n, max: 4300n })
  const positive = (least: bigint) =>
    fc
      .tuple(size, fc.bigInt({ min: 0n, max: (1n << 130n) - 1n }), fc.boolean())
      .map(([size, n, isWide]) => (isWide ? n << size : n >> (size % 131n)) || least)

  test('is the nearest double to the root of any fraction', () => {
    fc.assert(
      fc.property(positive(0n), positive(1n), (numerator, denominator) => {
        const root = roundedRoot(numerator, denominator)
        expect(isRoundedRoot([numerator << 2148n, denominator], root)).toBe(true)
      }),
      { numRuns: runs(2000) },
    )
  })

  test('is exact where there is an exact one, and takes the even double next to a tie', () => {
    fc.assert(
      fc.property(fc.bigInt({ min: 1n, max: 1n << 53n }), fc.integer({ min: -500, max: 450 }), (m, e) => {
        const of = (root: bigint) =>
          e < 0 ? roundedRoot(root * root, 1n << BigInt(-2 * e)) : roundedRoot((root * root) << BigInt(2 * e), 1n)
        expect(of(m)).toBe(Number(m) * 2 ** e)
        // Half-way between two doubles of 53 bits, and a trifle to both sides.
        const half = 2n * (m | (1n << 52n)) + 1n
        const [numerator, one] = [(half * half) << 2000n, 1n << 2000n]
        expect(roundedRoot(numerator, one)).toBe(fromUnits(half << 1074n))
        expect(roundedRoot(numerator - 1n, one)).toBe(fromUnits((half - 1n) << 1074n))
        expect(roundedRoot(numerator + 1n, one)).toBe(fromUnits((half + 1n) << 1074n))
      }),
      { numRuns: runs(500) },
    )
  })

  test('reaches from nothing to beyond the doubles', () => {
    expect(roundedRoot(0n, 7n)).toBe(0)
    expect(roundedRoot(1n, 1n << 2148n)).toBe(5e-324)
    expect(roundedRoot(1n, 4n << 2148n)).toBe(0)
    expect(roundedRoot(2n, 7n << 2148n)).toBe(5e-324)
    expect(roundedRoot(1n << 2046n, 1n)).toBe(2 ** 1023)
    expect(roundedRoot(1n << 2048n, 1n)).toBe(Number.POSITIVE_INFINITY)
    expect(roundedRoot((1n << 2048n) - 1n, 1n)).toBe(Number.POSITIVE_INFINITY)
  })
})
