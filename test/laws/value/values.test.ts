/**
 * Proves that values look alike exactly when they are identical, that copies look like what they are of, and share nothing
 * with it, and that differences are found where they are.
 */
import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { identical } from '../../../src/data/identical.ts'
import { scribble } from '../../../src/laws/stage/scribble.ts'
import { copyOf } from '../../../src/laws/value/copy-of.ts'
import { difference } from '../../../src/laws/value/difference.ts'
import { look } from '../../../src/laws/value/look.ts'
import { anyPair, anyRow } from '../../data/arbitrary.ts'
import { runs } from '../../runs.ts'

test('values look alike if and only if they are identical', () =>
  fc.assert(
    fc.property(anyPair(), ([a, b]) => {
      expect(look(a) === look(b)).toBe(identical(a, b))
    }),
    { numRuns: runs(2000) },
  ))

test('copies look like what they are of, however they are laid out', () =>
  fc.assert(
    fc.property(anyRow(), fc.boolean(), fc.boolean(), (row, isFrozen, isReversed) => {
      expect(look(copyOf(row, { isFrozen, isReversed }))).toBe(look(row))
    }),
  ))

test('what is written to a copy is not written to anything else', () =>
  fc.assert(
    fc.property(anyRow(), (row) => {
      const before = look(row)
      scribble(copyOf(row))
      expect(look(row)).toBe(before)
    }),
  ))

test('what is scribbled can be told, and is taken back', () =>
  fc.assert(
    fc.property(anyRow(), (row) => {
      const before = look(row)
      const copy = copyOf(row)
      const written = scribble(copy)
      const isWritten = look(copy) !== before
      if (isWritten) expect(written).not.toEqual([])
      for (const takeBack of written.toReversed()) takeBack()
      expect(look(copy)).toBe(before)
    }),
  ))

class Point {
  x: number
  constructor(x: number) {
    this.x = x
  }
}

test.each([
  [new Point(1), new Point(2)],
  [new Point(1), { x: 1 }],
  [/a/g, /a/y],
  [Object.assign(/a/g, { lastIndex: 1 }), /a/g],
  [new Error('a'), new Error('b')],
  [new TypeError('a'), new Error('a')],
  [Symbol('a'), Symbol('b')],
  [[1], Object.assign([1], { index: 0 })],
  [new (class Own extends Map<number, number> {})(), new Map()],
])('%o is told from %o', (a, b) => {
  expect(look(a)).not.toBe(look(b))
  expect(look(copyOf(a))).toBe(look(a))
  expect(difference(a, b, 'it')).toBeDefined()
  expect(difference(a, copyOf(a), 'it')).toBeUndefined()
})

test('cycles are looked at once round', () => {
  const ring = (n: number): object => {
    const made: { n: number; next?: object } = { n }
    made.next = { back: made }
    return made
  }
  expect(look(ring(1))).toBe(look(ring(1)))
  expect(look(ring(1))).not.toBe(look(ring(2)))
  expect(look(copyOf(ring(1)))).toBe(look(ring(1)))
})

test('a difference is found by its path', () => {
  const before = { tags: ['a', 'b'], 'odd name': { deep: 1 } }
  expect(difference(before, { ...before, tags: ['a', 'c'] }, 'row')).toEqual({
    path: 'row.tags[1]',
    before: "'b'",
    after: "'c'",
  })
  expect(difference(before, { ...before, 'odd name': {} }, 'row')).toEqual({
    path: "row['odd name'].deep",
    before: '1',
    after: 'absent',
  })
  expect(difference(before, { ...before }, 'row')).toBeUndefined()
  expect(difference({ at: null }, { at: {} }, 'row')).toEqual({ path: 'row.at', before: 'null', after: '{}' })
})
