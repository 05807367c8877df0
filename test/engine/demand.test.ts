/**
 * Proves that the reference engine asks for no row too many, and lets go of every source however a run ends: at its end,
 * early, by an error, or cancelled.
 */
import fc from 'fast-check'
import * as F from 'floe'
import * as A from 'floe/aggregate'
import { describe, expect, test } from 'vitest'
import { counted } from './counted-source.ts'

const { pipe } = F
const rowsOf = async (dataset: F.Bag<unknown>): Promise<unknown[]> => (await F.toList(dataset)).toArray()

describe('demand', () => {
  test('take(n) reads n rows, and never the one after', () =>
    fc.assert(
      fc.asyncProperty(fc.nat(6), fc.nat(6), async (n, size) => {
        const { dataset, watched } = counted(size, { throwAt: n })
        if (size > n) expect(await rowsOf(pipe(dataset, F.take(n)))).toHaveLength(n)
        else expect(await rowsOf(pipe(dataset, F.take(n)))).toHaveLength(size)
        expect(watched.asked).toBe(Math.min(n, size))
        expect(watched.released).toBe(watched.opened)
        expect(watched.opened).toBe(n === 0 ? 0 : 1)
      }),
    ))

  test('one row more does see the error', async () => {
    const { dataset } = counted(9, { throwAt: 3 })
    await expect(rowsOf(pipe(dataset, F.take(4)))).rejects.toMatchObject({ _tag: 'SourceUnreadable' })
  })

  test('is passed through what takes rows one by one', async () => {
    const { dataset, watched } = counted(100)
    const plan = pipe(
      dataset,
      F.filter((x) => x % 2 === 0),
      F.map((x) => x * 10),
      F.flatMap((x) => [x, x + 1]),
      F.drop(1),
      F.distinct(),
      F.take(4),
    )
    expect(await rowsOf(plan)).toEqual([21, 40, 41, 60])
    expect(watched.asked).toBe(6)
  })

  test('of concat does not open the second side while the first will do', async () => {
    const first = counted(3)
    const second = counted(3)
    expect(await rowsOf(pipe(first.dataset, F.concat(second.dataset), F.take(3)))).toEqual([1, 2, 3])
    expect(second.watched.opened).toBe(0)
    expect(await rowsOf(pipe(first.dataset, F.concat(second.dataset), F.take(4)))).toEqual([1, 2, 3, 1])
    expect(second.watched).toMatchObject({ opened: 1, asked: 1, released: 1 })
  })

  test('of take(0) after a join or a sort is none', async () => {
    const { dataset, watched } = counted(5)
    const on = { left: (x: number) => x, right: (x: number) => x }
    const plan = pipe(
      dataset,
      F.join(dataset, on),
      F.sortBy(([x]) => x),
      F.take(0),
    )
    expect(await rowsOf(plan)).toEqual([])
    expect(watched.opened).toBe(0)
  })

  test('of a join reads the right side whole, and of the left what is asked for', async () => {
    const left = counted(5)
    const right = counted(5)
    const plan = pipe(left.dataset, F.join(right.dataset, { left: (x) => x, right: (x) => x }))
    for await (const batch of F.stream(plan)) expect(batch).toHaveLength(5)
    expect(left.watched).toMatchObject({ opened: 1, asked: 5, released: 1 })
    expect(right.watched).toMatchObject({ opened: 1, asked: 5, released: 1 })
  })
})

const plans: readonly (readonly [string, (rows: F.Sequence<number>) => F.Bag<unknown>])[] = [
  ['alone', (rows) => rows],
  [
    'row by row',
    F.flow(
      F.map((x: number) => x),
      F.filter(() => true),
      F.flatMap((x) => [x]),
    ),
  ],
  ['distinct', F.distinct()],
  ['sorted', F.sortBy((x: number) => x)],
  ['grouped', F.groupBy((x: number) => x % 2, { n: A.count() })],
  ['joined with itself', (rows) => pipe(rows, F.join(rows, { left: (x) => x, right: (x) => x }))],
  ['twice', (rows) => pipe(rows, F.concat(rows))],
]

describe.each(plans)('every source is released: %s', (_, planOf) => {
  test('at the end', async () => {
    const { dataset, watched } = counted(10)
    await rowsOf(planOf(dataset))
    expect(watched.opened).toBeGreaterThan(0)
    expect(watched.released).toBe(watched.opened)
  })

  test('when the reader leaves early', async () => {
    const { dataset, watched } = counted(5000, { perBatch: 700 })
    for await (const batch of F.stream(planOf(dataset))) {
      expect(batch.length).toBeGreaterThan(0)
      break
    }
    expect(watched.released).toBe(watched.opened)
  })

  test('when the source fails', async () => {
    const { dataset, watched } = counted(10, { throwAt: 5 })
    await expect(rowsOf(planOf(dataset))).rejects.toMatchObject({ _tag: 'SourceUnreadable' })
    expect(watched.released).toBe(watched.opened)
  })

  test('when a function fails', async () => {
    const { dataset, watched } = counted(10)
    const failing = pipe(
      planOf(dataset),
      F.map(() => {
        throw new Error('no')
      }),
    )
    await expect(rowsOf(failing)).rejects.toMatchObject({ _tag: 'LambdaThrew' })
    expect(watched.released).toBe(watched.opened)
  })

  test('when the run is cancelled on the way', async () => {
    const controller = new AbortController()
    const { dataset, watched } = counted(100, { onAsk: (batch) => batch === 4 && controller.abort() })
    await expect(F.toList(planOf(dataset), { signal: controller.signal })).rejects.toMatchObject({
      _tag: 'Cancelled',
      code: 'FLOE500',
    })
    expect(watched.released).toBe(watched.opened)
    expect(watched.asked).toBeLessThan(12)
  })

  test('or before it begins, when nothing is opened', async () => {
    const { dataset, watched } = counted(10)
    await expect(F.toList(planOf(dataset), { signal: AbortSignal.abort() })).rejects.toMatchObject({
      _tag: 'Cancelled',
    })
    expect(watched.opened).toBe(0)
  })
})
