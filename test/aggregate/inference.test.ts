import { pipe } from 'fp-ts/lib/function.js'
import * as N from 'fp-ts/lib/number.js'
import * as S from 'fp-ts/lib/string.js'
import type { List, OrderedMap, OrderedSet } from 'immutable'
import { describe, expectTypeOf, it } from 'vitest'
import * as A from '../../src/aggregate/index.ts'
import type { Order } from '../../src/data/order.ts'
import { rows } from '../../src/io/rows.ts'
import type { Bag, Sequence } from '../../src/plan/dataset.ts'
import { aggregate } from '../../src/plan/operators/aggregate.ts'
import { groupBy } from '../../src/plan/operators/group-by.ts'
import { map } from '../../src/plan/operators/map.ts'

interface Flight {
  readonly origin: string
  readonly delay: number
  readonly hours: number | null
  readonly tag: string | undefined
}

const flights = rows<Flight>([]) as unknown as Sequence<Flight>
const bag = flights as Bag<Flight>
const joined = flights as unknown as Bag<readonly [Flight, { readonly state: string }]>

describe('in groupBy, without annotations', () => {
  it('infers the callbacks of join, as in the design', () => {
    const groups = pipe(
      joined,
      groupBy(([, a]) => a.state, { flights: A.count(), hours: A.mean(([f]) => f.hours) }),
    )
    expectTypeOf(groups).toEqualTypeOf<
      Bag<{ readonly key: string; readonly flights: number; readonly hours: number }>
    >()
  })

  it('infers every aggregate', () => {
    const groups = pipe(
      flights,
      groupBy((f) => f.origin, {
        count: A.count(),
        sum: A.sum((f) => f.delay),
        mean: A.mean((f) => f.hours),
        min: A.min((f) => f.tag),
        max: A.max((f) => f.hours),
        minBy: A.minBy((f) => f.delay),
        maxBy: A.maxBy((f) => [f.delay, f.tag]),
        distinct: A.countDistinct((f) => f.tag),
        variance: A.variance((f) => f.hours),
        stddev: A.stddev((f) => f.hours),
        populationVariance: A.populationVariance((f) => f.hours),
        populationStddev: A.populationStddev((f) => f.hours),
        covariance: A.covariance(
          (f) => f.delay,
          (f) => f.hours,
        ),
        populationCovariance: A.populationCovariance(
          (f) => f.delay,
          (f) => f.hours,
        ),
        correlation: A.correlation(
          (f) => f.delay,
          (f) => f.hours,
        ),
        weighted: A.weightedMean(
          (f) => f.delay,
          (f) => f.hours,
        ),
        median: A.median((f) => f.hours),
        quantile: A.quantile(0.9, (f) => f.hours),
        mode: A.mode((f) => f.tag),
        histogram: A.histogram([0, 15], (f) => f.delay),
        any: A.any((f) => f.delay > 15),
        every: A.every((f) => f.delay > 15),
        first: A.first(),
        firstTag: A.first((f) => f.tag),
        last: A.last(),
        lastTag: A.last((f) => f.tag),
        list: A.toList(),
        tags: A.toList((f) => f.tag),
        text: A.fromMonoid(S.Monoid, (f) => f.origin),
      }),
      map((g) => g),
    )
    expectTypeOf(groups).toEqualTypeOf<
      Bag<{
        readonly key: string
        readonly count: number
        readonly sum: number
        readonly mean: number
        readonly min: string | undefined
        readonly max: number | undefined
        readonly minBy: Flight | undefined
        readonly maxBy: Flight | undefined
        readonly distinct: number
        readonly variance: number
        readonly stddev: number
        readonly populationVariance: number
        readonly populationStddev: number
        readonly covariance: number
        readonly populationCovariance: number
        readonly correlation: number
        readonly weighted: number
        readonly median: number
        readonly quantile: number
        readonly mode: string | undefined
        readonly histogram: A.Histogram
        readonly any: boolean
        readonly every: boolean
        readonly first: Flight | undefined
        readonly firstTag: string | undefined
        readonly last: Flight | undefined
        readonly lastTag: string | undefined
        readonly list: List<Flight>
        readonly tags: List<string | undefined>
        readonly text: string
      }>
    >()
  })

  it('infers explicit parameters', () => {
    const groups = pipe(
      flights,
      groupBy((f) => f.origin, {
        sum: A.sum((f, p) => f.delay * p.k, { k: 2 }),
        mean: A.mean((f, p) => f.delay * p.k, { k: 2 }),
        min: A.min((f, p) => f.delay * p.k, { k: 2 }),
        max: A.max((f, p) => f.delay * p.k, { k: 2 }),
        minBy: A.minBy((f, p) => f.delay * p.k, { k: 2 }),
        maxBy: A.maxBy((f, p) => f.delay * p.k, { k: 2 }),
        distinct: A.countDistinct((f, p) => f.delay * p.k, { k: 2 }),
        stddev: A.stddev((f, p) => f.delay * p.k, { k: 2 }),
        weighted: A.weightedMean(
          (f, p) => f.delay * p.k,
          (f) => f.hours,
          { k: 2 },
        ),
        covariance: A.covariance(
          (f) => f.hours,
          (f, p) => f.delay * p.k,
          { k: 2 },
        ),
        median: A.median((f, p) => f.delay * p.k, { k: 2 }),
        quantile: A.quantile(0.9, (f, p) => f.delay * p.k, { k: 2 }),
        mode: A.mode((f, p) => f.delay * p.k, { k: 2 }),
        histogram: A.histogram([0, 1], (f, p) => f.delay * p.k, { k: 2 }),
        any: A.any((f, p) => f.delay > p.k, { k: 2 }),
        every: A.every((f, p) => f.delay > p.k, { k: 2 }),
        first: A.first((f, p) => f.delay * p.k, { k: 2 }),
        last: A.last((f, p) => f.delay * p.k, { k: 2 }),
        list: A.toList((f, p) => f.delay * p.k, { k: 2 }),
        monoid: A.fromMonoid(N.MonoidSum, (f, p) => f.delay * p.k, { k: 2 }),
        filtered: A.filtered(A.count(), (f, p) => f.delay > p.k, { k: 2 }),
        mapped: A.map(
          A.mean((f) => f.delay),
          (m, p) => `${m.toFixed(p.digits)}`,
          { digits: 1 },
        ),
      }),
    )
    expectTypeOf<RowOf<typeof groups>['minBy']>().toEqualTypeOf<Flight | undefined>()
    expectTypeOf<RowOf<typeof groups>['first']>().toEqualTypeOf<number | undefined>()
    expectTypeOf<RowOf<typeof groups>['filtered']>().toEqualTypeOf<number>()
    expectTypeOf<RowOf<typeof groups>['mapped']>().toEqualTypeOf<string>()
  })

  it('infers the best few, collections, and sketches', () => {
    const groups = pipe(
      flights,
      groupBy((f) => f.origin, {
        topK: A.topK(3, (f) => f.hours),
        topKOf: A.topK(3, (f, p) => f.delay * p.k, { k: 2 }),
        bottomK: A.bottomK(3, (f) => f.tag),
        topKBy: A.topKBy(3, (f) => f.delay),
        bottomKBy: A.bottomKBy(3, (f, p) => f.delay % p.k, { k: 2 }),
        set: A.toSet((f) => f.tag),
        rows: A.toSet(),
        map: A.toMap(
          (f) => f.origin,
          (f) => f.delay,
        ),
        mapOf: A.toMap(
          (f, p) => `${p.k}${f.origin}`,
          (f, p) => [f.delay, p.k] as const,
          { k: 2 },
        ),
        distinct: A.approxCountDistinct((f) => f.tag),
        distinctOf: A.approxCountDistinct((f, p) => f.delay % p.k, { k: 2 }),
        distinctAt: A.approxCountDistinct({ precision: 12 }, (f) => f.tag),
        distinctAtOf: A.approxCountDistinct({ precision: 12 }, (f, p) => f.delay % p.k, { k: 2 }),
        quantile: A.approxQuantile(0.9, (f) => f.hours),
        quantileOf: A.approxQuantile({ p: 0.9, relativeError: 0.1 }, (f, p) => f.delay * p.k, { k: 2 }),
      }),
      map((g) => g),
    )
    expectTypeOf(groups).toEqualTypeOf<
      Bag<{
        readonly key: string
        readonly topK: List<number>
        readonly topKOf: List<number>
        readonly bottomK: List<string>
        readonly topKBy: List<Flight>
        readonly bottomKBy: List<Flight>
        readonly set: OrderedSet<string | undefined>
        readonly rows: OrderedSet<Flight>
        readonly map: OrderedMap<string, number>
        readonly mapOf: OrderedMap<string, readonly [number, number]>
        readonly distinct: number
        readonly distinctOf: number
        readonly distinctAt: number
        readonly distinctAtOf: number
        readonly quantile: number
        readonly quantileOf: number
      }>
    >()
  })

  it('infers compositions', () => {
    const range = A.struct({ least: A.min((n: number) => n), greatest: A.max((n: number) => n) })
    const groups = pipe(
      flights,
      groupBy((f) => f.origin, {
        struct: A.struct({ n: A.count(), hours: A.mean((f) => f.hours), one: A.first() }),
        tuple: A.tuple([A.count(), A.mean((f) => f.hours), A.first()]),
        late: A.filtered(
          A.mean((f) => f.hours),
          (f) => f.delay > 15,
        ),
        lateOne: A.filtered(A.first(), (f) => f.delay > 15),
        rounded: A.map(
          A.mean((f) => f.hours),
          (m) => `${m.toFixed()}`,
        ),
        nested: A.struct({ inner: A.struct({ n: A.sum((f) => f.delay) }), pair: A.tuple([A.count(), A.last()]) }),
        range: A.contramap(range, (f) => f.delay),
      }),
      map((g) => g),
    )
    expectTypeOf(groups).toEqualTypeOf<
      Bag<{
        readonly key: string
        readonly struct: { readonly n: number; readonly hours: number; readonly one: Flight | undefined }
        readonly tuple: readonly [number, number, Flight | undefined]
        readonly late: number
        readonly lateOne: Flight | undefined
        readonly rounded: string
        readonly nested: {
          readonly inner: { readonly n: number }
          readonly pair: readonly [number, Flight | undefined]
        }
        readonly range: { readonly least: number | undefined; readonly greatest: number | undefined }
      }>
    >()
  })

  it('infers in aggregate too', () => {
    const totals = pipe(flights, aggregate({ n: A.count(), hours: A.mean((f) => f.hours), one: A.first() }))
    expectTypeOf(totals).toEqualTypeOf<
      Sequence<{ readonly n: number; readonly hours: number; readonly one: Flight | undefined }>
    >()
  })
})

