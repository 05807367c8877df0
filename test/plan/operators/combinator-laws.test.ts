/**
 * Proves the laws of combinators (P7) of every operator: what refactoring and, later, optimiser rules rely on.
 */
import fc from 'fast-check'
import * as F from 'floe'
import * as A from 'floe/aggregate'
import * as O from 'fp-ts/lib/Option.js'
import { describe, expect, test } from 'vitest'
import { fingerprint } from '../../../src/data/fingerprint.ts'
import { keyOf } from '../../../src/data/key.ts'
import {
  choices,
  counts,
  expansions,
  expectSame,
  expectSameBag,
  fails,
  functions,
  holds,
  keys,
  numberRows,
  predicates,
  printsOf,
  rowsOf,
  visitRows,
} from './laws.ts'

const { pipe, rows } = F
const twice = (v: { readonly id: number }) => v.id * 2

describe('map', () => {
  test('of the identity changes nothing', () =>
    holds(visitRows, (xs) =>
      expectSame(
        pipe(
          rows(xs),
          F.map((x) => x),
        ),
        rows(xs),
      ),
    ))
  test('after map is map of both', () =>
    holds(numberRows, functions, functions, (xs, f, g) =>
      expectSame(
        pipe(rows(xs), F.map(f), F.map(g)),
        pipe(
          rows(xs),
          F.map((x) => g(f(x))),
        ),
      ),
    ))
  test('after map is not map of both the other way round', () =>
    fails(numberRows, functions, functions, (xs, f, g) =>
      expectSame(
        pipe(rows(xs), F.map(f), F.map(g)),
        pipe(
          rows(xs),
          F.map((x) => f(g(x))),
        ),
      ),
    ))
  test('with parameters is map of the function closed over them', () =>
    holds(numberRows, fc.integer(), (xs, by) =>
      expectSame(
        pipe(
          rows(xs),
          F.map((x, p) => x * p.by, { by }),
        ),
        pipe(
          rows(xs),
          F.map((x) => x * by),
        ),
      ),
    ))
  test('calls its function with one argument, or with two', async () => {
    const given: unknown[][] = []
    const spy = (...all: readonly unknown[]) => given.push([...all])
    await rowsOf(pipe(rows(['a']), F.map(spy)))
    await rowsOf(pipe(rows(['b']), F.map(spy, undefined)))
    await rowsOf(pipe(rows(['10', '11']), F.map(Number.parseInt as (text: string) => number)))
    expect(given).toEqual([['a'], ['b', undefined]])
  })
})

describe('filter', () => {
  test('after filter is filter by both', () =>
    holds(numberRows, predicates, predicates, (xs, p, q) =>
      expectSame(
        pipe(rows(xs), F.filter(p), F.filter(q)),
        pipe(
          rows(xs),
          F.filter((x) => p(x) && q(x)),
        ),
      ),
    ))
  test('commutes with filter', () =>
    holds(numberRows, predicates, predicates, (xs, p, q) =>
      expectSame(pipe(rows(xs), F.filter(p), F.filter(q)), pipe(rows(xs), F.filter(q), F.filter(p))),
    ))
  test('before map is after it, of the mapped row', () =>
    holds(numberRows, functions, predicates, (xs, f, p) =>
      expectSame(
        pipe(rows(xs), F.map(f), F.filter(p)),
        pipe(
          rows(xs),
          F.filter((x) => p(f(x))),
          F.map(f),
        ),
      ),
    ))
  test('and its contrary part the rows (S20)', () =>
    holds(numberRows, predicates, (xs, p) =>
      expectSameBag(
        pipe(
          rows(xs),
          F.filter(p),
          F.concat(
            pipe(
              rows(xs),
              F.filter((x) => !p(x)),
            ),
          ),
        ),
        rows(xs),
      ),
    ))
  test('keeps as many as the predicate holds for (S21)', () =>
    holds(numberRows, predicates, async (xs, p) => {
      const kept = await rowsOf(pipe(rows(xs), F.filter(p)))
      const sum = await rowsOf(pipe(rows(xs), F.aggregate({ n: A.sum((x) => Number(p(x))) })))
      expect(sum).toEqual([{ n: kept.length }])
    }))
})

