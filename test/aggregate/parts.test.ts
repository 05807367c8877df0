/** What an aggregate tells of how it takes a row in: its parts make its step, and nothing but its lambdas looks at a row. */
import fc from 'fast-check'
import * as N from 'fp-ts/lib/number.js'
import { describe, expect, it } from 'vitest'
import type { State } from '../../src/aggregate/aggregate.ts'
import { distribution } from '../../src/aggregate/distribution.ts'
import * as A from '../../src/aggregate/index.ts'
import { printThrown } from '../../src/data/print-thrown.ts'
import { anyRow, anyTightRow } from '../data/arbitrary.ts'
import { mixed, specials } from './numbers.ts'

interface Row {
  readonly n: number | null | undefined
  readonly m: number | null | undefined
  readonly value: unknown
  readonly isIn: boolean
}

type Any = A.Aggregate<never, unknown, 'bag' | 'sequence'>

const n = (r: Row) => r.n
const m = (r: Row) => r.m
const value = (r: Row) => r.value
const isIn = (r: Row) => r.isIn

/** What is known of an aggregate: of whether it has parts, how many lambdas it has, and its form. */
type Told = readonly [hasParts: boolean, lambdas: number | undefined, form?: string]

const ofOne: Told = [true, 1]
const ofRow: Told = [true, undefined]
const ofTwo: Told = [false, 2]
const ofAll: Told = [false, undefined]

const table: Readonly<Record<string, readonly [make: () => Any, told: Told]>> = {
  any: [() => A.any(isIn), ofOne],
  approxCountDistinct: [() => A.approxCountDistinct(value), ofOne],
  approxQuantile: [() => A.approxQuantile(0.3, n), ofOne],
  bottomK: [() => A.bottomK(2, value), ofOne],
  bottomKBy: [() => A.bottomKBy(2, n), ofAll],
  contramap: [() => A.contramap(A.sum(n), (r: Row) => ({ ...r, n: r.m })), [false, 1]],
  'contramap of all': [() => A.contramap(A.toSet<unknown>(), value), ofOne],
  'contramap of none': [() => A.contramap(A.count(), value), ofOne],
  'contramap of what has no parts': [() => A.contramap(A.maxBy(n), (r: Row) => r), [false, 1]],
  correlation: [() => A.correlation(n, m), ofTwo],
  count: [() => A.count(), [true, 0, 'count']],
  countDistinct: [() => A.countDistinct(value), ofOne],
  covariance: [() => A.covariance(n, m), ofTwo],
  distribution: [distribution, ofRow],
  every: [() => A.every(isIn), ofOne],
  filtered: [() => A.filtered(A.sum(n), isIn), ofTwo],
  'filtered count': [() => A.filtered(A.count(), isIn), [false, 1]],
  'filtered rows': [() => A.filtered(A.toList<Row>(), isIn), ofAll],
  first: [() => A.first(), ofRow],
  'first of': [() => A.first(value), ofOne],
  fromMonoid: [() => A.fromMonoid(N.MonoidSum), ofAll],
  'fromMonoid of': [() => A.fromMonoid(N.MonoidSum, (r: Row) => r.n ?? 0), [false, 1]],
  histogram: [() => A.histogram([-1, 0, 100], n), ofOne],
  last: [() => A.last(), ofRow],
  'last of': [() => A.last(value), ofOne],
  map: [() => A.map(A.mean(n), (mean) => [mean]), [true, 1, 'mean']],
  'map of what has no parts': [() => A.map(A.minBy(n), (row) => [row]), ofAll],
  max: [() => A.max(value), [true, 1, 'max']],
  maxBy: [() => A.maxBy(n), ofAll],
  mean: [() => A.mean(n), [true, 1, 'mean']],
  median: [() => A.median(n), ofOne],
  min: [() => A.min(value), [true, 1, 'min']],
  minBy: [() => A.minBy(n), ofAll],
  mode: [() => A.mode(value), ofOne],
  populationCovariance: [() => A.populationCovariance(n, m), ofTwo],
  populationStddev: [() => A.populationStddev(n), ofOne],
  populationVariance: [() => A.populationVariance(n), ofOne],
  quantile: [() => A.quantile(0.3, n), ofOne],
  stddev: [() => A.stddev(n), ofOne],
  struct: [() => A.struct({ sum: A.sum(n), most: A.filtered(A.max(value), isIn), count: A.count() }), [false, 3]],
  'struct with rows': [() => A.struct({ sum: A.sum(n), all: A.toList<Row>() }), ofAll],
  sum: [() => A.sum(n), [true, 1, 'sum']],
  'sum with parameters': [() => A.sum((r: Row, p) => r.n && r.n * p, 2), [true, 1, 'sum']],
  toList: [() => A.toList(), ofRow],
  'toList of': [() => A.toList(value), ofOne],
  toMap: [() => A.toMap(value, n), ofTwo],
  toSet: [() => A.toSet(), ofRow],
  'toSet of': [() => A.toSet(value), ofOne],
  topK: [() => A.topK(2, value), ofOne],
  topKBy: [() => A.topKBy(2, n), ofAll],
  tuple: [() => A.tuple([A.count(), A.mean(n), A.mean(m)]), ofTwo],
  'tuple of nothing': [() => A.tuple([]), [false, 0]],
  variance: [() => A.variance(n), ofOne],
  weightedMean: [() => A.weightedMean(n, m), ofTwo],
}

class Instance {}

