/**
 * Proves that what goes by chance goes by content and seed alone, and that chance is even.
 */
import fc from 'fast-check'
import * as F from 'floe'
import { expect, test } from 'vitest'
import { chanceOf } from '../../../src/data/chance-of.ts'
import { fingerprint } from '../../../src/data/fingerprint.ts'
import { anyRow } from '../../data/arbitrary.ts'

const rowsOf = async <A>(dataset: F.Bag<A>): Promise<readonly string[]> =>
  (await F.toList(dataset)).map((row) => fingerprint(row) as string).toArray()
const seeds = fc.oneof(fc.integer(), fc.string())
const someRows = fc.array(anyRow(), { maxLength: 12 })
const permuted = someRows.chain((rows) =>
  fc.tuple(fc.constant(rows), fc.shuffledSubarray(rows, { minLength: rows.length })),
)

test('sample keeps the same rows in every order and every partition', () =>
  fc.assert(
    fc.asyncProperty(
      permuted,
      seeds,
      fc.double({ min: 0, max: 1, noNaN: true }),
      async ([rows, others], seed, fraction) => {
        const sample = F.sample(fraction, { seed })
        const kept = await rowsOf(sample(F.rows(rows)))
        expect([...(await rowsOf(sample(F.rows(others))))].sort()).toEqual([...kept].sort())
        const parts = [rows.slice(0, 3), rows.slice(3)].map((part) => rowsOf(sample(F.rows(part))))
        expect((await Promise.all(parts)).flat()).toEqual(kept)
      },
    ),
  ))

test('a larger fraction keeps the same rows and more; none and all are none and all', () =>
  fc.assert(
    fc.asyncProperty(someRows, seeds, fc.double({ min: 0, max: 0.5, noNaN: true }), async (rows, seed, fraction) => {
      const few = await rowsOf(F.sample(fraction, { seed })(F.rows(rows)))
      const more = await rowsOf(F.sample(2 * fraction, { seed })(F.rows(rows)))
      expect(more).toEqual(expect.arrayContaining([...few]))
      expect(await rowsOf(F.sample(0, { seed })(F.rows(rows)))).toEqual([])
      expect(await rowsOf(F.sample(1, { seed })(F.rows(rows)))).toEqual(rows.map((row) => fingerprint(row) as string))
    }),
  ))

test('shuffle gives all rows, in an order that does not depend on theirs', () =>
  fc.assert(
    fc.asyncProperty(permuted, seeds, async ([rows, others], seed) => {
      const shuffled = await rowsOf(F.shuffle({ seed })(F.rows(rows)))
      expect(await rowsOf(F.shuffle({ seed })(F.rows(others)))).toEqual(shuffled)
      expect([...shuffled].sort()).toEqual(rows.map((row) => fingerprint(row) as string).sort())
    }),
  ))

test('chance is even: over many rows, and between seeds', () => {
  // Of 20,000 rows some 14 in a tenth off the mean are one standard deviation; five of them are 212.
  for (const seed of [0, 1, 'a', 'another seed']) {
    const tenths = new Array<number>(10).fill(0)
    for (let n = 0; n < 20_000; n++) {
      const chance = chanceOf(seed, { n, name: `row ${n}` })
      expect(chance >= 0 && chance < 1).toBe(true)
      tenths[Math.floor(chance * 10)] = (tenths[Math.floor(chance * 10)] ?? 0) + 1
    }
    for (const count of tenths) expect(Math.abs(count - 2000)).toBeLessThan(212)
  }
  let both = 0
  for (let n = 0; n < 20_000; n++) if (chanceOf(0, n) < 0.5 && chanceOf(1, n) < 0.5) both++
  expect(Math.abs(both - 5000)).toBeLessThan(310)
})
