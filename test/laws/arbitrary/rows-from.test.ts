/**
 * Proves that rows from a dataset look like those of the dataset, and that all of it is looked at.
 */
import * as fc from 'fast-check'
import * as F from 'floe'
import * as L from 'floe/laws'
import { describe, expect, test } from 'vitest'

const Flights = F.pipe(
  F.range(0, 1000),
  F.map((i) => ({
    id: i,
    origin: ['SEA', 'JFK', 'ORD'][i % 3] as string,
    delay: i % 7 === 0 ? null : i / 8,
    note: 'x'.repeat(i % 5),
  })),
)
type Flight = F.RowOf<typeof Flights>

const sample = async (n?: number): Promise<readonly Flight[]> =>
  fc.sample(await L.rowsFrom(Flights, n), { seed: 1, numRuns: 500 })

describe('rows from a dataset', () => {
  test('have the fields and kinds of its rows', async () => {
    for (const row of await sample()) {
      expect(Object.keys(row)).toEqual(['id', 'origin', 'delay', 'note'])
      expect(row.id >= 0 && row.id < 1000 && Number.isInteger(row.id)).toBe(true)
      expect(['SEA', 'JFK', 'ORD']).toContain(row.origin)
      expect(row.delay === null || (row.delay >= 0 && row.delay < 125)).toBe(true)
      expect(row.note).toMatch(/^x{0,4}$/)
    }
  })

  test('are the same each time', async () => {
    expect(await sample()).toEqual(await sample())
  })

  test('come from all of it: the first ones, and others', async () => {
    const ids = new Set((await sample(20)).map(({ id }) => id))
    for (let i = 0; i < 10; i++) expect(ids).toContain(i)
    expect([...ids].filter((id) => id > 500).length).toBeGreaterThan(2)
  })

  test('are rows of it, and rows that it has not', async () => {
    const rows = await sample(20)
    const isOld = ({ id, origin, delay, note }: Flight): boolean =>
      origin === ['SEA', 'JFK', 'ORD'][id % 3] && delay === (id % 7 === 0 ? null : id / 8) && note.length === id % 5
    expect(rows.filter(isOld).length).toBeGreaterThan(100)
    expect(rows.filter((row) => !isOld(row)).length).toBeGreaterThan(100)
  })

  test('may be no objects', async () => {
    expect(new Set(fc.sample(await L.rowsFrom(F.rows(['a', 'b'])), { seed: 1, numRuns: 50 }))).toEqual(
      new Set(['a', 'b']),
    )
    expect(fc.sample(await L.rowsFrom(F.rows([{}])), { seed: 1, numRuns: 5 })).toEqual([{}, {}, {}, {}, {}])
  })

  test('leave fields as they are called', async () => {
    const rows = F.rows([JSON.parse('{ "__proto__": 1 }') as object, JSON.parse('{ "__proto__": 5 }') as object])
    for (const row of fc.sample(await L.rowsFrom(rows), { seed: 1, numRuns: 20 }))
      expect(Object.keys(row)).toEqual(['__proto__'])
  })

  test('of none there are none', async () => {
    await expect(L.rowsFrom(F.rows([]))).rejects.toThrow('rowsFrom was given a dataset without rows')
    await expect(L.rowsFrom(Flights, 0)).rejects.toThrow('rowsFrom was given 0')
  })
})
