/**
 * Keys that may be among others: those that are, always; others, seldom.
 */
import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { Key } from '../../../src/data/key.ts'
import { newMaybe } from '../../../src/engine/spill/maybe.ts'

const key: fc.Arbitrary<Key> = fc.oneof(fc.double(), fc.integer(), fc.string(), fc.boolean(), fc.bigInt())

test('a key that was put may be there, however little room there is', () => {
  fc.assert(
    fc.property(fc.array(key), fc.nat(4096), (keys, bytes) => {
      const maybe = newMaybe(bytes)
      for (const one of keys) maybe.put(one)
      expect(keys.filter((one) => !maybe.has(one))).toEqual([])
    }),
  )
})

test('with a byte for each key, most others are known not to be there', () => {
  const maybe = newMaybe(16_384)
  for (let i = 0; i < 16_384; i++) maybe.put(i)
  let wrong = 0
  for (let i = 0; i < 16_384; i++) if (maybe.has(`other ${i}`) || maybe.has(-1 - i)) wrong++
  expect(wrong).toBeLessThan(16_384 / 4)
})