describe('flatMap', () => {
  test('of one row each is map', () =>
    holds(numberRows, functions, (xs, f) =>
      expectSame(
        pipe(
          rows(xs),
          F.flatMap((x) => [f(x)]),
        ),
        pipe(rows(xs), F.map(f)),
      ),
    ))
  test('of one row is what the function gives', () =>
    holds(fc.integer(), expansions, (x, f) => expectSame(pipe(rows([x]), F.flatMap(f)), rows(f(x)))))
  test('is associative', () =>
    holds(numberRows, expansions, expansions, (xs, f, g) =>
      expectSame(
        pipe(rows(xs), F.flatMap(f), F.flatMap(g)),
        pipe(
          rows(xs),
          F.flatMap((x) => f(x).flatMap(g)),
        ),
      ),
    ))
  test('of a row or none is filter', () =>
    holds(numberRows, predicates, (xs, p) =>
      expectSame(
        pipe(
          rows(xs),
          F.flatMap((x) => (p(x) ? [x] : [])),
        ),
        pipe(rows(xs), F.filter(p)),
      ),
    ))
  test('is over concat what it is over its parts (S14)', () =>
    holds(numberRows, numberRows, expansions, (xs, ys, f) =>
      expectSame(
        pipe(rows(xs), F.concat(rows(ys)), F.flatMap(f)),
        pipe(rows(xs), F.flatMap(f), F.concat(pipe(rows(ys), F.flatMap(f)))),
      ),
    ))
  test('takes any iterable', () =>
    holds(numberRows, (xs) =>
      expectSame(
        pipe(
          rows(xs),
          F.flatMap(function* (x) {
            yield x
            yield x
          }),
        ),
        pipe(
          rows(xs),
          F.flatMap((x) => [x, x]),
        ),
      ),
    ))
})

describe('filterMap', () => {
  test('is filter by what is some, then map', () =>
    holds(numberRows, choices, (xs, f) =>
      expectSame(
        pipe(rows(xs), F.filterMap(f)),
        pipe(
          rows(xs),
          F.filter((x) => O.isSome(f(x))),
          F.map((x) => O.getOrElseW(() => 'never')(f(x))),
        ),
      ),
    ))
  test('of some is map, of none is empty', () =>
    holds(numberRows, functions, async (xs, f) => {
      await expectSame(
        pipe(
          rows(xs),
          F.filterMap((x) => O.some(f(x))),
        ),
        pipe(rows(xs), F.map(f)),
      )
      await expectSame(
        pipe(
          rows(xs),
          F.filterMap(() => O.none),
        ),
        rows([]),
      )
    }))
})

describe('update', () => {
  test('is map of a spread', () =>
    holds(visitRows, (xs) =>
      expectSame(
        pipe(
          rows(xs),
          F.update((v) => {
            v.id = 1
            v.tags.push('x')
          }),
        ),
        pipe(
          rows(xs),
          F.map((v) => ({ ...v, id: 1, tags: [...v.tags, 'x'] })),
        ),
      ),
    ))
  test('that writes nothing gives the same objects', () =>
    holds(visitRows, async (xs) => {
      const out = await rowsOf(
        pipe(
          rows(xs),
          F.update(() => {}),
        ),
      )
      out.forEach((row, i) => {
        expect(row).toBe(xs[i])
      })
    }))
  test('shares what it does not write to', async () => {
    const row = { a: { deep: [1] }, b: { n: 1 } }
    const [out] = await rowsOf(
      pipe(
        rows([row]),
        F.update((r) => {
          r.b.n = 2
        }),
      ),
    )
    expect(out?.a).toBe(row.a)
    expect(out).toEqual({ a: { deep: [1] }, b: { n: 2 } })
  })
  test('ignores what the recipe gives', () =>
    holds(visitRows, (xs) =>
      expectSame(
        pipe(
          rows(xs),
          F.update(() => ({ other: 1 })),
        ),
        rows(xs),
      ),
    ))
  test('writes to Map and Set too', async () => {
    const row = { map: new Map([['a', { n: 1 }]]), set: new Set([1]) }
    const out = await rowsOf(
      pipe(
        rows([row]),
        F.update((r) => {
          r.map.set('b', { n: 2 })
          const a = r.map.get('a')
          if (a) a.n = 3
          r.set.add(2)
        }),
      ),
    )
    expect(out).toEqual([
      {
        map: new Map([
          ['a', { n: 3 }],
          ['b', { n: 2 }],
        ]),
        set: new Set([1, 2]),
      },
    ])
    expect(row).toEqual({ map: new Map([['a', { n: 1 }]]), set: new Set([1]) })
  })
})

