/**
 * Proves that operators over fields, and those that split, infer their types in the middle of a pipe: which fields there
 * are, which are optional, what later fields see of earlier ones. The type checker is the judge; that it has judged this
 * file is proved in compile.test.ts.
 */
import * as F from 'floe'
import * as A from 'floe/aggregate'
import * as E from 'fp-ts/lib/Either.js'
import { describe, expectTypeOf, test } from 'vitest'

interface Flight {
  readonly origin: string
  readonly delay: number
  readonly tags: readonly string[]
  readonly at?: Date
}
const flights = F.rows<Flight>([])
const mixed = F.rows<string | number | null>([])
type Shape = { readonly kind: 'circle'; readonly r: number } | { readonly kind: 'square'; readonly a: number }
const figures = F.rows<Shape>([])
const names = F.rows<{ readonly [name: string]: number }>([])

describe('fields', () => {
  test('are selected, and stay optional', () => {
    expectTypeOf(F.pipe(flights, F.select('origin', 'at'))).toEqualTypeOf<
      F.Sequence<{ readonly origin: string; readonly at?: Date }>
    >()
    expectTypeOf(F.pipe(figures, F.select('kind'))).toEqualTypeOf<
      F.Sequence<{ readonly kind: 'circle' } | { readonly kind: 'square' }>
    >()
    expectTypeOf(F.pipe(names, F.select('x'))).toEqualTypeOf<F.Sequence<{ readonly x: number }>>()
  })

  test('are left out', () => {
    expectTypeOf(F.pipe(flights, F.omit('tags', 'delay'))).toEqualTypeOf<
      F.Sequence<{ readonly origin: string; readonly at?: Date }>
    >()
    expectTypeOf(F.pipe(figures, F.omit('kind'))).toEqualTypeOf<
      F.Sequence<{ readonly r: number } | { readonly a: number }>
    >()
  })

  test('are renamed, also into each other', () => {
    const short = F.select('origin', 'delay', 'at') as (
      rows: typeof flights,
    ) => F.Sequence<F.Selected<Flight, 'origin' | 'delay' | 'at'>>
    expectTypeOf(F.pipe(flights, short, F.rename({ origin: 'from', at: 'when' }))).toEqualTypeOf<
      F.Sequence<{ readonly from: string; readonly delay: number; readonly when?: Date }>
    >()
    expectTypeOf(F.pipe(flights, short, F.rename({ origin: 'delay', delay: 'origin' }))).toEqualTypeOf<
      F.Sequence<{ readonly delay: string; readonly origin: number; readonly at?: Date }>
    >()
  })

  test('become columns of a table, and rows again', () => {
    const sales = F.rows<{ city: string; month: 'jan' | 'feb' | 'mar'; sum: number }>([])
    const months = F.rows<{ city: string; jan: number; feb: number | null; mar?: number }>([])
    const table = F.pipe(
      sales,
      F.pivot({ rows: (s) => s.city, columns: (s) => s.month, names: ['jan', 'feb'], values: A.sum((s) => s.sum) }),
    )
    expectTypeOf<F.RowOf<typeof table>>().toEqualTypeOf<{
      readonly key: string
      readonly jan: number
      readonly feb: number
    }>()
    const withRest = F.pipe(
      sales,
      F.pivot({
        rows: (s) => [s.city] as const,
        columns: (s) => s.month,
        names: ['jan'],
        values: A.first((s) => s.sum),
        others: 'rest',
      }),
      F.map((r) => [r.key[0], r.jan, r.rest] as const),
    )
    expectTypeOf(withRest).toEqualTypeOf<F.Bag<readonly [string, number | undefined, number | undefined]>>()
    const counts = F.pipe(
      sales,
      F.pivot({ rows: (s) => s.city, columns: (s) => s.month, names: ['jan'], values: A.count() }),
      F.map((r) => r.jan + 1),
    )
    expectTypeOf(counts).toEqualTypeOf<F.Bag<number>>()
    const long = F.pipe(months, F.unpivot(['jan', 'feb'], { name: 'month', value: 'sales' }))
    expectTypeOf<F.RowOf<typeof long>>().toEqualTypeOf<{
      readonly city: string
      readonly mar?: number
      readonly month: 'jan' | 'feb'
      readonly sales: number | null
    }>()
    const free = F.pipe(
      months,
      F.unpivot(['jan', 'mar'], { name: 'jan', value: 'sales' }),
      F.map((r) => [r.jan, r.sales] as const),
    )
    expectTypeOf(free).toEqualTypeOf<F.Sequence<readonly ['jan' | 'mar', number | undefined]>>()
    const dictionary = F.pipe(
      F.rows<{ readonly [name: string]: number }>([]),
      F.unpivot(['a', 'b'], { name: 'letter', value: 'n' }),
      F.map((r) => r.letter),
    )
    expectTypeOf(dictionary).toExtend<F.Sequence<unknown>>()
  })

  test('are derived, later ones from earlier ones', () => {
    expectTypeOf(
      F.pipe(
        flights,
        F.select('delay', 'at'),
        F.derive(
          { hours: (f) => f.delay / 60, at: (f) => f.at?.getTime() ?? 0 },
          { late: (f) => f.hours > 1 },
          { text: (f) => `${f.late} ${f.at + f.delay}` },
        ),
      ),
    ).toEqualTypeOf<
      F.Sequence<{
        readonly delay: number
        readonly at: number
        readonly hours: number
        readonly late: boolean
        readonly text: string
      }>
    >()
    expectTypeOf(
      F.pipe(
        figures,
        F.derive({ area: (s) => (s.kind === 'circle' ? Math.PI * s.r ** 2 : s.a ** 2) }),
        F.map((s) => (s.kind === 'circle' ? s.r : s.a + s.area)),
      ),
    ).toEqualTypeOf<F.Sequence<number>>()
    const timed: F.Bag<{ readonly hours: number }> = F.pipe(
      flights,
      F.derive({ hours: (f) => f.delay / 60, n: () => 1 }),
    )
    expectTypeOf(timed).toEqualTypeOf<F.Bag<{ readonly hours: number }>>()
  })

  test('are those of flows and of generic helpers, too', () => {
    const flow = F.flow(
      F.derive({ hours: (f: Flight) => f.delay / 60 }, { late: (f) => f.hours > 1 }),
      F.omit('tags', 'at'),
      F.rename({ origin: 'from' }),
    )
    expectTypeOf(F.pipe(flights, flow)).toEqualTypeOf<
      F.Sequence<{ readonly from: string; readonly delay: number; readonly hours: number; readonly late: boolean }>
    >()
    const timed = <R extends { readonly delay: number; readonly origin: string }>(rows: F.Sequence<R>) =>
      F.pipe(
        rows,
        F.derive({ hours: (r) => r.delay / 60 }),
        F.filter((r) => r.hours > 1 && r.origin !== ''),
        F.take(1),
      )
    expectTypeOf(
      F.pipe(
        timed(flights),
        F.map((f) => f.tags.length + f.hours),
      ),
    ).toEqualTypeOf<F.Sequence<number>>()
    const delays = <R extends { readonly delay: number }>(rows: F.Sequence<R>) =>
      F.pipe(
        rows,
        F.select('delay'),
        F.map((r) => r.delay),
      )
    expectTypeOf(delays(flights)).toEqualTypeOf<F.Sequence<number>>()
  })
})

