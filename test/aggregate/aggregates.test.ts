/** The laws of every ready-made aggregate of values of all kinds, and of compositions; and what they are and give. */
import fc from 'fast-check'
import * as N from 'fp-ts/lib/number.js'
import * as S from 'fp-ts/lib/string.js'
import { describe, expect, it } from 'vitest'
import * as A from '../../src/aggregate/index.ts'
import { printSchema } from '../../src/data/schema.ts'
import { FloeError } from '../../src/error/floe-error.ts'
import { anyRow, anyTightRow } from '../data/arbitrary.ts'
import { aggregateLaws, exact } from './laws.ts'
import { type NumberRow, numberRows, ofNumbers, ofPairs } from './number-rows.ts'
import { cents, finite, mixed, specials } from './numbers.ts'

/** Values of every kind, with many ties. */
const value = fc.oneof(anyTightRow(), anyRow('specials', 1))

interface Row extends NumberRow {
  readonly key: unknown
  readonly value: unknown
  readonly tags: readonly string[]
}

const tags = fc.array(fc.constantFrom('x', 'y'), { maxLength: 2 })
const row: fc.Arbitrary<Row> = fc
  .tuple(fc.record({ key: value, value, tags }), numberRows(mixed))
  .map(([one, numbers]) => ({ ...one, ...numbers }))
/** Rows of which nobody reads the values: those take long to make. */
const slim: fc.Arbitrary<Row> = fc
  .tuple(tags, numberRows(mixed))
  .map(([tags, numbers]) => ({ key: null, value: null, tags, ...numbers }))

describe('the laws', () => {
  aggregateLaws('mode of values', () => A.mode((r: Row) => r.value), row)
  aggregateLaws('mode of specials', () => A.mode((r: NumberRow) => r.n), numberRows(specials))
  aggregateLaws('any', () => A.any((r: Row) => r.tags.length > 1), slim)
  aggregateLaws('every', () => A.every((r: Row) => r.tags.length < 2), slim)
  aggregateLaws('count', () => A.count(), slim)
  aggregateLaws('min of specials', () => A.min((r: NumberRow) => r.n), numberRows(specials))
  aggregateLaws('max of specials', () => A.max((r: NumberRow) => r.n), numberRows(specials))
  aggregateLaws('min of values', () => A.min((r: Row) => r.value), row)
  aggregateLaws('max of values', () => A.max((r: Row) => r.value), row)
  aggregateLaws('minBy', () => A.minBy((r: Row) => r.key), row)
  aggregateLaws('maxBy', () => A.maxBy((r: Row) => r.key), row)
  aggregateLaws('countDistinct', () => A.countDistinct((r: Row) => r.value), row)
  aggregateLaws('first', () => A.first<unknown>(), value)
  aggregateLaws('first of', () => A.first((r: Row) => r.value), row)
  aggregateLaws('last', () => A.last<unknown>(), value)
  aggregateLaws('last of', () => A.last((r: Row) => r.value), row)
  aggregateLaws('toList', () => A.toList<unknown>(), value)
  aggregateLaws('toList of', () => A.toList((r: Row) => r.value), row)
  aggregateLaws('fromMonoid', () => A.fromMonoid(S.Monoid, (r: Row) => r.tags.join()), slim)
  aggregateLaws(
    'struct',
    () => A.struct({ n: A.count(), sum: A.sum((r: Row) => r.n), least: A.minBy((r: Row) => r.key) }),
    row,
  )
  aggregateLaws('struct in order', () => A.struct({ n: A.count(), all: A.toList<Row>(), one: A.first<Row>() }), row)
  aggregateLaws('struct of nothing', () => A.struct({}), row)
  aggregateLaws('struct not split', () => A.struct({ n: A.count(), text: A.fromMonoid(S.Monoid) }), fc.string())
  aggregateLaws('tuple', () => A.tuple([A.count(), A.mean((r: Row) => r.n)]), slim)
  aggregateLaws(
    'filtered',
    () =>
      A.filtered(
        A.sum((r: Row) => r.n),
        (r: Row) => r.tags.length > 0,
      ),
    slim,
  )
  aggregateLaws('contramap', () => A.contramap(A.toList<unknown>(), (r: Row) => r.value), row)
  aggregateLaws(
    'map',
    () =>
      A.map(
        A.mean((r: Row) => r.n),
        (mean) => [mean],
      ),
    slim,
  )
})

