/**
 * Proves that the rows of a join's right side are found by their keys, all of a key in the order in which they came, however they
 * stand in memory.
 */
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { type Key, keyOf } from '../../../src/data/key.ts'
import { newPartners, type Partner } from '../../../src/engine/compiled/keyed/partners.ts'

const rows = fc.array(
  fc.record({
    k: fc.oneof(fc.nat({ max: 12 }), fc.constantFrom(-0, NaN, 'a', 'b')),
    v: fc.oneof(fc.integer(), fc.string(), fc.constant(null)),
  }),
  { maxLength: 60, size: 'max' },
)

test('rows are found by their keys, in their order, and met or not', () => {
  fc.assert(
    fc.property(
      rows,
      fc.boolean(),
      fc.constantFrom(0, 500, Number.POSITIVE_INFINITY),
      fc.nat({ max: 12 }),
      (given, keepsAll, most, met) => {
        const partners = newPartners(keepsAll, most)
        const model = new Map<Key, Partner[]>()
        for (const [i, given_] of given.entries()) {
          const row = Object.freeze(given_)
          const key = keyOf(row.k)
          const place = { source: 'file', line: i + 2 }
          const partner = { row, ordinal: 3 * i, place: { where: () => place, index: 0 } }
          partners.add(partners.keyOf(key), key, partner)
          model.set(key, [...(model.get(key) ?? []), partner])
        }
        expect([partners.count(), partners.countKeys()]).toEqual([given.length, model.size])
        expect(partners.areRings()).toBe(model.size < given.length)
        if (keepsAll) partners.meet(partners.find(met))
        for (const [which, [key, all]] of [...model].entries()) {
          const first = partners.find(key)
          const found: number[] = []
          for (let at = first; at >= 0; at = partners.after(at, first)) found.push(at)
          expect(found.map(partners.rowAt)).toEqual(all.map(({ row }) => row))
          expect(partners.keyAt(which)).toBe(key)
          const owners = partners.keysOfRows()
          expect(found.map((at) => owners[at])).toEqual(found.map(() => which))
          if (!keepsAll) continue
          expect(found.map((at) => partners.at(at).ordinal)).toEqual(all.map(({ ordinal }) => ordinal))
          expect(found.map((at) => partners.at(at).place.where(0))).toEqual(all.map(({ place }) => place.where(0)))
          expect(found.map(partners.isMet)).toEqual(found.map(() => key === met))
        }
        expect(partners.find('nobody')).toBe(-1)
        expect(partners.find(13.5)).toBe(-1)
      },
    ),
  )
})