describe('tap', () => {
  test('changes nothing', () => holds(visitRows, (xs) => expectSame(pipe(rows(xs), F.tap(twice)), rows(xs))))
  test('sees every row once, in order', () =>
    holds(visitRows, async (xs) => {
      const seen: unknown[] = []
      await rowsOf(
        pipe(
          rows(xs),
          F.tap((v) => seen.push(v)),
        ),
      )
      expect(printsOf(seen)).toEqual(printsOf(xs))
    }))
})

describe('take and drop', () => {
  test('make up the whole', () =>
    holds(visitRows, counts, (xs, n) =>
      expectSame(pipe(rows(xs), F.take(n), F.concat(pipe(rows(xs), F.drop(n)))), rows(xs)),
    ))
  test('are slices', () =>
    holds(visitRows, counts, counts, (xs, n, m) =>
      expectSame(pipe(rows(xs), F.drop(n), F.take(m)), rows(xs.slice(n, n + m))),
    ))
  test('take after take is the lesser', () =>
    holds(visitRows, counts, counts, (xs, n, m) =>
      expectSame(pipe(rows(xs), F.take(n), F.take(m)), pipe(rows(xs), F.take(Math.min(n, m)))),
    ))
  test('drop after drop is the sum', () =>
    holds(visitRows, counts, counts, (xs, n, m) =>
      expectSame(pipe(rows(xs), F.drop(n), F.drop(m)), pipe(rows(xs), F.drop(n + m))),
    ))
  test('commute with map', () =>
    holds(numberRows, counts, functions, (xs, n, f) =>
      expectSame(pipe(rows(xs), F.map(f), F.take(n)), pipe(rows(xs), F.take(n), F.map(f))),
    ))
  test('do not commute with filter', () =>
    fails(numberRows, counts, predicates, (xs, n, p) =>
      expectSame(pipe(rows(xs), F.filter(p), F.take(n)), pipe(rows(xs), F.take(n), F.filter(p))),
    ))
})

describe('concat', () => {
  test('is associative', () =>
    holds(visitRows, visitRows, visitRows, (xs, ys, zs) =>
      expectSame(
        pipe(rows(xs), F.concat(pipe(rows(ys), F.concat(rows(zs))))),
        pipe(rows(xs), F.concat(rows(ys)), F.concat(rows(zs))),
      ),
    ))
  test('with nothing changes nothing', () =>
    holds(visitRows, async (xs) => {
      await expectSame(pipe(rows(xs), F.concat(rows<(typeof xs)[number]>([]))), rows(xs))
      await expectSame(pipe(rows<(typeof xs)[number]>([]), F.concat(rows(xs))), rows(xs))
    }))
  test('keeps all rows, the first ones first', () =>
    holds(visitRows, visitRows, (xs, ys) => expectSame(pipe(rows(xs), F.concat(rows(ys))), rows([...xs, ...ys]))))
})

describe('distinct and union', () => {
  test('distinct is idempotent', () =>
    holds(visitRows, (xs) => expectSame(pipe(rows(xs), F.distinct(), F.distinct()), pipe(rows(xs), F.distinct()))))
  test('distinct leaves one row of each key, the first, in their order', () =>
    holds(visitRows, (xs) =>
      expectSame(
        pipe(rows(xs), F.distinct()),
        rows(xs.filter((x, i) => xs.findIndex((y) => Object.is(keyOf(y), keyOf(x))) === i)),
      ),
    ))
  test('distinct of a bag leaves the canonically least of each key', () =>
    holds(visitRows, (xs) =>
      expectSameBag(
        pipe(rows(xs), F.join(rows([1]), { left: () => 1, right: () => 1, how: 'semi' }), F.distinct()),
        pipe(
          rows(xs),
          F.sortBy((x) => x),
          F.distinct(),
        ),
      ),
    ))
  test('union with itself is distinct', () =>
    holds(visitRows, (xs) => expectSame(pipe(rows(xs), F.union(rows(xs))), pipe(rows(xs), F.distinct()))))
  test('union is concat, then distinct, and associative', () =>
    holds(visitRows, visitRows, visitRows, async (xs, ys, zs) => {
      await expectSame(pipe(rows(xs), F.union(rows(ys))), pipe(rows(xs), F.concat(rows(ys)), F.distinct()))
      await expectSame(
        pipe(rows(xs), F.union(rows(ys)), F.union(rows(zs))),
        pipe(rows(xs), F.union(pipe(rows(ys), F.union(rows(zs))))),
      )
    }))
})