describe('R11: exact, and rounded once', () => {
  for (const [profile, numbers] of Object.entries({ mixed, cents, finite })) {
    it(`sum of ${profile}`, () =>
      exact(
        () => A.sum((n: number) => n),
        numbers,
        () => 1,
      ))
    it(`mean of ${profile}`, () =>
      exact(
        () => A.mean((n: number) => n),
        numbers,
        (n) => n,
      ))
  }
})

describe('names, as explain prints them', () => {
  const names: readonly (readonly [() => A.Aggregate<never, unknown, 'bag' | 'sequence'>, string])[] = [
    [() => A.count(), 'count'],
    [() => A.sum((r: Row) => r.n), 'sum (r) => r.n'],
    [() => A.sum((n: number, p) => n * p.k, { k: 2 }), 'sum (n, p) => n * p.k with { k: 2 }'],
    [() => A.mean((r: Row) => r.n), 'mean (r) => r.n'],
    [() => A.min((r: Row) => r.n), 'min (r) => r.n'],
    [() => A.max((r: Row) => r.n), 'max (r) => r.n'],
    [() => A.minBy((r: Row) => r.n), 'minBy (r) => r.n'],
    [() => A.maxBy((r: Row) => r.n), 'maxBy (r) => r.n'],
    [() => A.countDistinct((r: Row) => r.n), 'countDistinct (r) => r.n'],
    ...Object.entries(ofNumbers).map(
      ([name, of]) =>
        [() => of((n: number, p) => n * p.k, { k: 2 }), `${name} (n, p) => n * p.k with { k: 2 }`] as const,
    ),
    ...Object.entries(ofPairs).flatMap(([name, of]) => [
      [
        () =>
          of(
            (r: Row) => r.n,
            (r) => r.m,
          ),
        `${name} (r) => r.n, (r) => r.m`,
      ] as const,
      [
        () =>
          of(
            (n: number) => n,
            (n, p) => n * p.k,
            { k: 2 },
          ),
        `${name} (n) => n, (n, p) => n * p.k with { k: 2 }`,
      ] as const,
    ]),
    [() => A.quantile(0.9, (r: Row) => r.n), 'quantile 0.9 (r) => r.n'],
    [() => A.mode((r: Row) => r.n), 'mode (r) => r.n'],
    [() => A.histogram([0, 1], (r: Row) => r.n), 'histogram [ 0, 1 ] (r) => r.n'],
    [() => A.any((r: Row) => r.n === 1), 'any (r) => r.n === 1'],
    [() => A.every((r: Row) => r.n === 1), 'every (r) => r.n === 1'],
    [() => A.first(), 'first'],
    [() => A.first((r: Row) => r.n), 'first (r) => r.n'],
    [() => A.last(), 'last'],
    [() => A.last((r: Row) => r.n), 'last (r) => r.n'],
    [() => A.toList(), 'toList'],
    [() => A.toList((r: Row, p) => [r.n, p], 1), 'toList (r, p) => [r.n, p] with 1'],
    [() => A.fromMonoid(S.Monoid), 'fromMonoid'],
    [() => A.fromMonoid(S.Monoid, (r: Row) => r.tags.join()), 'fromMonoid (r) => r.tags.join()'],
    [() => A.struct({ a: A.count(), b: A.sum((r: Row) => r.n) }), 'struct { a: count, b: sum (r) => r.n }'],
    [() => A.tuple([A.count(), A.sum((r: Row) => r.n)]), 'tuple [count, sum (r) => r.n]'],
    [() => A.filtered(A.count(), (r: Row) => r.n === 1), 'filtered (r) => r.n === 1 of count'],
    [() => A.contramap(A.toList(), (r: Row) => r.n), 'contramap (r) => r.n of toList'],
    [() => A.map(A.count(), (n) => n + 1), 'map (n) => n + 1 of count'],
  ]
  // Build tools drop spaces and parentheses from functions.
  const plain = (text: string): string => text.replace(/[\s()]/g, '')
  for (const [make, name] of names) it(name, () => expect(plain(make().name)).toBe(plain(name)))
})

