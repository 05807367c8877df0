/**
 * Proves that rows are compared as a naive comparison does it, which holds all of them: counts, columns, order, tolerance.
 */
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { balance } from '../../../src/laws/equivalence/balance.ts'
import { inOrder } from '../../../src/laws/equivalence/in-order.ts'
import { heldRows, type Rows } from '../../../src/laws/equivalence/lockstep.ts'
import { isSame, type RowsDiff, rowsDiff } from '../../../src/laws/equivalence/rows-diff.ts'
import { runs } from '../../runs.ts'

interface Row {
  readonly id: number
  readonly name: string | null
  readonly n: number
  readonly at: number
}

const row: fc.Arbitrary<Row> = fc.record({
  id: fc.nat(5),
  name: fc.constantFrom(null, 'a', 'b'),
  n: fc.constantFrom(0, -0, 1, Number.NaN),
  at: fc.nat(99),
})

/** A table, and what became of it: most rows are as they were. */
const tables: fc.Arbitrary<readonly [readonly Row[], readonly Row[]]> = fc
  .tuple(
    fc.uniqueArray(row, { selector: ({ id }) => id, maxLength: 6 }),
    fc.array(fc.constantFrom('keep', 'drop', 'change', 'lose'), { minLength: 6, maxLength: 6 }),
    fc.uniqueArray(row, { selector: ({ id }) => id, maxLength: 2 }),
    fc.boolean(),
  )
  .map(([before, fates, more, isReversed]) => {
    const after = before.flatMap((one, i): Row[] => {
      if (fates[i] === 'drop') return []
      if (fates[i] === 'change') return [{ ...one, n: one.n + 1 }]
      return fates[i] === 'lose' ? [{ ...one, name: null }] : [one]
    })
    const added = more.map((one) => ({ ...one, id: one.id + 10 }))
    const all = [...after, ...added]
    return [before, isReversed ? all.reverse() : all] as const
  })

/** In batches of any size, as engines give them. */
const batched = (rows: readonly unknown[], size: number): Rows => ({
  open: async function* () {
    for (let i = 0; i < rows.length; i += size) yield rows.slice(i, i + size)
  },
})

const none = { ignore: [], tolerance: new Map(), key: undefined }
const diff = (
  before: readonly unknown[],
  after: readonly unknown[],
  {
    isOrdered = false,
    mostHeld = 1000,
    ...relation
  }: Partial<Parameters<typeof rowsDiff>[1]['relation']> & {
    readonly isOrdered?: boolean
    readonly mostHeld?: number
  } = {},
): Promise<RowsDiff> =>
  rowsDiff(
    { before: heldRows(before), after: heldRows(after) },
    { relation: { ...none, ...relation }, isOrdered, mostHeld },
  )

const same = (a: unknown, b: unknown): boolean => Object.is(a, b)
const sameRow = (a: Row, b: Row): boolean =>
  (['id', 'name', 'n', 'at'] as const).every((name) => same(a[name], b[name]))

