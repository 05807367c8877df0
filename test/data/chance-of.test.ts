/** Chance is what stands first in a fingerprint, and nothing else. */
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { chanceOf } from '../../src/data/chance-of.ts'
import { fingerprint } from '../../src/data/fingerprint.ts'
import { anyRow } from './arbitrary.ts'

test('chance is the first 48 bits of the fingerprint of seed and value', () =>
  fc.assert(
    fc.property(fc.oneof(fc.integer(), fc.string()), anyRow(), (seed, row) => {
      const bits = Buffer.from(fingerprint([seed, row]), 'base64url').readUIntBE(0, 6)
      expect(chanceOf(seed, row)).toBe(bits / 2 ** 48)
    }),
  ))
