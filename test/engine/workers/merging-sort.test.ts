/**
 * Proves that what is sorted part by part, and merged, is what is sorted at once: rows of any values, and rows of CSV that go in
 * columns from the scan to the sink, in parts of any size, however little room there is.
 */
import * as fs from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import fc from 'fast-check'
import * as F from 'floe'
import { csv, toCsv } from 'floe/io'
import * as t from 'io-ts'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { compareCanonical } from '../../../src/data/canonical-order.ts'
import { identical } from '../../../src/data/identical.ts'
import { isInColumns } from '../../../src/engine/output.ts'
import { newSpill } from '../../../src/engine/spill/new-spill.ts'
import { reserve } from '../../../src/engine/spill/out.ts'
import { copyBytes } from '../../../src/engine/spill/sort/copy-bytes.ts'
import { newRecords } from '../../../src/engine/spill/sort/records.ts'
import { newSorter, type Sorting } from '../../../src/engine/spill/sort/sorter.ts'
import { mergingSort } from '../../../src/engine/workers/merging-sort.ts'
import { newFilling } from '../../../src/engine/workers/packed.ts'
import { compareSortKeys } from '../../../src/plan/compare-sort-keys.ts'
import { runs } from '../../runs.ts'
import { newWatched, spreadingInThread } from './in-thread.ts'

let folder = ''
beforeAll(() => {
  folder = fs.mkdtempSync(join(tmpdir(), 'floe-merging-'))
})
afterAll(() => fs.rmSync(folder, { recursive: true }))

interface Item {
  readonly keys: readonly unknown[]
  readonly row: unknown
}

const atOnce = (items: readonly Item[], { keys, breakTies }: Sorting): readonly unknown[] =>
  items
    .map((item, i) => ({ ...item, i }))
    .sort(
      (a, b) => compareSortKeys(keys, a.keys, b.keys) || (breakTies ? compareCanonical(a.row, b.row) : 0) || a.i - b.i,
    )
    .map(({ row }) => row)

/** Each part by a worker's sorter, whose records are used again for the next. */
const byParts = (items: readonly Item[], sorting: Sorting, wanted: number, share: number, size: number) => {
  const place = fs.mkdtempSync(join(folder, 'parts-'))
  const spill = newSpill({ share }, fs, place)
  const merging = mergingSort(sorting, wanted, spill)
  const records = newRecords(share / 2)
  for (let number = 0; number * size < items.length; number++) {
    const mine = newSpill({ share }, fs, place)
    const sorter = newSorter({ ...sorting, wanted, part: { number, records } }, mine)
    for (const { keys, row } of items.slice(number * size, (number + 1) * size)) sorter.push(row, keys)
    const { next, known } = sorter.records()
    const { out, wrote, done } = newFilling(100)
    for (let record = next(); record !== undefined; record = next()) {
      reserve(out, record.end - record.begin)
      record.at = record.begin
      copyBytes(out, record, record.end)
      wrote()
    }
    const { values, ...rest } = known()
    merging.add(number, done(values), rest)
    mine.close()
  }
  for (const _ of merging.end.settle?.() ?? []);
  const rows = [...merging.end.done(wanted)]
  spill.close()
  expect(fs.readdirSync(place)).toEqual([])
  return rows
}

describe('parts', () => {
  const anyValue = fc.oneof(
    fc.nat(5),
    fc.record({ a: fc.nat(2), b: fc.constantFrom('x', null) }),
    fc.array(fc.nat(2), { maxLength: 2 }),
  )
  const anyKey = fc.oneof(fc.constantFrom<unknown>('a', 'longer than twelve bytes', 1, null, 7n), anyValue)
  const anyItems = fc.array(fc.record({ keys: fc.tuple(anyKey, anyKey), row: anyValue }), {
    maxLength: 120,
  })
  const direction = fc.record({
    direction: fc.constantFrom('ascending', 'descending'),
    nulls: fc.constantFrom('first', 'last'),
  } as const)

  test('are merged as if there were none', () => {
    fc.assert(
      fc.property(
        anyItems,
        fc.record({ keys: fc.tuple(direction, direction), breakTies: fc.boolean() }),
        fc.oneof(fc.constant(Number.POSITIVE_INFINITY), fc.nat(130)),
        fc.constantFrom(1, 300, 3000, 1e9),
        fc.integer({ min: 1, max: 40 }),
        (items, sorting, wanted, share, size) => {
          const expected = atOnce(items, sorting).slice(0, wanted)
          const found = byParts(items, sorting, wanted, share, size)
          expect(found.length).toBe(expected.length)
          for (const [i, row] of found.entries()) expect(identical(row, expected[i])).toBe(true)
        },
      ),
      { numRuns: runs(150) },
    )
  })

  test('that are many are merged in few files, and in order', () => {
    const items = Array.from({ length: 1200 }, (_, i) => ({ keys: [(i * 7919) % 50], row: i }))
    const sorting: Sorting = { keys: [{ direction: 'ascending', nulls: 'last' }], breakTies: false }
    expect(byParts(items, sorting, Number.POSITIVE_INFINITY, 600, 2)).toEqual(atOnce(items, sorting))
  })
})

describe('rows of CSV', () => {
  const Row = t.readonly(t.type({ key: t.string, n: t.number, time: t.union([t.string, t.null]) }))
  const planOf = (path: string) =>
    F.pipe(
      csv(path, Row),
      F.sortBy(
        F.descending((row) => row.key),
        F.ascending((row) => row.n),
      ),
    )
  const anyRow = fc.record({
    key: fc.constantFrom('a', 'b', 'öß', 'a "quoted" one'),
    n: fc.integer({ min: -3, max: 3 }),
    time: fc.constantFrom(null, 'now', 'a, b'),
  })

  test('go in columns into a file, the same for any number of workers', async () => {
    let batches = 0
    await fc.assert(
      fc.asyncProperty(
        fc.array(anyRow, { minLength: 1, maxLength: 60 }),
        fc.integer({ min: 1, max: 3 }),
        fc.constantFrom(200, 3000, 1_000_000, undefined),
        async (rows, workers, memory) => {
          const path = join(folder, 'rows.csv')
          const written = join(folder, 'written.csv')
          await F.write(F.rows(rows), toCsv(path))
          const plan = planOf(path)
          await F.write(plan, toCsv(written))
          const expected = fs.readFileSync(written, 'utf8')
          const spreading = { plan: plan.plan, again: () => planOf(path), workers, size: { bytes: 60, rows: 1 } }
          const engine = spreadingInThread(spreading, newWatched())
          const watched: F.Engine = {
            ...engine,
            execute: (outputs, given) => {
              const { memory: _, ...context } = given
              return engine.execute(outputs, memory === undefined ? context : { ...context, memory }).map((output) => ({
                ...output,
                [Symbol.asyncIterator]: () => output[Symbol.asyncIterator](),
                inColumns: async function* () {
                  for await (const batch of output.inColumns?.() ?? output) {
                    if (isInColumns(batch)) batches++
                    yield batch
                  }
                },
              }))
            },
          }
          await F.write(plan, toCsv(written), { engine: watched })
          expect(fs.readFileSync(written, 'utf8')).toBe(expected)
          fs.rmSync(path)
          fs.rmSync(written)
        },
      ),
      { numRuns: runs(40) },
    )
    expect(batches).toBeGreaterThan(5)
  })
})
