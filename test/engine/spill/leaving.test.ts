/**
 * Proves that whoever leaves early, or cancels, leaves no row aside; and that a key with more rows than there is room for goes on
 * where rows need not be held, and else ends in a clear error.
 */
import * as F from 'floe'
import * as A from 'floe/aggregate'
import { describe, expect, test } from 'vitest'
import { littleRoom } from './little-room.ts'

interface Row {
  readonly k: number
  readonly v: number
}

const rows = F.rows(Array.from({ length: 6000 }, (_, v): Row => ({ k: v % 2000, v })))

const plans: { readonly [name: string]: F.Bag<unknown> } = {
  groupBy: F.pipe(
    rows,
    F.groupBy((r) => r.k, { n: A.count() }),
  ),
  distinct: F.pipe(
    rows,
    F.distinctBy((r) => r.k),
  ),
  join: F.pipe(rows, F.join(rows, { left: (r) => r.k, right: (r) => r.k })),
  cogroup: F.pipe(rows, F.cogroup(rows, { left: (r) => r.k, right: (r) => r.k })),
  cross: F.pipe(rows, F.cross(rows)),
}

describe.each(Object.entries(plans))('%s', (_, plan) => {
  test('nothing is left aside by who leaves early', async () => {
    const { engine, work } = littleRoom(5000)
    let seen = 0
    for await (const batch of F.stream(plan, { engine })) {
      seen += batch.length
      if (seen > 500) break
    }
    expect(seen).toBeGreaterThan(500)
    expect(work.records).toBeGreaterThan(1000)
    expect(work.open).toBe(0)
  })

  test('nothing is left aside by a run that is cancelled', async () => {
    const { engine, work } = littleRoom(5000)
    const ending = new AbortController()
    const result = F.run(
      F.pipe(
        plan,
        F.tap(() => ending.abort()),
      ),
      { engine, signal: ending.signal },
    )()
    expect(await result).toMatchObject({ _tag: 'Left', left: { _tag: 'Cancelled' } })
    expect(work.records).toBeGreaterThan(1000)
    expect(work.open).toBe(0)
  })
})

const half = F.rows(Array.from({ length: 2000 }, (_, v): Row => ({ k: v % 2 === 0 ? 0 : v, v })))

test('one key with half of all rows is taken in place', async () => {
  const { engine, work } = littleRoom(80_000)
  const sums = F.pipe(
    half,
    F.groupBy((r) => r.k, { n: A.count(), sum: A.sum((r) => r.v) }),
  )
  expect(await F.toList(sums, { engine })).toEqual(await F.toList(sums, { engine: F.reference }))
  expect(work.records).toBeGreaterThan(0)
  // The rows of the other keys, and what comes of them.
  expect(work.records).toBeLessThan(2000)
})

test('a join of one key with more rows than there is room for goes on', async () => {
  const { engine, work } = littleRoom(20_000)
  const pairs = F.pipe(
    half,
    F.filter((r) => r.v % 500 === 0),
    F.join(half, { left: (r) => r.k, right: (r) => r.k, how: 'full' }),
  )
  expect(await F.toList(pairs, { engine })).toEqual(await F.toList(pairs, { engine: F.reference }))
  expect(work.records).toBeGreaterThan(1000)
})

test('a state larger than all room ends the run with a hint, and is no row that could be rejected', async () => {
  const { engine, work } = littleRoom(20_000)
  const long = F.rows(Array.from({ length: 40 }, (_, i) => `${i}${'x'.repeat(500_000)}`))
  const all = F.pipe(
    long,
    F.groupBy(() => 'one', { all: A.toList() }),
  )
  for (const onError of ['fail', 'reject'] as const)
    expect(await F.run(all, { engine, onError })()).toMatchObject({
      _tag: 'Left',
      left: { _tag: 'SpillFailed', hint: expect.stringContaining('memory') },
    })
  expect(work.open).toBe(0)
})