const number = fc.oneof(mixed, specials, fc.constantFrom(null, undefined))
const good = fc.oneof(anyTightRow(), anyRow('specials', 1))
const goodRow = fc.record({ n: number, m: number, value: good, isIn: fc.boolean() })
/** Rows that some aggregates refuse, and some lambdas fail on. */
const anything = fc.oneof(
  { weight: 3, arbitrary: goodRow },
  {
    weight: 2,
    arbitrary: fc.record({
      n: fc.oneof(number, fc.constantFrom('1', 1n, true)),
      m: number,
      value: fc.oneof(
        good,
        fc.constantFrom<unknown>(() => 1, new Instance(), [{ x: new Instance() }], Symbol('x')),
      ),
      isIn: fc.boolean(),
    }),
  },
  { weight: 1, arbitrary: fc.constantFrom<unknown>(null, undefined, 1, () => 1) },
)

type Outcome = { readonly gave: string } | { readonly threw: string }

const outcomeOf = (f: () => unknown): Outcome => {
  try {
    return { gave: JSON.stringify(f()) ?? 'undefined' }
  } catch (thrown) {
    return { threw: printThrown(thrown) }
  }
}

const folded = (aggregate: Any, rows: readonly unknown[]): State =>
  rows.reduce<State>((state, row) => aggregate.step(state, row as never), aggregate.init())

const byParts = ({ lambda, check, take }: A.Parts, state: State, row: unknown): State => {
  const read = lambda === undefined ? row : lambda.call(row as never)
  return take(state, check === undefined ? read : check(read))
}

/** The row, or the record of only those fields of it that are read by the functions. */
const onlyWhatIsRead = (row: unknown, lambdas: Any['lambdas']): unknown => {
  if (typeof row !== 'object' || row === null) return lambdas?.length === 0 ? undefined : row
  const fields = new Set<string>()
  const readAll = () => Object.keys(row).map((name) => fields.add(name))
  const watched = new Proxy(row, {
    get: (target, name) => {
      fields.add(String(name))
      return Reflect.get(target, name)
    },
    ownKeys: (target) => {
      readAll()
      return Reflect.ownKeys(target)
    },
  })
  for (const { call } of lambdas ?? []) if (call(watched as never) === watched) readAll()
  return Object.fromEntries(Object.entries(row).filter(([name]) => fields.has(name)))
}

// A monoid is given rows: numbers here.
const rowOf = (name: string) => (name === 'fromMonoid' ? mixed : goodRow)
const check = <T extends readonly unknown[]>(
  arbitraries: { [I in keyof T]: fc.Arbitrary<T[I]> },
  holds: (...drawn: T) => void,
) => fc.assert(fc.property(fc.tuple<unknown[]>(...arbitraries), (drawn) => holds(...(drawn as unknown as T))))

describe.each(Object.entries(table))('%s', (name, [make, [hasParts, count, form]]) => {
  const { parts, lambdas } = make()
  const rows = fc.array<unknown>(rowOf(name), { maxLength: 5 })

  it('has what it should have', () => {
    expect({ hasParts: parts !== undefined, lambdas: lambdas?.length, form: parts?.form }).toEqual({
      hasParts,
      lambdas: count,
      form,
    })
    expect(Object.isFrozen(parts ?? Object.freeze({}))).toBe(true)
    expect(Object.isFrozen(lambdas ?? Object.freeze([]))).toBe(true)
  })

  if (parts !== undefined) {
    it('steps as its parts do, whether they take the row or throw', () =>
      check<[readonly unknown[], unknown]>([rows, anything], (before, row) => {
        const aggregate = make()
        const step = outcomeOf(() => aggregate.encode(aggregate.step(folded(aggregate, before), row as never)))
        expect(outcomeOf(() => aggregate.encode(byParts(parts, folded(aggregate, before), row)))).toEqual(step)
      }))

    it('takes whatever it checked', () =>
      check<[readonly unknown[], readonly unknown[]]>([rows, fc.array(anything, { maxLength: 4 })], (before, more) => {
        const { lambda, check: checked = (given) => given } = parts
        let state = folded(make(), before)
        for (const row of more) {
          let value: unknown
          try {
            value = checked(lambda === undefined ? row : lambda.call(row as never))
          } catch {
            continue
          }
          state = parts.take(state, value)
        }
      }))

    it('leaves the state alone if it throws', () =>
      check<[readonly unknown[], unknown]>([rows, anything], (before, row) => {
        const aggregate = make()
        const state = folded(aggregate, before)
        const encoded = JSON.stringify(aggregate.encode(state))
        if ('threw' in outcomeOf(() => void aggregate.step(state, row as never)))
          expect(JSON.stringify(aggregate.encode(state))).toBe(encoded)
      }))
  }

  if (lambdas !== undefined)
    it('looks at rows with its lambdas only', () =>
      check<[readonly unknown[], unknown]>([rows, goodRow], (before, row) => {
        const aggregate = make()
        const step = (given: unknown) =>
          outcomeOf(() => aggregate.encode(aggregate.step(folded(aggregate, before), given as never)))
        expect(step(onlyWhatIsRead(row, lambdas))).toEqual(step(row))
      }))
})

it('the table has all aggregates', () => {
  const { define: _, fold: __, ...makers } = A
  expect(Object.keys(makers).filter((name) => !(name in table))).toEqual([])
})

it('whoever makes an aggregate of another one does not get the parts of a step that is no longer there', () => {
  const sum = A.sum((x: number) => x)
  const twice = { ...sum, step: (state: State, row: number) => sum.step(sum.step(state, row), row) }
  for (const aggregate of [twice, A.define(twice)]) {
    expect(A.fold(aggregate)([1, 2])).toBe(6)
    expect(aggregate.parts).toBe(undefined)
    expect(aggregate.lambdas).toBe(undefined)
  }
})
