/**
 * A bag that is written or streamed in canonical order is put in order on disk where there is no room for it.
 */

import fc from 'fast-check'
import * as F from 'floe'
import * as A from 'floe/aggregate'
import { expect, test } from 'vitest'
import { identical } from '../../../src/data/identical.ts'
import { canonicalBatches } from '../../../src/engine/canonical-batches.ts'
import { anyTightRow } from '../../data/arbitrary.ts'

const all = async <A>(batches: AsyncIterable<readonly A[]>): Promise<readonly A[]> => {
  const rows: A[] = []
  for await (const batch of batches) rows.push(...batch)
  return rows
}

async function* inBatches(rows: readonly unknown[], size: number) {
  for (let at = 0; at < rows.length; at += size) yield rows.slice(at, at + size)
}

test('any rows come in the same order with little room as with all there is', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(anyTightRow(), { maxLength: 80 }), fc.constantFrom(1, 400, 4000), async (rows, share) => {
      const expected = await all(canonicalBatches(inBatches(rows, 7), undefined))
      const found = await all(canonicalBatches(inBatches(rows, 7), { share }))
      expect(found.length).toBe(expected.length)
      for (const [i, row] of found.entries()) expect(identical(row, expected[i])).toBe(true)
    }),
  )
})

test('rows for which there is no room are on disk', async () => {
  const rows = Array.from({ length: 300 }, (_, i) => ({ name: `n${(i * 7919) % 301}`, i }))
  const batches = canonicalBatches(inBatches(rows, 7), { share: 1000, disk: 100 })
  await expect(all(batches)).rejects.toMatchObject({ _tag: 'SpillFailed' })
})

test('a run has room for its order, too', async () => {
  const rows = Array.from({ length: 3000 }, (_, i) => ({ name: `n${(i * 7919) % 3001}`, i }))
  const bag = F.pipe(
    F.rows(rows),
    F.groupBy((row) => row.name, { i: A.sum((row) => row.i) }),
  )
  const expected = await all(F.stream(bag, { order: 'canonical' }))
  expect(expected).toEqual((await F.toList(bag)).toArray())
  expect(await all(F.stream(bag, { order: 'canonical', memory: '20kB' }))).toEqual(expected)
})