describe('sortBy', () => {
  test('is idempotent', () =>
    holds(visitRows, keys, (xs, key) =>
      expectSame(pipe(rows(xs), F.sortBy(key), F.sortBy(key)), pipe(rows(xs), F.sortBy(key))),
    ))
  test('is stable on a sequence: later keys first is several keys at once', () =>
    holds(visitRows, keys, keys, (xs, first, second) =>
      expectSame(pipe(rows(xs), F.sortBy(second), F.sortBy(first)), pipe(rows(xs), F.sortBy(first, second))),
    ))
  test('descending is stable too', () =>
    holds(visitRows, keys, keys, (xs, first, second) =>
      expectSame(
        pipe(rows(xs), F.sortBy(second), F.sortBy(F.descending(first))),
        pipe(rows(xs), F.sortBy(F.descending(first), second)),
      ),
    ))
  test('loses and makes no rows, and puts them in order', () =>
    holds(visitRows, keys, async (xs, key) => {
      const sorted = await rowsOf(pipe(rows(xs), F.sortBy(F.ascending(key, { nulls: 'first' }))))
      expect(printsOf(sorted).sort()).toEqual(printsOf(xs).sort())
      const rank = (x: unknown) => (x === null || x === undefined ? 0 : 1)
      sorted.reduce((before, after) => {
        const [a, b] = [key(before), key(after)]
        expect(rank(a) - rank(b) || F.compareCanonical(a, b)).toBeLessThanOrEqual(0)
        return after
      }, sorted[0] as never)
    }))
  test('of the whole row is canonical, descending is its reverse', () =>
    holds(numberRows, async (xs) => {
      await expectSame(
        pipe(
          rows(xs),
          F.sortBy((x) => x),
        ),
        rows(xs.toSorted(F.compareCanonical)),
      )
      await expectSame(
        pipe(rows(xs), F.sortBy(F.descending((x) => x))),
        rows(xs.toSorted(F.compareCanonical).reverse()),
      )
    }))
  test('puts nulls last, or first, in both directions', () =>
    holds(visitRows, fc.boolean(), fc.boolean(), async (xs, isFirst, isDescending) => {
      const by = isDescending ? F.descending : F.ascending
      const sorted = await rowsOf(pipe(rows(xs), F.sortBy(by((v) => v.n, { nulls: isFirst ? 'first' : 'last' }))))
      const nulls = sorted.map((v) => (v.n === null || v.n === undefined) === isFirst)
      expect(nulls).toEqual(nulls.toSorted((a, b) => Number(b) - Number(a)))
    }))
})

