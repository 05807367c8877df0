/**
 * Proves what operators that go by order mean against plain JavaScript over arrays, that they ask for no row too many,
 * and that they are refused behind a bag by the compiler.
 */
import fc from 'fast-check'
import * as F from 'floe'
import { describe, expect, expectTypeOf, test } from 'vitest'
import { counted } from '../../engine/counted-source.ts'

const list = async <A>(dataset: F.Bag<A>): Promise<readonly A[]> => (await F.toList(dataset)).toArray()
const numbers = fc.array(fc.integer({ min: 0, max: 9 }), { maxLength: 12 })
const small = fc.integer({ min: 1, max: 5 })

describe('against arrays', () => {
  test('takeWhile and dropWhile part the rows in two', () =>
    fc.assert(
      fc.asyncProperty(numbers, fc.nat({ max: 9 }), async (xs, limit) => {
        const at = xs.findIndex((x) => x >= limit)
        const cut = at < 0 ? xs.length : at
        const isLess = (x: number) => x < limit
        expect(await list(F.takeWhile(isLess)(F.rows(xs)))).toEqual(xs.slice(0, cut))
        expect(await list(F.dropWhile(isLess)(F.rows(xs)))).toEqual(xs.slice(cut))
      }),
    ))

  test('scan gives every state of a reduce, the last of which is the reduce', () =>
    fc.assert(
      fc.asyncProperty(numbers, async (xs) => {
        const step = (text: string, x: number) => `${text}${x}`
        const states = xs.map((_, i) => xs.slice(0, i + 1).reduce(step, ''))
        expect(await list(F.scan(step, '')(F.rows(xs)))).toEqual(states)
      }),
    ))

  test('chunks put together are the rows, all but the last of one size', () =>
    fc.assert(
      fc.asyncProperty(numbers, small, async (xs, size) => {
        const chunks = await list(F.chunk(size)(F.rows(xs)))
        expect(chunks.flat()).toEqual(xs)
        for (const chunk of chunks.slice(0, -1)) expect(chunk).toHaveLength(size)
        for (const chunk of chunks) expect(chunk.length).toBeGreaterThan(0)
        expect(chunks.every(Object.isFrozen)).toBe(true)
      }),
    ))

  test('windows are slices that begin a step apart', () =>
    fc.assert(
      fc.asyncProperty(numbers, small, small, async (xs, size, step) => {
        const starts = xs.map((_, i) => i).filter((i) => i % step === 0 && i + size <= xs.length)
        const windows = await list(F.sliding(size, step)(F.rows(xs)))
        expect(windows).toEqual(starts.map((start) => xs.slice(start, start + size)))
        expect(windows.every(Object.isFrozen)).toBe(true)
      }),
    ))

  test('zipWithIndex numbers, first and last take an end', () =>
    fc.assert(
      fc.asyncProperty(numbers, async (xs) => {
        expect(await list(F.zipWithIndex()(F.rows(xs)))).toEqual(xs.map((x, i) => [x, i]))
        expect(await list(F.first()(F.rows(xs)))).toEqual(xs.slice(0, 1))
        expect(await list(F.last()(F.rows(xs)))).toEqual(xs.slice(-1))
      }),
    ))

  test('topBy is a sort and a take', () =>
    fc.assert(
      fc.asyncProperty(numbers, fc.nat({ max: 6 }), async (xs, count) => {
        const key = (x: number) => x % 4
        const sorted = xs.map((x, i) => ({ x, i })).sort((a, b) => key(b.x) - key(a.x) || a.i - b.i)
        expect(await list(F.topBy(count, key)(F.rows(xs)))).toEqual(sorted.slice(0, count).map(({ x }) => x))
      }),
    ))
})

test('what was seen is enough: no row is asked for too many', async () => {
  const asked = async (stage: (rows: F.Sequence<number>) => F.Bag<unknown>): Promise<number> => {
    const { dataset, watched } = counted(20)
    await F.toList(stage(dataset))
    return watched.asked
  }
  expect(await asked(F.takeWhile((n) => n < 4))).toBe(4)
  expect(await asked(F.first())).toBe(1)
  expect(await asked(F.flow(F.chunk(3), F.take(2)))).toBe(6)
  expect(await asked(F.flow(F.sliding(3), F.take(2)))).toBe(4)
  expect(await asked(F.flow(F.sliding(2, 5), F.take(2)))).toBe(7)
  expect(
    await asked(
      F.flow(
        F.scan((a: number, b: number) => a + b, 0),
        F.take(3),
      ),
    ),
  ).toBe(3)
})

test('types follow, and a bag is refused', () => {
  const rows = F.rows<number | string>([])
  const isText = (row: number | string): row is string => typeof row === 'string'
  expectTypeOf(F.pipe(rows, F.takeWhile(isText))).toEqualTypeOf<F.Sequence<string>>()
  expectTypeOf(F.pipe(rows, F.zipWithIndex())).toEqualTypeOf<F.Sequence<readonly [number | string, number]>>()
  expectTypeOf(F.pipe(rows, F.chunk(2))).toEqualTypeOf<F.Sequence<readonly (number | string)[]>>()
  expectTypeOf(
    F.pipe(
      rows,
      F.scan((n: number) => n + 1, 0),
    ),
  ).toEqualTypeOf<F.Sequence<number>>()
  const scanned = F.pipe(
    F.rows([{ n: 1 }]),
    F.scan((total, row) => total + row.n, 0),
  )
  expectTypeOf(scanned).toEqualTypeOf<F.Sequence<number>>()
  const bag = F.pipe(rows, F.cross(rows))
  const total = (n: number) => n + 1
  // @ts-expect-error A bag has no order to scan in.
  expect(() => F.scan(total, 0)(bag)).toThrow('scan needs rows in an order')
  // @ts-expect-error A bag has no first row.
  expect(() => F.first()(bag)).toThrow('take needs rows in an order')
  // @ts-expect-error A bag has no last row.
  expect(() => F.last()(bag)).toThrow('last needs rows in an order')
  // @ts-expect-error Nor windows.
  expect(() => F.sliding(2)(bag)).toThrow('sliding needs rows in an order')
})