describe('validate', () => {
  test('keeps the type, or narrows it by a guard', () => {
    expectTypeOf(
      F.pipe(
        flights,
        F.validate(
          (f) => f.delay >= 0,
          (f) => `${f.origin} is early`,
        ),
      ),
    ).toEqualTypeOf<F.Sequence<Flight>>()
    expectTypeOf(
      F.pipe(
        mixed,
        F.validate((x) => x !== null, 'null'),
      ),
    ).toEqualTypeOf<F.Sequence<string | number>>()
    expectTypeOf(
      F.pipe(
        flights,
        F.validate(
          (f, p) => f.delay >= p.least,
          (f, p) => `${f.delay} < ${p.least}`,
          { least: 0 },
        ),
      ),
    ).toEqualTypeOf<F.Sequence<Flight>>()
  })
})

describe('split', () => {
  const bag = F.pipe(
    flights,
    F.groupBy((f) => f.origin, {}),
  )

  test('gives two halves, which a guard narrows', () => {
    const [texts, others] = F.pipe(
      mixed,
      F.split((x) => typeof x === 'string'),
    )
    expectTypeOf(texts).toEqualTypeOf<F.Sequence<string>>()
    expectTypeOf(others).toEqualTypeOf<F.Sequence<number | null>>()
    const [late, onTime] = F.pipe(
      flights,
      F.split((f, p) => f.delay > p.most, { most: 15 }),
    )
    expectTypeOf(late).toEqualTypeOf<F.Sequence<Flight>>()
    expectTypeOf(onTime).toEqualTypeOf<F.Sequence<Flight>>()
    const [a, b] = F.pipe(
      bag,
      F.split((g) => g.key === 'SEA'),
    )
    expectTypeOf(a).toEqualTypeOf<typeof bag>()
    expectTypeOf(b).toEqualTypeOf<typeof bag>()
  })

  test('by an Either gives what is in its sides', () => {
    const [problems, lengths] = F.pipe(
      mixed,
      F.splitEither((x) => (typeof x === 'string' ? E.right(x.length) : E.left({ wrong: x }))),
    )
    expectTypeOf(problems).toEqualTypeOf<F.Sequence<{ wrong: number | null }>>()
    expectTypeOf(lengths).toEqualTypeOf<F.Sequence<number>>()
    const parse = (x: unknown): E.Either<Error, number> =>
      typeof x === 'number' ? E.right(x) : E.left(new Error('no'))
    expectTypeOf(F.pipe(mixed, F.map(parse), F.separate())).toEqualTypeOf<
      readonly [lefts: F.Sequence<Error>, rights: F.Sequence<number>]
    >()
    expectTypeOf(F.pipe(bag, F.map(parse), F.separate())[1]).toEqualTypeOf<F.Bag<number>>()
    expectTypeOf(
      F.pipe(
        flights,
        F.splitEither((f, p) => (f.delay > p ? E.right(f) : E.left(f.origin)), 15),
      )[0],
    ).toEqualTypeOf<F.Sequence<string>>()
  })
})
