/**
 * Proves that a table of groups finds the same groups as a Map of keys does: whatever the keys are, with hashes as they are and
 * all the same, with room for all of them or for a few; and that it holds what it says it does.
 */
import fc from 'fast-check'
import { afterEach, describe, expect, test, vi } from 'vitest'
import { type Key, keyOf, normaliseKey } from '../../../src/data/key.ts'
import { boxOfKey } from '../../../src/engine/compiled/table/box.ts'
import { beginKeys, findAny, keyAt, keyOfAny, keyOfNumber } from '../../../src/engine/compiled/table/keys.ts'
import { layoutOf } from '../../../src/engine/compiled/table/layout.ts'
import {
  bytesOfTable,
  clear,
  find,
  findNumber,
  newTable,
  type Table,
} from '../../../src/engine/compiled/table/table.ts'
import * as hashing from '../../../src/engine/spill/hash-of-key.ts'
import { runs } from '../../runs.ts'

const count = { form: 'count', mayMiss: false } as const

const numbers = fc.oneof(
  fc.constantFrom(0, -0, Number.NaN, Number.POSITIVE_INFINITY, 2 ** 31, -(2 ** 31), 0.1),
  fc.integer(),
  fc.double(),
)
const texts = fc.oneof(
  fc.string({ unit: 'binary' }),
  fc.constantFrom('', '\0', '\0a', '0', 'é', '€', '😀', '\ud800', 'x'.repeat(2000)),
)
const anything = fc.oneof(
  numbers,
  texts,
  fc.constantFrom(null, undefined, true, false, 0n, 1n, '0', '1', 'true', 'null'),
  fc.constantFrom([0], [-0], [], { a: 1 }, new Date(0), new Date(Number.NaN), new Map([[1, 2]])),
)

const isPrimitive = (value: unknown): boolean => value === null || !['object', 'bigint'].includes(typeof value)
const given = (value: unknown): unknown => (isPrimitive(value) ? value : boxOfKey(value))

afterEach(() => {
  vi.restoreAllMocks()
})

/** Counts the keys in a table of which it is asked, and in a Map; those that have no place in the table are in neither. */
const agrees = (
  table: Table,
  keys: readonly (readonly unknown[])[],
  locate: (key: readonly unknown[]) => number,
): void => {
  const { layout, pieces, shift, within } = table
  const groups = new Map<Key, { readonly key: readonly unknown[]; count: number; readonly group: number }>()
  const aside = new Set<Key>()
  for (const key of keys) {
    const group = locate(key)
    const cells = pieces[group >> shift] as Float64Array
    const at = (group & within) * layout.width + layout.statesAt
    cells[at] = (cells[at] as number) + 1
    const id = keyOf(key)
    if (group === 0) {
      expect(groups.has(id)).toBe(false)
      expect(cells[at]).toBe(1)
      aside.add(id)
      continue
    }
    expect(aside.has(id)).toBe(false)
    const known = groups.get(id)
    if (known !== undefined) known.count++
    else groups.set(id, { key, count: 1, group })
    expect(group).toBe(groups.get(id)?.group)
  }
  expect(table.count).toBe(groups.size)
  for (const { key, count, group } of groups.values()) {
    const cells = pieces[group >> shift] as Float64Array
    const at = (group & within) * layout.width
    expect(cells[at + layout.statesAt]).toBe(count)
    const found = layout.keys.map(({ isNumber, at: offset }) =>
      isNumber ? cells[at + offset] : keyAt(table, cells, at + offset),
    )
    expect(found).toEqual(key.map(normaliseKey))
  }
  // The first group always has a place.
  if (keys.length > 0) expect(table.count).toBeGreaterThan(0)
}

const rooms = fc.constantFrom(0, 100, 500, 3000, 20_000, Number.POSITIVE_INFINITY)

const hashes = ['hashOfKey', 'hashOfNumber', 'hashOfBytes'] as const

describe.each([
  ['hashes as they are', false],
  ['all of one hash', true],
])('finds what a Map finds, %s', (_, isFlat) => {
  const flatten = (): void => {
    if (isFlat) for (const hash of hashes) vi.spyOn(hashing, hash).mockReturnValue(0)
  }

  test('by a number', () => {
    flatten()
    fc.assert(
      fc.property(fc.array(numbers, { maxLength: 400 }), rooms, fc.boolean(), (keys, room, hasOrdinals) => {
        const table = newTable(layoutOf(hasOrdinals, [true], [count]), room, 1)
        agrees(
          table,
          keys.map((key) => [key]),
          ([key]) => findNumber(table, key as number),
        )
      }),
      { numRuns: runs(200) },
    )
  })

  test('by anything', () => {
    flatten()
    fc.assert(
      fc.property(fc.array(anything, { maxLength: 200 }), rooms, fc.boolean(), (keys, room, hasOrdinals) => {
        const layout = layoutOf(hasOrdinals, [false], [count])
        const table = newTable(layout, room, 1)
        agrees(
          table,
          keys.map((key) => [key]),
          ([key]) => findAny(table, layout.keys[0]?.at as number, given(key)),
        )
      }),
      { numRuns: runs(200) },
    )
  })

  test('by several, and after it was cleared', () => {
    flatten()
    fc.assert(
      fc.property(
        fc.array(fc.tuple(anything, numbers, anything), { maxLength: 100 }),
        fc.array(fc.tuple(anything, numbers, anything), { maxLength: 100 }),
        rooms,
        (before, keys, room) => {
          const layout = layoutOf(false, [false, true, false], [count])
          const table = newTable(layout, room, 1)
          const locate = ([a, b, c]: readonly unknown[]): number => {
            beginKeys(table)
            keyOfAny(table, 0, given(a))
            keyOfNumber(table, 2, b as number)
            keyOfAny(table, 3, given(c))
            return find(table)
          }
          for (const key of before) locate(key)
          if (table.isFull) return
          clear(table)
          agrees(table, keys, locate)
        },
      ),
      { numRuns: runs(200) },
    )
  })
})

test('has as many bytes as it says, and no more than it may', () => {
  fc.assert(
    fc.property(fc.nat({ max: 20_000 }), fc.integer({ min: 2000, max: 400_000 }), (keys, room) => {
      const table = newTable(layoutOf(false, [true], [count]), room, 1)
      for (let key = 0; key < keys; key++) findNumber(table, key)
      const bytes = table.pieces.reduce((sum, piece) => sum + piece.byteLength, table.slots.byteLength)
      expect(bytesOfTable(table)).toBe(bytes)
      expect(bytes).toBeLessThanOrEqual(room)
      // A slot that is not taken, and a piece that is not full, are all that is lost.
      if (table.isFull) expect(table.count * 16).toBeGreaterThan(room / 8)
    }),
    { numRuns: runs(100) },
  )
})
