/**
 * Proves that keys are numbered as a Map would number them, whatever they are and whatever their hashes.
 */
import fc from 'fast-check'
import { afterEach, describe, expect, test, vi } from 'vitest'
import { type Key, keyOf } from '../../../src/data/key.ts'
import { newKeyIndex } from '../../../src/engine/columns/key-index.ts'
import * as hashing from '../../../src/engine/spill/hash-of-key.ts'
import { anyRow } from '../../data/arbitrary.ts'
import { runs } from '../../runs.ts'

const numbers = fc.oneof(
  fc.nat({ max: 20 }),
  fc.constantFrom(-0, 0, NaN, 0.5, 2 ** 31, -(2 ** 31), Infinity),
  fc.double(),
)
const texts = fc.oneof(fc.constantFrom('', 'a', 'b', 'ab', 'Ā', '\ud800', 'a'.repeat(100)), fc.string())
const mixed = fc.oneof(numbers, texts, fc.boolean(), fc.bigInt(), anyRow())

const kinds: readonly (readonly [string, fc.Arbitrary<unknown>])[] = [
  ['numbers', numbers],
  ['texts', texts],
  ['composite keys', fc.tuple(numbers, texts)],
  ['keys of any kind', mixed],
]

afterEach(() => {
  vi.restoreAllMocks()
})

describe.each([
  ['hashes as they are', false],
  ['all of one hash', true],
])('%s', (_, isFlat) => {
  test.each(kinds)('%s are numbered as in a Map', (_, kind) => {
    if (isFlat) vi.spyOn(hashing, 'hashOfKey').mockReturnValue(0)
    fc.assert(
      fc.property(fc.array(kind, { maxLength: 200, size: 'max' }), fc.array(kind), (values, others) => {
        const index = newKeyIndex()
        const model = new Map<Key, number>()
        for (const key of values.map(keyOf)) {
          expect(index.find(key)).toBe(model.get(key) ?? -1)
          if (model.has(key)) continue
          expect(index.add(key)).toBe(model.size)
          model.set(key, model.size)
        }
        expect(index.count()).toBe(model.size)
        for (const key of others.map(keyOf)) expect(index.find(key)).toBe(model.get(key) ?? -1)
        for (const [key, which] of model) {
          expect(index.find(key)).toBe(which)
          expect(index.at(which)).toBe(key)
        }
      }),
      { numRuns: runs(30) },
    )
  })
})

test('NaN is one key, whatever its bits', () => {
  const [bits, numbers] = [new BigUint64Array(3), new Float64Array(3)]
  bits.set([0x7ff8_0000_0000_0000n, 0xfff8_0000_0000_0000n, 0x7ff8_0000_0000_0123n])
  new Uint8Array(numbers.buffer).set(new Uint8Array(bits.buffer))
  const index = newKeyIndex()
  index.add(1)
  index.add(numbers[0])
  expect([...numbers].map(index.find)).toEqual([1, 1, 1])
  expect(new Set([...numbers].map((nan) => hashing.hashOfKey(nan, 7))).size).toBe(1)
})

test('many numbers are all found, and no others, in few bytes each', () => {
  const index = newKeyIndex()
  const count = 100_000
  for (let i = 0; i < count; i++) index.add((i * 7919) % 1_000_003)
  let wrong = 0
  for (let i = 0; i < count; i++) if (index.find((i * 7919) % 1_000_003) !== i) wrong++
  for (let i = 0; i < count; i++) if (index.find(2_000_000 + i) !== -1) wrong++
  expect(wrong).toBe(0)
  expect(index.bytes() / count).toBeLessThan(16)
})
