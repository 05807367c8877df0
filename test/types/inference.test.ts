/**
 * Proves that types flow through pipes without annotations, to the end. The type checker is the
 * judge; that it has judged this file is proved in compile.test.ts.
 */
import * as F from 'floe'
import * as A from 'floe/aggregate'
import * as W from 'floe/window'
import * as O from 'fp-ts/lib/Option.js'
import { List } from 'immutable'
import * as t from 'io-ts'
import { describe, expectTypeOf, test } from 'vitest'

interface Flight {
  origin: string
  delay: number
  weather: string | null
  tags: string[]
}
interface Airport {
  iata: string
  state: string
}
type Row = F.Frozen<Flight>

const flights = F.rows<Flight>([])
const airports = F.rows<Airport>([])
const bag = F.pipe(flights, F.join(airports, { left: (f) => f.origin, right: (a) => a.iata, how: 'semi' }))

type OrderOf<D> = D extends F.Dataset<unknown, infer O> ? O : never

describe('a long pipe', () => {
  test('of twelve stages', () => {
    const result = F.pipe(
      flights,
      F.filter((f) => f.delay > 15),
      F.map((f) => ({ ...f, hours: f.delay / 60 })),
      F.tap((f) => f.hours.toFixed()),
      F.update((f) => {
        f.tags.push(f.origin)
      }),
      F.flatMap((f) => f.tags.map((tag) => ({ tag, hours: f.hours, weather: f.weather }))),
      F.filterMap((x) => (x.weather === null ? O.none : O.some({ ...x, weather: x.weather }))),
      F.distinct(),
      F.join(airports, { left: (x) => x.tag, right: (a) => a.iata, how: 'left' }),
      F.groupBy(([, a]) => a?.state, {
        n: A.count(),
        hours: A.mean(([x]) => x.hours),
        least: A.min(([x]) => x.weather),
      }),
      F.sortBy(
        F.descending((g) => g.hours),
        (g) => g.key,
      ),
      F.take(10),
      F.map((g) => [g.key, g.n] as const),
    )
    expectTypeOf(result).toEqualTypeOf<F.Sequence<readonly [string | undefined, number]>>()
  })

  test('in flow, with generic helpers', () => {
    const pluck = <R extends object, K extends keyof R>(key: K) => F.flow(F.map((row: R) => row[key]))
    const longest = <R extends { readonly delay: number }>(count: number) =>
      F.flow(F.sortBy<R>(F.descending((r) => r.delay)), F.take(count))
    const by = F.flow(
      F.filter((f: Row) => f.weather !== null),
      F.map((f) => ({ origin: f.origin, late: f.delay > 0 })),
      F.groupBy((f) => f.late, { n: A.count() }),
      F.sortBy((g) => g.n),
      F.map((g) => g.key),
    )
    expectTypeOf(F.pipe(flights, pluck('delay'))).toEqualTypeOf<F.Sequence<number>>()
    expectTypeOf(F.pipe(flights, pluck('tags'))).toEqualTypeOf<F.Sequence<readonly string[]>>()
    expectTypeOf(F.pipe(bag, longest(3))).toEqualTypeOf<F.Sequence<Row>>()
    expectTypeOf(F.pipe(flights, by)).toEqualTypeOf<F.Sequence<boolean>>()
  })
})

describe('order', () => {
  test('is kept by what takes rows one by one', () => {
    expectTypeOf<OrderOf<typeof flights>>().toEqualTypeOf<'sequence'>()
    const steps = F.flow(
      F.map((f: Row) => f.tags),
      F.flatMap((tags) => [...tags]),
      F.filter((tag) => tag !== ''),
      F.filterMap(O.some),
      F.tap(() => {}),
      F.distinct(),
    )
    expectTypeOf(F.pipe(flights, steps)).toEqualTypeOf<F.Sequence<string>>()
    expectTypeOf(F.pipe(bag, steps)).toEqualTypeOf<F.Bag<string>>()
  })

  test('is lost by groupBy and join, given by sortBy and aggregate', () => {
    expectTypeOf(
      F.pipe(
        flights,
        F.groupBy((f) => f.origin, {}),
      ),
    ).toExtend<F.Bag<unknown>>()
    expectTypeOf(
      F.pipe(
        flights,
        F.groupBy((f) => f.origin, {}),
      ),
    ).not.toExtend<F.Sequence<unknown>>()
    expectTypeOf(bag).not.toExtend<F.Sequence<unknown>>()
    expectTypeOf(
      F.pipe(
        bag,
        F.sortBy((f) => f.delay),
      ),
    ).toEqualTypeOf<F.Sequence<Row>>()
    expectTypeOf(F.pipe(bag, F.aggregate({ n: A.count() }))).toEqualTypeOf<F.Sequence<{ readonly n: number }>>()
  })

  test('of concat and union is that of both', () => {
    expectTypeOf(F.pipe(flights, F.concat(flights))).toEqualTypeOf<F.Sequence<Row>>()
    expectTypeOf(F.pipe(flights, F.union(flights))).toEqualTypeOf<F.Sequence<Row>>()
    expectTypeOf(F.pipe(bag, F.concat(flights))).toEqualTypeOf<F.Bag<Row>>()
    expectTypeOf(F.pipe(flights, F.union(bag))).toEqualTypeOf<F.Bag<Row>>()
  })
})