describe('what is claimed', () => {
  const claims = (aggregate: A.Aggregate<never, unknown, 'bag' | 'sequence'>) =>
    [aggregate.needs, aggregate.splits, printSchema(aggregate.schema)] as const
  const n = (r: Row) => r.n
  it('need, splitting, and what is known of the result', () => {
    expect(claims(A.count())).toEqual(['bag', true, 'number'])
    expect(claims(A.sum(n))).toEqual(['bag', true, 'number'])
    expect(claims(A.mean(n))).toEqual(['bag', true, 'number'])
    expect(claims(A.countDistinct(n))).toEqual(['bag', true, 'number'])
    for (const of of Object.values(ofNumbers)) expect(claims(of(n))).toEqual(['bag', true, 'number'])
    for (const of of Object.values(ofPairs)) expect(claims(of(n, n))).toEqual(['bag', true, 'number'])
    expect(claims(A.quantile(0.5, n))).toEqual(['bag', true, 'number'])
    const histogram = '{ below: number, counts: number[], above: number, nan: number }'
    expect(claims(A.histogram([0, 1], n))).toEqual(['bag', true, histogram])
    for (const of of [A.any, A.every]) expect(claims(of(() => true))).toEqual(['bag', true, 'boolean'])
    for (const f of [A.min, A.max, A.minBy, A.maxBy, A.mode]) expect(claims(f(n))).toEqual(['bag', true, 'unknown'])
    for (const f of [A.first, A.last, A.toList]) {
      expect(claims(f())).toEqual(['sequence', true, 'unknown'])
      expect(claims(f(n))).toEqual(['sequence', true, 'unknown'])
    }
    expect(claims(A.fromMonoid(S.Monoid))).toEqual(['sequence', false, 'unknown'])
  })

  it('a composition needs what its parts need, and splits if all of them do', () => {
    const parts = { n: A.count(), mean: A.mean(n) }
    expect(claims(A.struct(parts))).toEqual(['bag', true, '{ n: number, mean: number }'])
    expect(claims(A.struct({ ...parts, one: A.first() }))).toEqual([
      'sequence',
      true,
      '{ n: number, mean: number, one: unknown }',
    ])
    expect(claims(A.struct({ text: A.fromMonoid(S.Monoid), n: A.count() }))).toEqual([
      'sequence',
      false,
      '{ text: unknown, n: number }',
    ])
    expect(claims(A.tuple([A.count(), A.mean(n)]))).toEqual(['bag', true, '[number, number]'])
    expect(claims(A.tuple([A.first(), A.mean(n)]))).toEqual(['sequence', true, '[unknown, number]'])
    expect(claims(A.tuple([A.count(), A.fromMonoid(S.Monoid)]))).toEqual(['sequence', false, '[number, unknown]'])
    expect(claims(A.filtered(A.count(), () => true))).toEqual(['bag', true, 'number'])
    expect(claims(A.filtered(A.first(), () => true))).toEqual(['sequence', true, 'unknown'])
    expect(claims(A.filtered(A.fromMonoid(S.Monoid), () => true))).toEqual(['sequence', false, 'unknown'])
    expect(claims(A.contramap(A.count(), n))).toEqual(['bag', true, 'number'])
    expect(claims(A.map(A.count(), (x) => x))).toEqual(['bag', true, 'unknown'])
    expect(claims(A.map(A.toList(), (x) => x))).toEqual(['sequence', true, 'unknown'])
  })

  it('is frozen', () => expect(Object.isFrozen(A.count())).toBe(true))
})