describe('rows that have a key', () => {
  test('are counted as a naive diff counts them, in whatever batches they come', () =>
    fc.assert(
      fc.asyncProperty(
        tables,
        fc.integer({ min: 1, max: 4 }),
        fc.integer({ min: 1, max: 4 }),
        async ([before, after], a, b) => {
          const found = await rowsDiff(
            { before: batched(before, a), after: batched(after, b) },
            { relation: { ...none, key: ['id'] }, isOrdered: false },
          )
          const partner = (one: Row): Row | undefined => after.find(({ id }) => id === one.id)
          const paired = before.filter((one) => partner(one) !== undefined)
          const isIdentical = (one: Row): boolean => sameRow(one, partner(one) as Row)
          expect(found).toMatchObject({
            before: before.length,
            after: after.length,
            identical: paired.filter(isIdentical).length,
            changed: paired.filter((one) => !isIdentical(one)).length,
            removed: before.length - paired.length,
            added: after.filter((one) => !before.some(({ id }) => id === one.id)).length,
          })
          if (found.changed === 0) return
          for (const name of ['id', 'name', 'n', 'at'] as const) {
            const cells = paired.map((one) => [one[name], (partner(one) as Row)[name]] as const)
            expect(found.columns.find((column) => column.name === name)).toEqual({
              name,
              same: cells.filter(([x, y]) => same(x, y)).length,
              different: cells.filter(([x, y]) => !same(x, y) && x !== null && y !== null).length,
              nullBefore: cells.filter(([x, y]) => x === null && y !== null).length,
              nullAfter: cells.filter(([x, y]) => x !== null && y === null).length,
            })
          }
        },
      ),
      { numRuns: runs(200) },
    ))

  test('are paired off by a key that is found, where nobody says one', () =>
    fc.assert(
      fc.asyncProperty(tables, async ([before, after]) => {
        const [said, found] = [await diff(before, after, { key: ['id'] }), await diff(before, after)]
        expect(found.identical).toBe(said.identical)
        expect(found.changed + found.removed).toBe(said.changed + said.removed)
        expect(found.changed + found.added).toBe(said.changed + said.added)
      }),
      { numRuns: runs(100) },
    ))

  test('are paired off by all that agrees, where nothing tells them apart', async () => {
    const before = Array.from({ length: 60 }, (_, i) => ({ origin: `${i % 3}`, delay: i % 5, hours: (i % 5) / 60 }))
    const after = before.map((one) => ({ ...one, hours: one.delay / 61 }))
    const found = await diff(before, after)
    // A delay of 0 is as many hours either way.
    expect(found).toMatchObject({ key: ['origin', 'delay'], identical: 12, changed: 48, added: 0, removed: 0 })
    expect(found.columns.map(({ same }) => same)).toEqual([60, 60, 12])
  })

  test('are estimated from some of them where very many differ', async () => {
    const before = Array.from({ length: 40_000 }, (_, id) => ({ id, n: 0, name: 'a' }))
    const after = before.map((one) => ({ ...one, n: 1, name: one.id % 2 === 0 ? 'a' : 'b' }))
    const found = await diff(before, after, { key: ['id'], mostHeld: 1000 })
    expect(found).toMatchObject({ changed: 40_000, added: 0, removed: 0, isEstimated: true })
    const [id, n, name] = found.columns
    expect([id?.same, n?.different]).toEqual([40_000, 40_000])
    expect(Math.abs((name?.different ?? 0) - 20_000)).toBeLessThan(4000)
  })

  test('may be others when they are read again: then they are compared as they are by then', async () => {
    let reading = 0
    const changing: Rows = {
      open: async function* () {
        reading++
        yield [1, 2, 3].map((id) => ({ id, at: reading * 10 + id }))
      },
    }
    const still = heldRows([1, 2, 4].map((id) => ({ id, at: 0 })))
    const found = await rowsDiff(
      { before: changing, after: still },
      { relation: { ...none, key: ['id'] }, isOrdered: false },
    )
    expect(found).toMatchObject({ isSteady: false, identical: 0, changed: 2, added: 1, removed: 1 })
    expect(await diff([{ id: 1, at: 0 }], [{ id: 1, at: 1 }], { key: ['id'] })).toMatchObject({
      isSteady: true,
      changed: 1,
    })
  })

  test('may have it twice: then those that are left are paired off', async () => {
    const found = await diff(
      [
        { k: 1, n: 1 },
        { k: 1, n: 2 },
      ],
      [
        { k: 1, n: 2 },
        { k: 1, n: 3 },
        { k: 1, n: 4 },
      ],
      { key: ['k'] },
    )
    expect(found).toMatchObject({ identical: 1, changed: 1, added: 1, removed: 0 })
  })

  test('may have it from a function, also from one that fails', async () => {
    const key = (one: unknown): unknown => (one as { readonly a: { readonly id: number } }).a.id
    const found = await diff([{ a: { id: 1 }, n: 1 }, { n: 5 }], [{ a: { id: 1 }, n: 2 }], { key })
    expect(found).toMatchObject({ identical: 0, changed: 1, added: 0, removed: 1, key: undefined })
  })
})