describe('rows', () => {
  test('are frozen where they enter, and only there', () => {
    expectTypeOf<F.RowOf<typeof flights>>().toEqualTypeOf<{
      readonly origin: string
      readonly delay: number
      readonly weather: string | null
      readonly tags: readonly string[]
    }>()
    const fresh = F.pipe(
      flights,
      F.map((f) => ({ list: [f.delay] })),
    )
    expectTypeOf<F.RowOf<typeof fresh>>().toEqualTypeOf<{ list: number[] }>()
  })

  test('are narrowed by a type guard', () => {
    type Windy = Row & { readonly weather: string }
    const isWindy = (f: Row): f is Windy => f.weather !== null
    expectTypeOf(
      F.pipe(
        flights,
        F.filter(isWindy),
        F.map((f) => f.weather),
      ),
    ).toEqualTypeOf<F.Sequence<string>>()
    const mixed = F.rows<string | number | null>([])
    expectTypeOf(
      F.pipe(
        mixed,
        F.filter((x) => typeof x === 'string'),
      ),
    ).toEqualTypeOf<F.Sequence<string>>()
    expectTypeOf(
      F.pipe(
        mixed,
        F.filter((x): x is number | null => typeof x !== 'string'),
      ),
    ).toEqualTypeOf<F.Sequence<number | null>>()
  })

  test('meet parameters with their types', () => {
    const min = { min: 15, names: ['a'] }
    expectTypeOf(
      F.pipe(
        flights,
        F.filter((f, p) => f.delay > p.min, min),
      ),
    ).toEqualTypeOf<F.Sequence<Row>>()
    expectTypeOf(
      F.pipe(
        flights,
        F.map((f, p) => [f.delay, p.names.length] as const, min),
      ),
    ).toEqualTypeOf<F.Sequence<readonly [number, number]>>()
    expectTypeOf(
      F.pipe(
        flights,
        F.flatMap((_, p) => p.names, min),
      ),
    ).toEqualTypeOf<F.Sequence<string>>()
    expectTypeOf(
      F.pipe(
        flights,
        F.filterMap((f, p) => O.fromNullable(p.names[f.delay]), min),
      ),
    ).toEqualTypeOf<F.Sequence<string>>()
    expectTypeOf(
      F.pipe(
        flights,
        F.tap((f, p) => f.delay > p.min, min),
      ),
    ).toEqualTypeOf<F.Sequence<Row>>()
  })

  test('may be written to in a recipe, where they come out readonly again', () => {
    const updated = F.pipe(
      flights,
      F.update(
        (f, p) => {
          f.tags.push(p.tag)
          f.delay += 1
        },
        { tag: 'x' },
      ),
    )
    expectTypeOf(updated).toEqualTypeOf<F.Sequence<Row>>()
  })

  test('are any iterable, flattened', () => {
    expectTypeOf(
      F.pipe(
        flights,
        F.flatMap((f) => new Set(f.tags)),
      ),
    ).toEqualTypeOf<F.Sequence<string>>()
    expectTypeOf(
      F.pipe(
        flights,
        F.flatMap((f) => List(f.tags)),
      ),
    ).toEqualTypeOf<F.Sequence<string>>()
    expectTypeOf(
      F.pipe(
        flights,
        F.flatMap((f) => new Map([[f.origin, 1]])),
      ),
    ).toEqualTypeOf<F.Sequence<[string, number]>>()
  })

  test('get their type from a codec', () => {
    const Point = t.type({ x: t.number, tags: t.array(t.string), y: t.union([t.number, t.null]) })
    expectTypeOf(F.pipe(F.rows<unknown>([]), F.decode(Point))).toEqualTypeOf<
      F.Sequence<{ readonly x: number; readonly tags: readonly string[]; readonly y: number | null }>
    >()
    expectTypeOf(F.pipe(bag, F.decode(t.string))).toEqualTypeOf<F.Bag<string>>()
  })
})