describe('results', () => {
  it('take explicit parameters', () => {
    const p = { k: 10 }
    const times = (n: number, { k }: { readonly k: number }) => n * k
    const numbers = [2, 1, 3]
    expect(A.fold(A.sum(times, p))(numbers)).toBe(60)
    expect(A.fold(A.mean(times, p))(numbers)).toBe(20)
    expect(A.fold(A.min(times, p))(numbers)).toBe(10)
    expect(A.fold(A.max(times, p))(numbers)).toBe(30)
    expect(A.fold(A.minBy((n: number, { k }) => -n * k, p))(numbers)).toBe(3)
    expect(A.fold(A.maxBy((n: number, { k }) => -n * k, p))(numbers)).toBe(1)
    expect(A.fold(A.countDistinct((n: number, { k }) => n * k > 10, p))(numbers)).toBe(2)
    expect(A.fold(A.variance(times, p))(numbers)).toBe(100)
    expect(A.fold(A.stddev(times, p))(numbers)).toBe(10)
    expect(A.fold(A.populationVariance(times, p))([1, 3])).toBe(100)
    expect(A.fold(A.populationStddev(times, p))([1, 3])).toBe(10)
    const less = (n: number, { k }: typeof p) => -n * k
    expect(A.fold(A.covariance(times, less, p))(numbers)).toBe(-100)
    expect(A.fold(A.populationCovariance(times, less, p))([1, 3])).toBe(-100)
    expect(A.fold(A.correlation(times, less, p))(numbers)).toBe(-1)
    expect(A.fold(A.weightedMean(times, (n, { k }) => n * k, p))([1, 3])).toBe(25)
    expect(A.fold(A.median(times, p))(numbers)).toBe(20)
    expect(A.fold(A.quantile(1, times, p))(numbers)).toBe(30)
    expect(A.fold(A.mode(times, p))(numbers)).toBe(10)
    expect(A.fold(A.histogram([15, 25], times, p))(numbers)).toEqual({ below: 1, counts: [1], above: 1, nan: 0 })
    expect(A.fold(A.any((n: number, { k }) => n * k > 20, p))(numbers)).toBe(true)
    expect(A.fold(A.every((n: number, { k }) => n * k > 20, p))(numbers)).toBe(false)
    expect(A.fold(A.first(times, p))(numbers)).toBe(20)
    expect(A.fold(A.last(times, p))(numbers)).toBe(30)
    expect(A.fold(A.toList(times, p))(numbers).toArray()).toEqual([20, 10, 30])
    expect(A.fold(A.fromMonoid(N.MonoidSum, times, p))(numbers)).toBe(60)
    expect(A.fold(A.filtered(A.count(), (n: number, { k }) => n * k > 10, p))(numbers)).toBe(2)
    expect(A.fold(A.filtered((n: number, { k }: typeof p) => n * k > 10, p)(A.count()))(numbers)).toBe(2)
    expect(
      A.fold(
        A.contramap(
          A.sum((n: number) => n),
          times,
          p,
        ),
      )(numbers),
    ).toBe(60)
    expect(A.fold(A.contramap(times, p)(A.sum((n: number) => n)))(numbers)).toBe(60)
    expect(A.fold(A.map(A.count(), times, p))(numbers)).toBe(30)
    expect(A.fold(A.map(times, p)(A.count()))(numbers)).toBe(30)
  })

  it('undefined is a parameter too', () => {
    const given = (...args: readonly unknown[]) => args.length
    const f = given as (row: unknown, params: undefined) => number
    expect(A.fold(A.first(f, undefined))([1])).toBe(2)
    expect(A.fold(A.first(given))([1])).toBe(1)
    expect(A.fold(A.sum(given))([1])).toBe(1)
  })

  it('of a struct and a tuple are frozen, whatever the names', () => {
    const result = A.fold(A.struct(Object.fromEntries([['__proto__', A.count()]])))([1, 2])
    expect(Object.entries(result)).toEqual([['__proto__', 2]])
    expect(Object.isFrozen(result)).toBe(true)
    expect(Object.isFrozen(A.fold(A.tuple([A.count()]))([]))).toBe(true)
  })

  it('of first and last call the function for every row', () => {
    const failing = (n: number) => {
      if (n === 2) throw new Error('two')
      return n
    }
    for (const aggregate of [A.first(failing), A.last(failing), A.toList(failing)])
      expect(() => A.fold(aggregate as A.Aggregate<number, unknown, 'sequence'>)([1, 2, 3])).toThrow('two')
  })

  it('of map are made once, by done', () => {
    let calls = 0
    const aggregate = A.map(A.count(), (n) => {
      calls++
      return n
    })
    expect(A.fold(aggregate)([1, 2, 3])).toBe(3)
    expect(calls).toBe(1)
  })
})