type RowOf<D> = D extends Bag<infer R> ? R : never

describe('alone', () => {
  it('reads what its function reads', () => {
    expectTypeOf(A.count()).toEqualTypeOf<A.Aggregate<unknown, number, 'bag'>>()
    expectTypeOf(A.mean((f: Flight) => f.hours)).toEqualTypeOf<A.Aggregate<Flight, number, 'bag'>>()
    expectTypeOf(A.first((f: Flight) => f.delay)).toEqualTypeOf<A.Aggregate<Flight, number | undefined, 'sequence'>>()
    expectTypeOf(A.fromMonoid(S.Monoid)).toEqualTypeOf<A.Aggregate<string, string, 'sequence'>>()
  })

  it('a composition reads what all its parts read', () => {
    type Delay = { readonly delay: number }
    type Tag = { readonly tag: string }
    const both = A.struct({ n: A.count(), d: A.sum((f: Delay) => f.delay), t: A.min((f: Tag) => f.tag) })
    expectTypeOf(both).toEqualTypeOf<
      A.Aggregate<Delay & Tag, { readonly n: number; readonly d: number; readonly t: string | undefined }, 'bag'>
    >()
    const pair = A.tuple([A.sum((f: Delay) => f.delay), A.first((f: Tag) => f.tag)])
    expectTypeOf(pair).toEqualTypeOf<
      A.Aggregate<Delay & Tag, readonly [number, string | undefined], 'bag' | 'sequence'>
    >()
  })

  it('composes in pipe', () => {
    const late = pipe(
      A.mean((hours: number) => hours),
      A.contramap((f: Flight) => f.delay / 60),
      A.filtered((f: Flight) => f.delay > 15),
      A.map((hours) => Math.round(hours)),
    )
    expectTypeOf(late).toEqualTypeOf<A.Aggregate<Flight, number, 'bag'>>()
  })

  it('folds rows in memory', () => {
    expectTypeOf(A.fold(A.sum((n: number) => n))([1, 2])).toEqualTypeOf<number>()
  })

  it('one of the user’s own has its state in the open', () => {
    const longest = A.define({
      name: 'longest',
      needs: 'bag',
      splits: true,
      init: () => 0,
      step: (n, word: string) => Math.max(n, word.length),
      merge: (left, right) => Math.max(left, right),
      done: (n) => n,
      encode: (n) => n,
      decode: (encoded) => encoded as number,
    })
    expectTypeOf(longest).toEqualTypeOf<A.Aggregate<string, number, 'bag'>>()
  })
})

