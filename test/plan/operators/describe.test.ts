/**
 * Proves what `describe` says of each column, against the values themselves: exact where it says so, the same for every
 * order of a bag, one row for each column.
 */
import fc from 'fast-check'
import * as F from 'floe'
import * as A from 'floe/aggregate'
import { explain } from 'floe/inspect'
import { describe, expect, test } from 'vitest'
import { visits } from '../../arbitrary/row-shapes.ts'
import { asBag } from '../../semantics/page-names.ts'
import { holds, printsOf, rowsOf, visitRows } from './laws.ts'

const { pipe, rows } = F
const summariesOf = (dataset: F.Bag<object>) => rowsOf(pipe(dataset as F.Bag<{ readonly a?: 1 }>, F.describe()))
const present = (value: unknown): boolean => value !== null && value !== undefined

describe('describe', () => {
  test('says of each column what its values say', () =>
    holds(visitRows, async (xs) => {
      const found = await summariesOf(rows(xs))
      expect(found.map(({ column }) => column)).toEqual([...new Set(xs.flatMap((x) => Object.keys(x)))])
      for (const one of found) {
        const values = xs.map((x) => x[one.column as 'id'] as unknown).filter(present)
        const numbers = values.filter((value) => typeof value === 'number')
        expect(one.count).toBe(values.length)
        expect(one.missing).toBe(xs.length - values.length)
        expect(one.distinct).toBe(A.fold(A.countDistinct((x) => x))(values))
        expect(printsOf([one.min, one.max])).toEqual(
          printsOf([A.fold(A.min((x) => x))(values), A.fold(A.max((x) => x))(values)]),
        )
        expect(one.mean).toBe(numbers.length === 0 ? undefined : A.fold(A.mean((x: number) => x))(numbers))
        expect(one.q1 === undefined).toBe(numbers.length === 0)
      }
    }))

  test('is the same for every order of a bag, in which columns come by name', () =>
    holds(fc.array(visits('finite'), { maxLength: 6 }), async (xs) => {
      const found = await summariesOf(asBag(rows(xs)))
      expect(printsOf(await summariesOf(asBag(rows(xs.toReversed()))))).toEqual(printsOf(found))
      expect(found.map(({ column }) => column)).toEqual(found.map(({ column }) => column).sort())
    }))
  test('has the columns of a sequence as they were first seen', async () => {
    const columns = async (xs: readonly object[]) => (await summariesOf(rows(xs))).map(({ column }) => column)
    expect(await columns([{ b: 1 }, { a: 1, b: 1 }])).toEqual(['b', 'a'])
    expect(await columns([{ a: 1, b: 1 }, { b: 1 }])).toEqual(['a', 'b'])
  })

  test('reads well', async () => {
    const mixed = rows<object>([
      { id: 1, what: 'b', at: new Date(0), none: null },
      { id: 2, what: 5 },
      { id: 2, what: true, at: new Date(1000) },
      { id: 90, what: 'a' },
    ])
    expect(await F.show(pipe(mixed as F.Sequence<{ id: number }>, F.describe()))).toMatchInlineSnapshot(`
      "column  types                      count  missing  distinct  min         max                    mean  q1  median  q3  bars
      ──────  ─────────────────────────  ─────  ───────  ────────  ──────────  ────────────────────  ─────  ──  ──────  ──  ────────
      id      number                         4        0         3           1                    90  23.75   1       2   2  █      ▃
      what    boolean | number | string      4        0         4  true        b                      5.00   5       5   5  █
      at      date                           2        2         2  1970-01-01  1970-01-01T00:00:01Z
      none                                   0        4         0"
    `)
    expect(
      explain(pipe(rows([{ a: 1 }]), F.describe())).replace(/flatMap .*? :/, 'flatMap f :'),
    ).toMatchInlineSnapshot(`
      "flatMap f : sequence of unknown
        aggregate { columns: describe } : sequence of { columns: unknown }
          source rows : sequence of unknown"
    `)
  })

  test('gives frozen rows, none for no rows, and an error for a row without fields', async () => {
    expect((await summariesOf(rows([{ a: 1 }]))).every(Object.isFrozen)).toBe(true)
    expect(await summariesOf(rows([]))).toEqual([])
    const result = await F.run(pipe(rows([{ a: 1 }, [5]] as readonly { a: number }[]), F.describe()), {
      onError: 'reject',
    })()
    if (result._tag === 'Left') throw result.left
    expect(result.right.rows.map(({ count, missing }) => [count, missing]).toArray()).toEqual([[1, 0]])
    expect(result.right.rejects.first()).toMatchObject({ _tag: 'InvalidRow', place: { row: 2 } })
  })

  test('never says that there are more different values than values', async () => {
    const [one] = await summariesOf(rows(Array.from({ length: 3000 }, (_, i) => ({ a: `${i}` }))))
    expect(one?.count).toBe(3000)
    expect(one?.distinct).toBeLessThanOrEqual(3000)
    expect(one?.distinct).toBeGreaterThan(2900)
  })
})