describe('over', () => {
  type With<X> = { readonly [N in keyof (Row & X)]: (Row & X)[N] }

  test('infers the rows of every function, and adds their values', () => {
    const seen = F.pipe(
      flights,
      F.over(
        { by: (f) => f.origin, orderBy: [F.ascending((f) => f.delay), (f) => f.weather] },
        {
          rank: W.rank(),
          part: W.ntile(4),
          before: W.lag((f) => f.weather),
          after: W.lead((f, p) => f.delay * p.by, 2, { by: 2 }),
          opening: W.first((f) => f.tags),
          closing: W.last((f, p) => f.delay > p, 3),
          total: W.running(A.sum((f) => f.delay)),
          week: W.rolling(
            A.mean((f) => f.delay),
            { rows: 7 },
          ),
          near: W.rolling(
            A.toList((f) => f.weather),
            { rows: [-1, 1] },
          ),
          most: W.whole(A.max((f) => f.origin)),
          all: W.whole(A.toList()),
          some: W.running(A.filtered(A.count(), (f: Row) => f.delay > 1)),
        },
      ),
      F.filter((f) => f.rank < 3 && f.delay > 0),
    )
    expectTypeOf(seen).toEqualTypeOf<
      F.Sequence<
        With<{
          rank: number
          part: number
          before: string | null | undefined
          after: number | undefined
          opening: readonly string[]
          closing: boolean
          total: number
          week: number
          near: List<string | null>
          most: string | undefined
          all: List<Row>
          some: number
        }>
      >
    >()
  })

  test('keeps the order of its rows', () => {
    const total = F.pipe(bag, F.over({ by: (f) => f.origin }, { total: W.whole(A.sum((f) => f.delay)) }))
    expectTypeOf(total).toEqualTypeOf<F.Bag<With<{ total: number }>>>()
    const ranked = F.pipe(bag, F.over({ orderBy: (f) => f.delay }, { rank: W.rank(), all: W.running(A.toList()) }))
    expectTypeOf(ranked).toEqualTypeOf<F.Bag<With<{ rank: number; all: List<Row> }>>>()
    expectTypeOf(F.pipe(flights, F.over({}, { n: W.rowNumber() }))).toEqualTypeOf<F.Sequence<With<{ n: number }>>>()
  })

  test('replaces fields in place, keeps optional ones, and takes unions apart', () => {
    const events = F.rows<{ at: number; note?: string } | { at: number; delay: string }>([])
    const seen = F.pipe(events, F.over({}, { delay: W.lag((e) => e.at) }))
    expectTypeOf(seen).toEqualTypeOf<
      F.Sequence<
        | { readonly at: number; readonly note?: string; readonly delay: number | undefined }
        | { readonly at: number; readonly delay: number | undefined }
      >
    >()
  })

  test('loses no field to a function that reads few of them', () => {
    const byDelay = (f: { readonly delay: number }) => f.delay
    const seen = F.pipe(flights, F.over({ by: byDelay, orderBy: F.ascending(byDelay) }, { before: W.lag(byDelay) }))
    expectTypeOf(seen).toEqualTypeOf<F.Sequence<With<{ before: number | undefined }>>>()
  })

  test('takes parameters of by', () => {
    const seen = F.pipe(
      flights,
      F.over({ by: (f, p) => f.delay % p.mod, orderBy: (f) => f.delay }, { n: W.rank() }, { mod: 3 }),
    )
    expectTypeOf(seen).toEqualTypeOf<F.Sequence<With<{ n: number }>>>()
  })

  test('stands first in a flow, where functions say what they read, and in generic helpers', () => {
    const ranked = F.flow(
      F.over({ orderBy: F.descending((f: Row) => f.delay) }, { rank: W.rank() }),
      F.map((f) => f.rank),
    )
    expectTypeOf(F.pipe(flights, ranked)).toEqualTypeOf<F.Sequence<number>>()
    expectTypeOf(F.pipe(bag, ranked)).toEqualTypeOf<F.Bag<number>>()
    const alone = F.over({ by: (f: Row) => f.origin }, { n: W.rowNumber() })
    expectTypeOf(alone(flights)).toEqualTypeOf<F.Sequence<With<{ n: number }>>>()
    const unordered = F.over({}, { total: W.whole(A.sum((f: Row) => f.delay)) })
    expectTypeOf(unordered(bag)).toEqualTypeOf<F.Bag<With<{ total: number }>>>()
    const worst = <R extends { readonly delay: number }>() =>
      F.over({ orderBy: F.descending((r: R) => r.delay) }, { rank: W.rank() })
    expectTypeOf(F.pipe(bag, worst<Row>())).toEqualTypeOf<F.Bag<With<{ rank: number }>>>()
  })

  test('prints flat', () => {
    expectTypeOf<F.Over<{ a: 1; b?: 2 }, { readonly c: W.Window<unknown, 3> }>>().toEqualTypeOf<{
      a: 1
      b?: 2
      readonly c: 3
    }>()
  })
})