describe('what must not compile', () => {
  it('is refused', () => {
    // biome-ignore format: each line below its own @ts-expect-error
    const refused = () => {
      // @ts-expect-error first needs an order
      pipe(bag, groupBy((f) => f.origin, { one: A.first() }))
      // @ts-expect-error last needs an order
      pipe(bag, groupBy((f) => f.origin, { one: A.last() }))
      // @ts-expect-error toList needs an order
      pipe(bag, groupBy((f) => f.origin, { all: A.toList() }))
      // @ts-expect-error a monoid may need an order
      pipe(bag, groupBy((f) => f.origin, { text: A.fromMonoid(S.Monoid, (f) => f.origin) }))
      // @ts-expect-error a part needs an order
      pipe(bag, groupBy((f) => f.origin, { both: A.struct({ n: A.count(), one: A.first() }) }))
      // @ts-expect-error a part needs an order
      pipe(bag, groupBy((f) => f.origin, { both: A.tuple([A.count(), A.first()]) }))
      // @ts-expect-error what is filtered needs an order
      pipe(bag, groupBy((f) => f.origin, { one: A.filtered(A.first(), (f) => f.delay > 1) }))
      // @ts-expect-error no such field
      pipe(flights, groupBy((f) => f.origin, { x: A.sum((f) => f.nope) }))
      // @ts-expect-error text has no sum
      pipe(flights, groupBy((f) => f.origin, { x: A.sum((f) => f.origin) }))
      // @ts-expect-error dates have no mean
      A.mean((d: Date) => d)
      // @ts-expect-error text has no variance
      pipe(flights, groupBy((f) => f.origin, { x: A.variance((f) => f.origin) }))
      // @ts-expect-error text is no weight
      pipe(flights, groupBy((f) => f.origin, { x: A.weightedMean((f) => f.delay, (f) => f.origin) }))
      // @ts-expect-error a quantile takes its place first
      A.quantile((f: Flight) => f.delay, 0.9)
      // @ts-expect-error a condition is true or false
      A.any((f: Flight) => f.delay)
      // @ts-expect-error rows of another type
      pipe(flights, groupBy((f) => f.origin, { x: A.sum((f: { readonly other: number }) => f.other) }))
      // @ts-expect-error the function gives what the aggregate does not read
      A.contramap(A.sum((n: number) => n), (f: Flight) => f.origin)
    }
    expectTypeOf(refused).toBeFunction()
    expectTypeOf<Order>().toEqualTypeOf<'sequence' | 'bag'>()
  })
})