describe('groupBy and aggregate', () => {
  test('count every row once', () =>
    holds(visitRows, keys, async (xs, key) => {
      const groups = await rowsOf(pipe(rows(xs), F.groupBy(key, { n: A.count() })))
      expect(groups.reduce((sum, { n }) => sum + n, 0)).toBe(xs.length)
      expect(new Set(groups.map((g) => keyOf(g.key))).size).toBe(groups.length)
    }))
  test('a group is the aggregate of the rows with its key', () =>
    holds(visitRows, keys, async (xs, key) => {
      const aggregates = { n: A.count(), total: A.sum((v: { readonly id: number }) => v.id), names: A.toList() }
      for (const { key: k, ...rest } of await rowsOf(pipe(rows(xs), F.groupBy(key, aggregates))))
        await expectSame(
          pipe(
            rows(xs),
            F.filter((v) => Object.is(keyOf(key(v)), keyOf(k))),
            F.aggregate(aggregates),
          ),
          rows([rest]),
        )
    }))
  test('groupBy of one key is aggregate, but for no rows', () =>
    holds(visitRows, async (xs) => {
      const [total] = await rowsOf(pipe(rows(xs), F.aggregate({ n: A.count() })))
      const groups = await rowsOf(
        pipe(
          rows(xs),
          F.groupBy(() => 'all', { n: A.count() }),
        ),
      )
      expect(groups).toEqual(xs.length === 0 ? [] : [{ key: 'all', ...total }])
    }))
  test('the groups of a row’s key are those of distinct keys', () =>
    holds(numberRows, (xs) =>
      expectSameBag(
        pipe(
          rows(xs),
          F.groupBy((x) => x, {}),
          F.map((g) => g.key),
        ),
        pipe(
          rows(xs),
          F.distinct(),
          F.map((x) => (x === 0 ? 0 : x)),
        ),
      ),
    ))
  test('all aggregates in one pass give what each gives alone', () =>
    holds(visitRows, async (xs) => {
      const n = A.count()
      const most = A.max((v: { readonly id: number }) => v.id)
      const [both] = await rowsOf(pipe(rows(xs), F.aggregate({ n, most })))
      const [one] = await rowsOf(pipe(rows(xs), F.aggregate({ n })))
      const [other] = await rowsOf(pipe(rows(xs), F.aggregate({ most })))
      expect(fingerprint(both)).toBe(fingerprint({ ...one, ...other }))
    }))
})

describe('join', () => {
  const on = (left: (v: never) => unknown, right: (v: never) => unknown) =>
    ({ left, right }) as { left: (v: unknown) => unknown; right: (v: unknown) => unknown }
  test('is symmetric up to a swap of each pair', () =>
    holds(visitRows, visitRows, keys, keys, (xs, ys, f, g) =>
      expectSameBag(
        pipe(rows(xs), F.join(rows(ys), on(f, g))),
        pipe(
          rows(ys),
          F.join(rows(xs), on(g, f)),
          F.map(([y, x]) => [x, y] as const),
        ),
      ),
    ))
  test('semi and anti part the left (S20)', () =>
    holds(visitRows, visitRows, keys, keys, async (xs, ys, f, g) => {
      const part = (how: 'semi' | 'anti') => pipe(rows(xs), F.join(rows(ys), { ...on(f, g), how }))
      await expectSameBag(pipe(part('semi'), F.concat(part('anti'))), rows(xs))
    }))
  test('left is inner, and anti beside nothing', () =>
    holds(visitRows, visitRows, keys, keys, (xs, ys, f, g) =>
      expectSameBag(
        pipe(rows(xs), F.join(rows(ys), { ...on(f, g), how: 'left' })),
        pipe(
          rows(xs),
          F.join(rows(ys), on(f, g)),
          F.map((pair): readonly unknown[] => pair),
          F.concat(
            pipe(
              rows(xs),
              F.join(rows(ys), { ...on(f, g), how: 'anti' }),
              F.map((x): readonly unknown[] => [x, undefined]),
            ),
          ),
        ),
      ),
    ))
  test('is the filtered product', () =>
    holds(visitRows, visitRows, keys, keys, (xs, ys, f, g) => {
      const isNull = (k: unknown): boolean =>
        k === null ||
        k === undefined ||
        (typeof k === 'object' && Object.values(k).some((part) => part === null || part === undefined))
      const pairs = xs.flatMap((x) =>
        ys.filter((y) => !isNull(f(x)) && Object.is(keyOf(f(x)), keyOf(g(y)))).map((y) => [x, y]),
      )
      return expectSameBag(pipe(rows(xs), F.join(rows(ys), on(f, g))), rows(pairs))
    }))
  test('does not depend on the order of either side', () =>
    holds(visitRows, visitRows, keys, (xs, ys, f) =>
      expectSameBag(
        pipe(rows(xs), F.join(rows(ys), on(f, f))),
        pipe(rows(xs.toReversed()), F.join(rows(ys.toReversed()), on(f, f))),
      ),
    ))
})
