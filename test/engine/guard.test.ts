/**
 * Proves that a function which changes its rows is caught, on the first rows by default and on all if asked, in every place
 * where functions are given rows; and that the error names the stage, the path and the line that wrote.
 */
import * as F from 'floe'
import * as A from 'floe/aggregate'
import { describe, expect, test } from 'vitest'

interface Sale {
  readonly id: number
  readonly tags: readonly string[]
}
const sales = (n: number): F.Sequence<Sale> =>
  F.rows(Array.from({ length: n }, (_, id) => ({ id, tags: ['b', 'a'] }))) as F.Sequence<Sale>

/** Of no text that could be read: what it does is seen only by watching. */
const opaque = <A, B>(f: (row: A) => B): ((row: A) => B) => f.bind(undefined)
const sorted = opaque((sale: Sale) => (sale.tags as string[]).sort().length)
const on = { left: sorted, right: (n: number) => n }

const places: readonly (readonly [string, (rows: F.Sequence<Sale>) => F.Bag<unknown>])[] = [
  ['map', F.map(sorted)],
  ['filter', F.filter(opaque((sale: Sale) => sorted(sale) > 0))],
  ['flatMap', F.flatMap(opaque((sale: Sale) => [sorted(sale)]))],
  ['derive', F.derive({ n: sorted })],
  ['sortBy', F.sortBy(sorted)],
  ['groupBy', F.groupBy(sorted, { n: A.count() })],
  ['groupBy', F.groupBy((sale: Sale) => sale.id, { n: A.sum(sorted) })],
  ['aggregate', F.aggregate({ n: A.max(sorted) })],
  ['distinctBy', F.distinctBy(sorted)],
  ['takeWhile', F.takeWhile(opaque((sale: Sale) => sorted(sale) > 0))],
  ['join', F.join(F.rows([2]), on)],
  ['scan', F.scan((total: number, sale: Sale) => total + sorted(sale), 0)],
]

describe('a function that changes its row ends the run', () => {
  test.each(places)('in %s', async (kind, stage) => {
    for (const onError of ['fail', 'reject'] as const) {
      const result = await F.run(stage(sales(3)), { onError })()
      expect(result).toMatchObject({ _tag: 'Left', left: { _tag: 'RowMutated', code: 'FLOE303' } })
      if (result._tag === 'Right') continue
      expect(result.left.place.stage).toMatch(new RegExp(`^${kind} `))
      expect(result.left.message).toContain("row.tags[0] was 'b', and is 'a'")
      expect(result.left.hint).toMatch(/it writes at .*guard\.test\.ts:\d+:\d+/)
    }
  })

  test.each([
    [
      'a field',
      (row: { n: number }) => {
        row.n += 1
      },
      'row.n was 1, and is 2',
    ],
    [
      'a field that was not there',
      (row: { m?: number }) => {
        row.m = 1
      },
      'row.m was absent, and is 1',
    ],
    [
      'a field that was null',
      (row: { none: unknown }) => {
        row.none = {}
      },
      'row.none was null, and is {}',
    ],
    [
      'a field that goes',
      (row: { n?: number }) => {
        delete row.n
      },
      'row.n was 1, and is absent',
    ],
    [
      'a Map',
      (row: { map: Map<string, number> }) => {
        row.map.set('a', 1)
      },
      'row.map was ',
    ],
    [
      'a Date',
      (row: { at: Date }) => {
        row.at.setTime(5)
      },
      'row.at was ',
    ],
  ] as const)('that writes to %s', async (_, write, what) => {
    const rows = F.rows([{ n: 1, none: null, map: new Map<string, number>(), at: new Date(0) }]) as F.Sequence<never>
    const look = opaque((row: never) => [write(row)])
    await expect(F.toList(F.pipe(rows, F.map(look)))).rejects.toMatchObject({ _tag: 'RowMutated' })
    const again = F.rows([{ n: 1, none: null, map: new Map<string, number>(), at: new Date(0) }]) as F.Sequence<never>
    await expect(F.toList(F.pipe(again, F.map(look)))).rejects.toThrow(what)
  })
})

const changing = (which: number) =>
  opaque((sale: Sale) => {
    if (sale.id === which) (sale.tags as string[]).push('c')
    return sale.tags.length
  })

test('a sample of rows is looked at; with checked, all', async () => {
  const late = F.map(changing(100))
  expect((await F.toList(F.pipe(sales(200), late))).size).toBe(200)
  await expect(F.toList(F.pipe(sales(200), late), { checked: true })).rejects.toMatchObject({
    _tag: 'RowMutated',
    place: { row: 101 },
  })
  await expect(F.toList(F.pipe(sales(2000), F.map(changing(1024))))).rejects.toMatchObject({ _tag: 'RowMutated' })
})

test('a function that leaves its row alone is left alone', async () => {
  const copy = opaque((sale: Sale) => [...sale.tags].sort().length)
  expect((await F.toList(F.pipe(sales(50), F.map(copy)), { checked: true })).size).toBe(50)
  const memory = F.update((sale: { tags: string[] }) => void sale.tags.push('x'))
  expect((await F.toList(F.pipe(sales(5) as F.Sequence<never>, memory), { checked: true })).size).toBe(5)
  // What cannot be compared is none of the guard's business.
  const odd = F.rows([{ f: () => 1 }]) as F.Sequence<{ readonly f: () => number }>
  expect((await F.toList(F.pipe(odd, F.map(opaque((row) => row.f()))), { checked: true })).toArray()).toEqual([1])
})
