/** The registers and the estimate by themselves, against what the papers say of them. */
import fc from 'fast-check'
import { describe, expect, it, test } from 'vitest'
import { hashOf } from '../../src/aggregate/hash-of.ts'
import { estimate, hashBits, hashFrom, observe, union } from '../../src/aggregate/hyper-log-log.ts'
import { fingerprint } from '../../src/data/fingerprint.ts'
import { keyOf } from '../../src/data/key.ts'
import { anyRow } from '../data/arbitrary.ts'

const registers = (precision: number, ...hashes: readonly bigint[]) => {
  const found = new Uint8Array(2 ** precision)
  for (const hash of hashes) observe(found, precision, Number(hash))
  return found
}

const hash = fc.bigInt({ min: 0n, max: 2n ** BigInt(hashBits) - 1n })
/** Few bits, so that ranks are great. */
const smallHash = fc.nat(hashBits - 1).chain((bits) => fc.bigInt({ min: 0n, max: 2n ** BigInt(bits) }))
const precision = fc.integer({ min: 4, max: 18 })

describe('registers', () => {
  test('the first bits choose, and the rank is the place of the first 1 in the others', () =>
    fc.assert(
      fc.property(fc.oneof(hash, smallHash), precision, (given, p) => {
        const bits = given.toString(2).padStart(hashBits, '0')
        const index = Number.parseInt(bits.slice(0, p), 2)
        const rank = `${bits.slice(p)}1`.indexOf('1') + 1
        const found = registers(p, given)
        expect(found[index]).toBe(rank)
        found[index] = 0
        expect(found.every((other) => other === 0)).toBe(true)
      }),
    ))

  test('the union is what all hashes give', () =>
    fc.assert(
      fc.property(fc.array(hash), fc.array(hash), (a, b) => {
        const [left, right] = [registers(5, ...a), registers(5, ...b)]
        expect(union(left, right)).toEqual(registers(5, ...a, ...b))
        expect([left, right]).toEqual([registers(5, ...a), registers(5, ...b)])
      }),
    ))
})

describe('the estimate', () => {
  it('of nothing is 0', () => expect(estimate(new Uint8Array(16), 4)).toBe(0))

  it('of registers that are all at one rank is α · m · 2^rank', () => {
    for (const rank of [1, 5, 20]) {
      const size = 2 ** 10
      const found = estimate(new Uint8Array(size).fill(rank), 10)
      const alpha = 0.7213 / (1 + 1.079 / size)
      expect(found / (alpha * size * 2 ** rank)).toBeCloseTo(1, 3)
    }
  })

  it('of few is that of linear counting', () => {
    for (const n of [1, 10, 50]) {
      const found = new Uint8Array(1024)
      for (let i = 0; i < n; i++) found[i * 20] = 1 + (i % 3)
      expect(estimate(found, 10) / (1024 * Math.log(1024 / (1024 - n)))).toBeCloseTo(1, 1)
    }
  })

  test('is what its formula says, summed up the slow way', () => {
    const sum = (term: (k: number) => number) =>
      Array.from({ length: 60 }, (_, i) => term(i + 1)).reduce((a, b) => a + b, 0)
    const sigma = (x: number) => x + sum((k) => x ** (2 ** k) * 2 ** (k - 1))
    const tau = (x: number) => (1 - x - sum((k) => (1 - x ** (2 ** -k)) ** 2 * 2 ** -k)) / 3
    fc.assert(
      fc.property(
        // Where there are no low ranks, the full registers tell.
        fc
          .constantFrom([0, 45], [1, 45], [40, 45], [44, 45])
          .chain(([min = 0, max = 0]) => fc.array(fc.integer({ min, max }), { minLength: 16, maxLength: 16 })),
        (ranks) => {
          const count = (rank: number) => ranks.filter((other) => other === rank).length
          fc.pre(count(0) < 16 && count(45) < 16)
          const full = count(45) === 0 ? 0 : tau(1 - count(45) / 16)
          const most = hashBits - 4
          const all =
            16 * sigma(count(0) / 16) + sum((k) => (k > most ? 0 : count(k) * 2 ** -k)) + 16 * full * 2 ** -most
          const alpha = 1 / (2 * Math.LN2 * (1 + 1.079 / 16))
          expect(estimate(Uint8Array.from(ranks), 4) / ((alpha * 256) / all)).toBeCloseTo(1, 9)
        },
      ),
    )
  })

  it('of full registers is beyond all', () => {
    expect(estimate(new Uint8Array(16).fill(45), 4)).toBe(Number.POSITIVE_INFINITY)
    const nearly = new Uint8Array(16).fill(45, 1)
    nearly[0] = 44
    expect(estimate(nearly, 4)).toBeGreaterThan(2 ** 44)
    expect(estimate(nearly, 4)).toBeLessThan(Number.POSITIVE_INFINITY)
  })
})

describe('hashes', () => {
  const digits = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_'

  test('are the first 48 bits of the fingerprint of the key', () =>
    fc.assert(
      fc.property(anyRow('specials', 1), (value) => {
        let expected = 0n
        for (const digit of fingerprint(keyOf(value)).slice(0, 8))
          expected = expected * 64n + BigInt(digits.indexOf(digit))
        expect(BigInt(hashOf(value))).toBe(expected)
      }),
    ))

  it('have two halves', () => expect(hashFrom(1, 2)).toBe(2 ** 24 + 2))

  it('never change: saved states depend on them', () => {
    expect([hashOf('a'), hashOf(0), hashOf({ a: [1] })]).toEqual([208071837886722, 7991059306098, 199878549007619])
  })
})