describe('rows without a key', () => {
  const values = fc.array(fc.oneof(fc.nat(3), fc.constantFrom(null, 'a', undefined, Number.NaN)), { maxLength: 8 })

  test('are compared as multisets', () =>
    fc.assert(
      fc.asyncProperty(values, values, async (before, after) => {
        const left = [...after]
        const identical = before.filter((one) => {
          const at = left.findIndex((other) => Object.is(one, other))
          if (at >= 0) left.splice(at, 1)
          return at >= 0
        }).length
        expect(await diff(before, after)).toMatchObject({
          identical,
          changed: 0,
          removed: before.length - identical,
          added: left.length,
        })
      }),
      { numRuns: runs(200) },
    ))

  test('are moved, if order means something, where a naive look finds it', () =>
    fc.assert(
      fc.asyncProperty(values, fc.nat(7), fc.nat(7), async (before, i, j) => {
        const after = [...before]
        if (i < after.length && j < after.length) [after[i], after[j]] = [after[j], after[i]] as [null, null]
        const first = before.findIndex((one, place) => !Object.is(one, after[place]))
        const found = await diff(before, after, { isOrdered: true })
        expect(found.moved).toBe(first < 0 ? undefined : first)
        expect(isSame(found)).toBe(first < 0)
        expect(isSame(await diff(before, after))).toBe(true)
      }),
      { numRuns: runs(200) },
    ))

  test('that are added move no others', async () => {
    expect(await diff([1, 2, 3], [0, 1, 2, 3], { isOrdered: true })).toMatchObject({ added: 1, moved: undefined })
    expect(await diff([1, 2, 3], [3, 0, 1, 2], { isOrdered: true })).toMatchObject({ added: 1, moved: 0 })
  })

  test('may be what can be no row', async () => {
    const f = () => 1
    expect(isSame(await diff([{ f }, new Error('x')], [{ f }, new Error('x')]))).toBe(true)
    expect(isSame(await diff([new Error('x')], [new Error('y')]))).toBe(false)
  })
})

describe('what counts as the same', () => {
  const before = [
    { id: 1, sum: 100, at: 1, of: { at: 1, n: 1 } },
    { id: 2, sum: -5, at: 1, of: { at: 1, n: 1 } },
  ]
  const later = before.map((one) => ({ ...one, at: 2, of: { ...one.of, at: 2 } }))

  test('are rows without what is ignored', async () => {
    expect(isSame(await diff(before, later))).toBe(false)
    expect(isSame(await diff(before, later, { ignore: ['at'] }))).toBe(false)
    expect(isSame(await diff(before, later, { ignore: ['at', 'of.at'] }))).toBe(true)
    expect(isSame(await diff([[{ a: 1 }, 2]], [[{ a: 3 }, 2]], { ignore: ['0.a'] }))).toBe(true)
  })

  test('are numbers that are close, by so much or by such a part', async () => {
    const drifted = (by: number) => before.map((one) => ({ ...one, sum: one.sum + by }))
    const tolerance = (of: object) => ({ key: ['id'], tolerance: new Map([['sum', of]]) })
    expect(isSame(await diff(before, drifted(0.01), tolerance({ absolute: 0.011 })))).toBe(true)
    expect(isSame(await diff(before, drifted(0.01), tolerance({ absolute: 0.009 })))).toBe(false)
    expect(isSame(await diff(before, drifted(0.01), tolerance({ relative: 0.01 })))).toBe(true)
    expect(await diff(before, drifted(0.01), tolerance({ relative: 0.001 }))).toMatchObject({
      identical: 1,
      changed: 1,
    })
    expect(isSame(await diff(before, drifted(0.01), { tolerance: new Map([['sum', { absolute: 1 }]]) }))).toBe(true)
    const noSum = before.map(({ sum: _, ...one }) => one)
    expect(isSame(await diff(before, noSum, tolerance({ absolute: 1000 })))).toBe(false)
  })

  test('are bare numbers that are close', async () => {
    const tolerance = new Map([['value', { absolute: 0.1 }]])
    expect(isSame(await diff([1, 2, 3], [3.05, 2, 1.05], { tolerance }))).toBe(true)
    expect(isSame(await diff([1, 2, 3], [3.5, 2, 1.05], { tolerance }))).toBe(false)
  })

  test('are errors, as often as they come', async () => {
    const found = await rowsDiff(
      { before: heldRows([1], ['bad', 'bad', 'worse']), after: heldRows([1], ['bad', 'worse']) },
      { relation: none, isOrdered: false },
    )
    expect(found.errors).toEqual([{ what: 'bad', before: 2, after: 1 }])
    expect(isSame(found)).toBe(false)
  })
})

test('what both sides have is forgotten as soon as both had it', () => {
  const { add, apart } = balance()
  for (let i = 0; i < 1000; i++) {
    add('before', `${i}`)
    if (i > 0) add('after', `${i - 1}`)
    expect(apart.size).toBeLessThanOrEqual(2)
  }
  const order = inOrder()
  for (const side of ['before', 'after', 'after', 'before'] as const) order.add(side, 'a')
  expect(order.first()).toBeUndefined()
  order.add('after', 'b')
  order.add('before', 'a')
  expect(order.first()).toBe(2)
})
