/**
 * Proves what grouping by several keys means: by one key made of them; and that `rollup` is grouping by each beginning of
 * the keys, whatever they are, null and undefined among them.
 */
import fc from 'fast-check'
import * as F from 'floe'
import * as A from 'floe/aggregate'
import { describe, expect, test } from 'vitest'
import type { Visit } from '../../arbitrary/row-shapes.ts'
import { expectSameBag, fails, holds, keys, rowsOf, visitRows } from './laws.ts'

const { pipe, rows } = F

const aggregates = {
  n: A.count(),
  total: A.sum((v: Visit) => v.tags.length),
  first: A.first((v: Visit) => v.id),
  all: A.toList<Visit>(),
}

describe('groupBy', () => {
  test('a key called key is a key without a name', () =>
    holds(visitRows, keys, (xs, key) =>
      expectSameBag(pipe(rows(xs), F.groupBy({ key }, aggregates)), pipe(rows(xs), F.groupBy(key, aggregates))),
    ))
  test('several keys are one key made of them', () =>
    holds(visitRows, keys, keys, (xs, a, b) =>
      expectSameBag(
        pipe(rows(xs), F.groupBy({ a, b }, aggregates)),
        pipe(
          rows(xs),
          F.groupBy((v) => [a(v), b(v)], aggregates),
          F.map(({ key, ...rest }) => ({ a: key[0], b: key[1], ...rest })),
        ),
      ),
    ))
  test('the order of the keys does not count', () =>
    holds(visitRows, keys, keys, (xs, a, b) =>
      expectSameBag(pipe(rows(xs), F.groupBy({ a, b }, aggregates)), pipe(rows(xs), F.groupBy({ b, a }, aggregates))),
    ))
  test('a second key may make more groups', () =>
    fails(visitRows, keys, keys, async (xs, a, b) => {
      const one = await rowsOf(pipe(rows(xs), F.groupBy({ a }, {})))
      expect(await rowsOf(pipe(rows(xs), F.groupBy({ a, b }, {})))).toHaveLength(one.length)
    }))
  test('countBy and sumBy are what they stand for', () =>
    holds(visitRows, keys, async (xs, key) => {
      const number = (v: Visit) => v.id / 3
      await expectSameBag(pipe(rows(xs), F.countBy(key)), pipe(rows(xs), F.groupBy(key, { n: A.count() })))
      await expectSameBag(pipe(rows(xs), F.sumBy(key, number)), pipe(rows(xs), F.groupBy(key, { sum: A.sum(number) })))
    }))
})

describe('rollup', () => {
  test('is groupBy by all keys, by all but the last, and so on, and aggregate', () =>
    holds(visitRows, keys, keys, (xs, a, b) =>
      expectSameBag(
        pipe(rows(xs), F.rollup({ a, b }, aggregates)),
        pipe(
          pipe(
            rows(xs),
            F.groupBy({ a, b }, aggregates),
            F.map((g): object => ({ ...g, level: 2 })),
          ),
          F.concat(
            pipe(
              rows(xs),
              F.groupBy({ a }, aggregates),
              F.map((g): object => ({ ...g, b: null, level: 1 })),
            ),
          ),
          F.concat(
            pipe(
              rows(xs),
              F.aggregate(aggregates),
              F.map((g): object => ({ ...g, a: null, b: null, level: 0 })),
            ),
          ),
        ),
      ),
    ))
  test('counts every row once in each level', () =>
    holds(visitRows, keys, keys, keys, async (xs, a, b, c) => {
      const groups = await rowsOf(pipe(rows(xs), F.rollup({ a, b, c }, { n: A.count() })))
      for (const level of [0, 1, 2, 3])
        expect(groups.filter((g) => g.level === level).reduce((sum, { n }) => sum + n, 0)).toBe(xs.length)
      expect(groups.filter((g) => g.level === 0)).toEqual([{ a: null, b: null, c: null, level: 0, n: xs.length }])
      for (const group of groups) expect(Object.isFrozen(group)).toBe(true)
    }))
  test('the order of the keys does count', () =>
    fails(visitRows, keys, keys, (xs, a, b) =>
      expectSameBag(pipe(rows(xs), F.rollup({ a, b }, {})), pipe(rows(xs), F.rollup({ b, a }, {}))),
    ))

  /** A sum that is refused beyond a limit: after the groups that a row is in have some rows each. */
  const limited = A.define<{ sum: number }, number, number>({
    name: 'limited',
    needs: 'bag',
    splits: false,
    init: () => ({ sum: 0 }),
    step: (state, n) => {
      state.sum += n
      if (state.sum > 10) throw new Error('too much')
      return state
    },
    merge: (left, right) => ({ sum: left.sum + right.sum }),
    done: ({ sum }) => sum,
    encode: (state) => state,
    decode: (encoded) => encoded as { sum: number },
  })

  test('a row that fails in one level counts in none, and is rejected once', () =>
    holds(fc.array(fc.integer({ min: 1, max: 7 }), { maxLength: 9 }), async (numbers) => {
      const taken: number[] = []
      for (const n of numbers) if (taken.reduce((a, b) => a + b, n) <= 10) taken.push(n)
      const result = await F.run(
        pipe(rows(numbers), F.rollup({ odd: (n) => n % 2 }, { sum: limited, all: A.toList() })),
        { onError: 'reject' },
      )()
      if (result._tag === 'Left') throw result.left
      expect(result.right.rejects.size).toBe(numbers.length - taken.length)
      await expectSameBag(
        rows(result.right.rows),
        pipe(rows(taken), F.rollup({ odd: (n) => n % 2 }, { sum: A.sum((n) => n), all: A.toList() })),
      )
    }))
})