describe('results', () => {
  test('of a join are by its kind', () => {
    const on = { left: (f: Row) => f.origin, right: (a: F.Frozen<Airport>) => a.iata }
    type Right = F.Frozen<Airport>
    expectTypeOf(F.pipe(flights, F.join(airports, on))).toEqualTypeOf<F.Bag<readonly [Row, Right]>>()
    expectTypeOf(F.pipe(flights, F.join(airports, { ...on, how: 'inner' }))).toEqualTypeOf<
      F.Bag<readonly [Row, Right]>
    >()
    expectTypeOf(F.pipe(flights, F.join(airports, { ...on, how: 'left' }))).toEqualTypeOf<
      F.Bag<readonly [Row, Right | undefined]>
    >()
    expectTypeOf(F.pipe(flights, F.join(airports, { ...on, how: 'right' }))).toEqualTypeOf<
      F.Bag<readonly [Row | undefined, Right]>
    >()
    expectTypeOf(F.pipe(flights, F.join(airports, { ...on, how: 'full' }))).toEqualTypeOf<
      F.Bag<readonly [Row, Right | undefined] | readonly [undefined, Right]>
    >()
    const either = F.pipe(
      flights,
      F.join(airports, { left: (f) => f.origin, right: (a) => a.iata, how: 'full' }),
      F.map(([f, a]) => (f === undefined ? a.state : f.origin)),
    )
    expectTypeOf(either).toEqualTypeOf<F.Bag<string>>()
    expectTypeOf(F.pipe(flights, F.join(airports, { ...on, how: 'semi' }))).toEqualTypeOf<F.Bag<Row>>()
    expectTypeOf(F.pipe(flights, F.join(airports, { ...on, how: 'anti' }))).toEqualTypeOf<F.Bag<Row>>()
  })

  test('of cross and cogroup hold both rows', () => {
    type Right = F.Frozen<Airport>
    expectTypeOf(F.pipe(flights, F.cross(airports))).toEqualTypeOf<F.Bag<readonly [Row, Right]>>()
    const both = F.pipe(flights, F.cogroup(airports, { left: (f) => f.origin, right: (a) => a.iata }))
    expectTypeOf(both).toEqualTypeOf<F.Bag<F.Cogroup<string, Row, Right>>>()
    expectTypeOf(
      F.pipe(
        both,
        F.flatMap(({ left, right }) => left.map((f) => [f.delay, right.first()?.state] as const)),
      ),
    ).toEqualTypeOf<F.Bag<readonly [number, string | undefined]>>()
    expectTypeOf(
      F.pipe(
        flights,
        F.cogroup(airports, { left: (f, p) => f.origin + p.end, right: (a) => a.iata }, { end: '.' }),
        F.map((g) => g.key),
      ),
    ).toEqualTypeOf<F.Bag<string>>()
  })

  test('of asofJoin are pairs, in the order of the left', () => {
    interface Price {
      city: string
      when: Date
      price: number
      day: string
    }
    const prices = F.rows<Price>([])
    type Right = F.Frozen<Price>
    const orders = F.rows<{ at: Date; n: number; origin: string; day?: string }>([])
    type Left = F.RowOf<typeof orders>
    expectTypeOf(F.pipe(orders, F.asofJoin(prices, { left: (f) => f.at, right: (o) => o.when }))).toEqualTypeOf<
      F.Sequence<readonly [Left, Right | undefined]>
    >()
    expectTypeOf(
      F.pipe(
        orders,
        F.sortBy((o) => o.n),
        F.asofJoin(prices, {
          left: (f) => f.at,
          right: (o) => o.when,
          by: { left: (f) => f.origin, right: (o) => o.city },
          direction: 'nearest',
          tolerance: 5,
          how: 'inner',
        }),
        F.map(([f, o]) => f.n + o.price),
      ),
    ).toEqualTypeOf<F.Sequence<number>>()
    expectTypeOf(
      F.pipe(
        orders,
        F.asofJoin(prices, { left: (f) => f.day, right: (o) => o.day, direction: 'forward' }),
        F.map(([, o]) => o?.price),
      ),
    ).toEqualTypeOf<F.Sequence<number | undefined>>()
    expectTypeOf(
      F.pipe(
        orders,
        F.groupBy((o) => o.n, {}),
        F.asofJoin(prices, { left: (g, p) => g.key + p.by, right: (o) => o.price, tolerance: 3 }, { by: 1 }),
        F.map(([g, o]) => [g.key, o?.city] as const),
      ),
    ).toEqualTypeOf<F.Bag<readonly [number, string | undefined]>>()
  })

  test('of groupBy and aggregate have the names and types of their aggregates', () => {
    const groups = F.pipe(
      flights,
      F.groupBy((f) => ({ from: f.origin, late: f.delay > 15 }), {
        n: A.count(),
        mean: A.mean((f) => f.delay),
        first: A.first((f) => f.weather),
        all: A.toList((f) => f.tags),
      }),
    )
    expectTypeOf<F.RowOf<typeof groups>>().toEqualTypeOf<{
      readonly key: { from: string; late: boolean }
      readonly n: number
      readonly mean: number
      readonly first: string | null | undefined
      readonly all: List<readonly string[]>
    }>()
    const byTwo = F.pipe(
      flights,
      F.groupBy(
        { from: (f) => f.origin, late: (f) => f.delay > 15 },
        { n: A.count(), mean: A.mean((f) => f.delay), first: A.first((f) => f.weather) },
      ),
    )
    expectTypeOf<F.RowOf<typeof byTwo>>().toEqualTypeOf<{
      readonly from: string
      readonly late: boolean
      readonly n: number
      readonly mean: number
      readonly first: string | null | undefined
    }>()
    const withParameters = F.pipe(
      flights,
      F.groupBy(
        { from: (f) => f.origin, late: (f, p) => f.delay > p.min },
        { most: A.max((f) => f.weather) },
        { min: 3 },
      ),
    )
    expectTypeOf<F.RowOf<typeof withParameters>>().toEqualTypeOf<{
      readonly from: string
      readonly late: boolean
      readonly most: string | undefined
    }>()
    const levels = F.pipe(
      bag,
      F.rollup({ from: (f) => f.origin, late: (f) => f.delay > 15 }, { n: A.count(), total: A.sum((f) => f.delay) }),
    )
    expectTypeOf<F.RowOf<typeof levels>>().toEqualTypeOf<{
      readonly from: string | null
      readonly late: boolean | null
      readonly level: number
      readonly n: number
      readonly total: number
    }>()
    expectTypeOf(
      F.pipe(
        flights,
        F.countBy((f) => f.weather),
      ),
    ).toEqualTypeOf<F.Bag<{ readonly key: string | null; readonly n: number }>>()
    expectTypeOf(
      F.pipe(
        flights,
        F.sumBy(
          (f) => f.origin,
          (f) => f.delay,
        ),
        F.map((g) => [g.key, g.sum] as const),
      ),
    ).toEqualTypeOf<F.Bag<readonly [string, number]>>()
    const totals = F.pipe(bag, F.aggregate({ n: A.count(), total: A.sum((f) => f.delay) }))
    expectTypeOf<F.RowOf<typeof totals>>().toEqualTypeOf<{ readonly n: number; readonly total: number }>()
  })

  test('of running are lists and batches of rows', () => {
    expectTypeOf(F.toList<Row>).returns.resolves.toEqualTypeOf<List<Row>>()
    const names = F.pipe(
      flights,
      F.map((f) => f.origin),
    )
    expectTypeOf<ReturnType<typeof F.stream<F.RowOf<typeof names>>>>().toEqualTypeOf<
      AsyncGenerator<readonly string[], void, undefined>
    >()
    type Result = Awaited<ReturnType<ReturnType<typeof F.run<string>>>>
    expectTypeOf<Extract<Result, { _tag: 'Left' }>['left']>().toEqualTypeOf<F.RunError>()
    expectTypeOf<Extract<Result, { _tag: 'Right' }>['right']['rows']>().toEqualTypeOf<List<string>>()
  })
})
