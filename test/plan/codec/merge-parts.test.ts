/** What the parts of an intersection made, laid over each other: as io-ts does it, and all the way down. */
import * as fc from 'fast-check'
import * as t from 'io-ts'
import { describe, expect, test } from 'vitest'
import { mergeParts } from '../../../src/plan/codec/merge-parts.ts'

/** What io-ts makes of parts, asked through an intersection of codecs that make them. */
const mergedByIoTs = (base: unknown, parts: readonly unknown[]): unknown => {
  const codecs = parts.map((part) => new t.Type<unknown>('Makes', t.unknown.is, () => t.success(part), t.identity))
  const { right } = t.intersection(codecs as unknown as [t.Mixed, t.Mixed]).decode(base) as { readonly right?: unknown }
  return right
}

const primitive = fc.constantFrom<unknown>('x', 'y', 0, -0, 1, Number.NaN, true, null, 5n, Object.prototype.toString)
const flat = fc.dictionary(fc.constantFrom('a', 'b', 'toString'), primitive, { maxKeys: 3 })

describe('as io-ts does it', () => {
  test('primitives: unchanged, or the last', () =>
    fc.assert(
      fc.property(
        fc.oneof(primitive, fc.constant(undefined)),
        fc.array(fc.oneof(primitive, fc.constant(undefined)), { minLength: 1, maxLength: 3 }),
        (base, parts) => {
          expect(mergeParts(base, parts)).toBe(mergedByIoTs(base, parts))
          expect(mergeParts(base, [base, ...parts])).toBe(mergedByIoTs(base, [base, ...parts]))
        },
      ),
    ))

  test('fields: the last that a part has changed, or the first', () =>
    fc.assert(
      fc.property(flat, fc.array(flat, { minLength: 2, maxLength: 3 }), (base, parts) => {
        expect(mergeParts(base, parts)).toStrictEqual(mergedByIoTs(base, parts))
        const rest = parts.map((part) => ({ ...base, ...part }))
        expect(mergeParts(base, rest)).toStrictEqual(mergedByIoTs(base, rest))
      }),
    ))

  test.each([null, undefined, 'a', 5, [1]])('objects that were made of %o, which is none: the last', (base) => {
    const parts: readonly unknown[] = [{ a: 1, toString: 2 }, { a: 3 }, { length: 4 }]
    expect(mergeParts(base, parts)).toStrictEqual({ a: 3, toString: 2, length: 4 })
    expect(mergedByIoTs(base, parts)).toStrictEqual({ a: 3, toString: 2, length: 4 })
  })

  test.each<readonly [unknown, readonly unknown[], unknown]>([
    [-0, [0, 0], -0],
    [1, [2, 1], 1],
    [1, [1, 2], 2],
    ['a', [null, undefined], undefined],
    [null, ['a', null], null],
    ['a', [], 'a'],
  ])('%o with the parts %o is %o', (base, parts, merged) => {
    expect(mergeParts(base, parts)).toBe(merged)
    expect(mergedByIoTs(base, parts)).toBe(merged)
  })

  test('an object that is not plain is one value: the last that a part has changed', () => {
    const [before, after] = [new Date(0), new Date(1)]
    expect(mergeParts(before, [before, after, before])).toBe(after)
    expect(mergeParts(before, [after, before])).toBe(after)
    expect(mergeParts(before, [before, before])).toBe(before)
    expect(mergeParts({ at: before }, [{ at: after }, { at: before }])).toStrictEqual({ at: after })
    expect(mergeParts(before, [{ a: 1 }, after])).toBe(after)
  })
})

describe('all the way down', () => {
  test('the fields of fields', () => {
    const base = { p: { x: 1, y: 2, q: { z: 3, w: 4 } } }
    const merged = mergeParts(base, [{ p: { x: 1, q: { z: 3 } } }, { p: { y: 'two', q: { w: 4 } } }])
    expect(merged).toStrictEqual({ p: { x: 1, q: { z: 3, w: 4 }, y: 'two' } })
    expect(Object.isFrozen((merged as typeof base).p.q)).toBe(true)
  })

  test('the last change of a field of fields counts', () => {
    expect(mergeParts({ p: { x: 1 } }, [{ p: { x: 2 } }, { p: { x: 1 } }])).toStrictEqual({ p: { x: 2 } })
    expect(mergeParts({ p: { x: 1 } }, [{ p: { x: 1 } }, { p: { x: null } }])).toStrictEqual({ p: { x: null } })
    expect(mergeParts({ p: null }, [{ p: { x: 2 } }, { p: { x: 1 } }])).toStrictEqual({ p: { x: 1 } })
  })

  test('the places of arrays that are all as long as the value', () => {
    const merged = mergeParts(
      [{ x: 1, y: 2 }, 3],
      [
        [{ x: 1 }, 3],
        [{ y: 2 }, 'three'],
      ],
    )
    expect(merged).toStrictEqual([{ x: 1, y: 2 }, 'three'])
    expect(Object.isFrozen(merged)).toBe(true)
    expect(
      mergeParts(
        [1, 2],
        [
          [3, 2],
          [1, 2],
        ],
      ),
    ).toStrictEqual([3, 2])
  })

  test.each<readonly [string, unknown, readonly unknown[], unknown]>([
    ['one is shorter', [1, 2], [[1, 2], [1]], [1]],
    [
      'all are longer',
      [1],
      [
        [1, 2],
        [3, 4],
      ],
      [3, 4],
    ],
    ['one is no array', [1], [[2], 'x'], 'x'],
    ['one is as long, but no array', [1], [{ length: 1 }, [2]], [2]],
    ['the value is none', 'x', [[1], [2]], [2]],
  ])('arrays are not merged if %s', (_, base, parts, merged) => {
    expect(mergeParts(base, parts)).toStrictEqual(merged)
  })

  test('objects without a prototype', () => {
    const bare = (fields: object) => Object.assign(Object.create(null), fields)
    expect(mergeParts({ x: 1, y: 2 }, [bare({ x: 1 }), { y: 2 }])).toStrictEqual({ x: 1, y: 2 })
  })

  test('a part that stands alone is what it is', () => {
    const part = { p: { x: 1 } }
    expect(mergeParts({}, [part])).toBe(part)
    expect((mergeParts({}, [part, { q: 1 }]) as typeof part).p).toBe(part.p)
  })

  test('null and undefined are values like others', () => {
    expect(mergeParts({ a: 1 }, [{ a: undefined }, { a: 1 }])).toStrictEqual({ a: undefined })
    expect(mergeParts({ a: 1 }, [{ a: null }, { a: 1 }])).toStrictEqual({ a: null })
    expect(mergeParts({ a: 1 }, [null, { a: 1 }])).toStrictEqual({ a: 1 })
    expect(mergeParts(null, [null, null])).toBe(null)
  })

  test('fields of any name', () => {
    const merged = mergeParts({}, [JSON.parse('{ "__proto__": 1 }'), { a: 2 }])
    expect(Object.entries(merged as object)).toStrictEqual([
      ['__proto__', 1],
      ['a', 2],
    ])
  })
})