describe('errors', () => {
  const thrownBy = (f: () => unknown): FloeError => {
    try {
      f()
    } catch (thrown) {
      if (thrown instanceof FloeError) return thrown
    }
    throw new Error('no FloeError was thrown')
  }
  // biome-ignore lint/suspicious/noExplicitAny: what comes without types
  const untyped = (given: unknown): any => given

  type Of = (f: (row: unknown) => number) => A.Aggregate<unknown, unknown>
  const takingNumbers: Readonly<Record<string, Of>> = {
    sum: A.sum,
    mean: A.mean,
    ...ofNumbers,
    ...Object.fromEntries(Object.entries(ofPairs).map(([name, of]): [string, Of] => [name, (f) => of(f, () => 1)])),
    'covariance (?:.*)': (f) => A.covariance(() => null, f),
    'quantile 0.9': (f) => A.quantile(0.9, f),
    histogram: (f) => A.histogram([0, 1], f),
  }

  it('what computes with numbers takes nothing but numbers', () => {
    for (const [name, f] of Object.entries(takingNumbers)) {
      const aggregate = f(untyped((row: unknown) => row) as (row: unknown) => number)
      const error = thrownBy(() => A.fold(aggregate)([1, '2']))
      expect(error).toMatchObject({ _tag: 'InvalidRow', found: "'2'", expected: 'number' })
      expect(error.summary).toMatch(
        new RegExp(`^${name} .*row.* takes numbers, null and undefined, and was given '2'$`),
      )
      expect(error.hint).toBe('give the field its type in the codec')
      const big = thrownBy(() => A.fold(aggregate)([1n]))
      expect(big.hint).toBe('make it a number: Number(value)')
      expect(() => A.fold(aggregate)([true])).toThrow(FloeError)
      expect(() => A.fold(aggregate)([new Date(0)])).toThrow(FloeError)
    }
  })

  it('compositions take nothing but aggregates', () => {
    const given: readonly (readonly [string, () => unknown])[] = [
      ['tuple', () => A.tuple([untyped(A.count)])],
      ['tuple', () => A.struct({ n: untyped(A.count) })],
      ['filtered', () => A.filtered(() => true)(untyped(A.count))],
      ['filtered', () => A.filtered(untyped(null), () => true)],
      ['contramap', () => A.contramap((x: unknown) => x)(untyped(A.count))],
      ['contramap', () => A.contramap(untyped({}), (x: unknown) => x)],
      ['map', () => A.map((x: unknown) => x)(untyped(A.count))],
      ['map', () => A.map(untyped('count'), (x: unknown) => x)],
    ]
    for (const [name, make] of given) {
      const error = thrownBy(make)
      expect(error._tag).toBe('InvalidArgument')
      expect(error.summary).toMatch(new RegExp(`^${name} was given .+ and takes an aggregate$`))
      expect(error.hint).toBe('call the function that makes it: A.count()')
    }
  })

  it('what can be no row cannot be compared or counted', () => {
    const functions = [() => 1, () => 2]
    for (const f of [A.min, A.max, A.minBy, A.maxBy, A.countDistinct, A.mode])
      expect(() => A.fold(f((x: unknown) => x))(functions)).toThrow(/NotARow/)
  })
})
