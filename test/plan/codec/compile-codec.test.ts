/** What each kind of codec makes of a value, and in which words it refuses one. */
import * as t from 'io-ts'
import { describe, expect, test } from 'vitest'
import { compileCodec } from '../../../src/plan/codec/compile-codec.ts'
import { Failure } from '../../../src/plan/codec/decode-failure.ts'
import { withFallback } from './arbitrary.ts'

const decode = (codec: t.Mixed, value: unknown): unknown => compileCodec(codec)(value)

const Point = t.type({ x: t.number })
const A = t.type({ k: t.literal('a'), n: t.number })
const B = t.type({ s: t.string, k: t.literal('b') })

/** A codec that behaves as another, of which nothing can be known. */
const foreign = (codec: t.Mixed): t.Mixed =>
  Object.assign(Object.create(Object.getPrototypeOf(codec)), codec, {
    validate: (value: unknown, context: t.Context) => codec.validate(value, context),
  })

const isFrozenDeeply = (value: unknown): boolean =>
  typeof value !== 'object' || value === null || (Object.isFrozen(value) && Object.values(value).every(isFrozenDeeply))

describe('each kind of codec', () => {
  test.each<readonly [t.Mixed, unknown, string]>([
    [t.string, 1, 'string'],
    [t.number, '1', 'number'],
    [t.boolean, 0, 'boolean'],
    [t.bigint, 1, 'bigint'],
    [t.null, undefined, 'null'],
    [t.undefined, null, 'undefined'],
    [t.void, null, 'undefined'],
    [t.never as unknown as t.Mixed, undefined, 'never'],
    [t.literal('x'), 'y', '"x"'],
    [t.keyof({ x: null, y: null }), 'z', '"x" | "y"'],
    [t.keyof({ x: null, y: null }), 'toString', '"x" | "y"'],
    [t.keyof({ x: null, y: null }), ['x'], '"x" | "y"'],
    [t.array(t.string), { 0: 'a', length: 1 }, 'array'],
    [t.readonlyArray(t.string), 'a', 'array'],
    [t.tuple([t.string]), { 0: 'a' }, 'array'],
    [Point, [], 'object'],
    [t.partial({ x: t.number }), null, 'object'],
    [t.strict({ x: t.number }), 'x', 'object'],
    [t.readonly(Point), undefined, 'object'],
    [t.record(t.string, t.number), [], 'object'],
    [t.record(t.literal('a'), t.number), 1, 'object'],
    [t.union([t.string, t.number]), true, 'string | number'],
    [t.refinement(t.number, (n) => n > 0, 'Positive'), -1, 'Positive'],
  ])('%#: %s refuses by its name', (codec, value, expected) => {
    expect(decode(codec, value)).toStrictEqual(new Failure(value, expected))
  })

  test.each<readonly [t.Mixed, readonly unknown[]]>([
    [t.string, ['', 'x']],
    [t.number, [0, -0, Number.NaN]],
    [t.boolean, [true, false]],
    [t.bigint, [1n]],
    [t.null, [null]],
    [t.undefined, [undefined]],
    [t.void, [undefined]],
    [t.unknown, ['x', undefined, Point]],
    [t.any, ['x', undefined, Point]],
    [t.literal('x'), ['x']],
    [t.keyof({ x: null }), ['x']],
    [t.union([t.string, t.number]), ['x', 1]],
    [t.Int, [1]],
    [t.UnknownRecord, [Point]],
  ])('%#: %s gives back the very value that fits', (codec, values) => {
    for (const value of values) expect(decode(codec, value)).toBe(value)
  })

  test('a literal stands for an equal value', () => {
    expect(decode(t.literal(0), -0)).toBe(0)
    expect(decode(t.literal(-0), 0)).toBe(-0)
  })

  const inside = { x: 1, more: 2 }
  test.each<readonly [t.Mixed, unknown, unknown]>([
    [t.array(Point), [inside, inside], [{ x: 1 }, { x: 1 }]],
    [t.readonlyArray(Point), [inside], [{ x: 1 }]],
    [t.tuple([Point, t.unknown]), [inside, 3, 4], [{ x: 1 }, 3]],
    [t.tuple([Point, t.undefined]), [inside], [{ x: 1 }, undefined]],
    [t.array(t.undefined), new Array(2), [undefined, undefined]],
    [t.type({ p: Point }), { q: 1, p: inside }, { p: { x: 1 } }],
    [t.partial({ p: Point, q: Point }), { r: 1, p: inside }, { p: { x: 1 } }],
    [t.strict({ p: Point }), { q: 1, p: inside }, { p: { x: 1 } }],
    [t.exact(t.partial({ p: Point })), { q: 1, p: inside }, { p: { x: 1 } }],
    [t.readonly(t.type({ p: Point })), { p: inside }, { p: { x: 1 } }],
    [t.record(t.string, Point), { a: inside, b: inside }, { a: { x: 1 }, b: { x: 1 } }],
    [t.record(t.keyof({ a: null }), Point), { a: inside, b: 1 }, { a: { x: 1 } }],
    [t.record(t.string, t.any), ['a', 'b'], ['a', 'b']],
    [t.record(t.string, foreign(t.any)), ['a'], ['a']],
    [t.union([t.string, Point]), inside, { x: 1 }],
    [t.union([Point, t.type({ x: t.number, more: t.number })]), inside, { x: 1 }],
    [t.union([A, B]), { k: 'b', s: 'x', more: 0 }, { s: 'x', k: 'b' }],
    [t.intersection([Point, t.partial({ y: t.number })]), { z: 1, x: 1 }, { x: 1 }],
    [
      t.intersection([t.type({ p: Point }), t.type({ p: t.type({ y: t.null }) })]),
      { p: { ...inside, y: null } },
      { p: { x: 1, y: null } },
    ],
    [t.intersection([t.array(Point), t.array(t.type({ y: t.null }))]), [{ ...inside, y: null }], [{ x: 1, y: null }]],
    [t.intersection([t.unknown, Point]), inside, { x: 1 }],
    [t.intersection([Point, t.any]), inside, { x: 1 }],
    [t.refinement(Point, ({ x }) => x > 0), inside, { x: 1 }],
    [
      t.recursion<unknown>('List', (self): t.Mixed => t.type({ next: t.union([self, t.null]) })),
      { next: { next: null, x: 1 } },
      { next: { next: null } },
    ],
  ])('%#: %s makes a fresh frozen value of what it names', (codec, value, made) => {
    const decoded = decode(codec, value)
    expect(decoded).toStrictEqual(made)
    expect(isFrozenDeeply(decoded)).toBe(true)
    expect(Object.isFrozen(value)).toBe(false)
  })

  test('a dictionary of anything else is no array', () => {
    expect(decode(t.record(t.string, t.unknown), ['a'])).toStrictEqual(new Failure(['a'], 'object'))
  })

  test('an intersection that says nothing lets everything pass as it is', () => {
    expect(decode(t.intersection([t.unknown, t.any]), Point)).toBe(Point)
  })

  test('an intersection fails as the first of its parts that does', () => {
    const codec = t.intersection([t.array(t.unknown), t.array(t.number), t.array(t.string)])
    expect(decode(codec, [true])).toStrictEqual(new Failure(true, 'number', undefined, [0]))
  })
})

describe('a codec of which nothing is known', () => {
  test('is asked with the context that io-ts would give it, and what it makes passes as it is', () => {
    const contexts: unknown[] = []
    const made = { fresh: true }
    const own = new t.Type<unknown>(
      'Own',
      t.unknown.is,
      (_, context) => {
        contexts.push(context)
        return t.success(made)
      },
      t.identity,
    )
    expect(decode(own, 5)).toBe(made)
    own.decode(5)
    expect(contexts[0]).toStrictEqual([{ key: '', type: own, actual: 5 }])
    expect(contexts[1]).toStrictEqual([{ key: '', type: own, actual: 5 }])
  })

  test.each<readonly [t.Mixed, unknown, unknown, string, readonly (string | number)[]]>([
    [t.type({ a: t.type({ b: t.number }) }), { a: { b: 'x' } }, 'x', 'number', ['a', 'b']],
    [t.type({ a: t.array(t.string) }), { a: ['x', 1] }, 1, 'string', ['a', 1]],
    [t.array(t.string), [1], 1, 'string', [0]],
    [t.readonlyArray(t.string), ['x', 'y', 1], 1, 'string', [2]],
    [t.tuple([t.string, t.number]), ['x', 'y'], 'y', 'number', [1]],
    [t.record(t.string, t.number), { 1: 'x' }, 'x', 'number', ['1']],
    [t.union([t.type({ a: t.number }), t.array(t.string)]), { a: 'x' }, 'x', 'number', ['a']],
    [t.intersection([Point, t.type({ a: t.number })]), { x: 1, a: 'x' }, 'x', 'number', ['a']],
    [t.type({ a: t.union([t.array(t.number), t.string]) }), { a: ['x'] }, 'x', 'number', ['a', 0]],
    [t.refinement(t.number, (n) => n > 0, 'Positive'), -1, -1, 'Positive', []],
  ])('%#: %s fails where and as io-ts says', (codec, value, found, expected, path) => {
    expect(decode(foreign(codec), value)).toStrictEqual(new Failure(found, expected, undefined, path))
    expect(decode(t.type({ f: foreign(codec) }), { f: value })).toStrictEqual(
      new Failure(found, expected, undefined, ['f', ...path]),
    )
  })

  const failing = (validate: t.Validate<unknown, unknown>) =>
    new t.Type<unknown>('Own', t.unknown.is, validate, t.identity)

  test('may say it in its own words', () => {
    const own = failing((value, context) => t.failure(value, context, 'out of stock'))
    expect(decode(own, 1)).toStrictEqual(new Failure(1, 'Own', 'out of stock'))
  })

  test('may take steps that have no name', () => {
    const own = failing((value, context) => t.failure(value, t.appendContext(context, '', t.number, value)))
    expect(decode(own, 1)).toStrictEqual(new Failure(1, 'number'))
  })

  test('fails by its name if it gives no error, or no context', () => {
    expect(
      decode(
        failing(() => t.failures([])),
        1,
      ),
    ).toStrictEqual(new Failure(1, 'Own'))
    expect(
      decode(
        failing((value) => t.failure(value, [])),
        1,
      ),
    ).toStrictEqual(new Failure(1, 'Own'))
  })
})

describe('a union', () => {
  test('fails as the only member that the value got into', () => {
    const codec = t.union([t.null, t.type({ p: Point })])
    expect(decode(codec, { p: { x: 'a' } })).toStrictEqual(new Failure('a', 'number', undefined, ['p', 'x']))
  })

  test('fails as a whole if that could be several, or none', () => {
    const codec = t.union([Point, t.type({ y: t.number }), t.null])
    const expected = '{ x: number } | { y: number } | null'
    expect(decode(codec, {})).toStrictEqual(new Failure({}, expected))
    expect(decode(codec, 'a')).toStrictEqual(new Failure('a', expected))
  })

  test('with a tag is told by it', () => {
    const codec = t.union([A, t.type({ k: t.literal('b'), s: t.string })], 'Thing')
    expect(decode(codec, { k: 'a', n: 'x' })).toStrictEqual(new Failure('x', 'number', undefined, ['n']))
    expect(decode(codec, { k: 'b', s: 1 })).toStrictEqual(new Failure(1, 'string', undefined, ['s']))
    expect(decode(codec, { k: 'c' })).toStrictEqual(new Failure({ k: 'c' }, 'Thing'))
  })

  test('with a tag fails as a whole if no member got inside', () => {
    const Positive = t.refinement(A, ({ n }) => n > 0, 'Positive')
    const codec = t.union([Positive, t.type({ k: t.literal('b'), s: t.string })], 'Thing')
    expect(decode(codec, { k: 'a', n: -1 })).toStrictEqual(new Failure({ k: 'a', n: -1 }, 'Thing'))
  })

  test.each([
    ['(string | number)', 'string | number'],
    ['(size) of a shoe', '(size) of a shoe'],
    ['a shoe (size)', 'a shoe (size)'],
    ['(one) (two)', '(one) (two)'],
    ['Size', 'Size'],
  ])('named %s is expected as %s', (name, expected) => {
    expect(decode(t.union([t.string, t.number], name), null)).toStrictEqual(new Failure(null, expected))
  })

  test('fails even if a member, asked again, would take the value', () => {
    let asked = 0
    const fickle = new t.Type<unknown>(
      'Fickle',
      t.unknown.is,
      (value, context) => (asked++ === 0 ? t.failure(value, context) : t.success(value)),
      t.identity,
    )
    expect(decode(t.union([t.string, fickle]), 1)).toStrictEqual(new Failure(1, 'string | Fickle'))
  })
})

describe('a union that io-ts tells by a tag', () => {
  const tree = (codec: t.Mixed): t.Mixed => t.recursion('Any', () => codec)
  const wraps: readonly (readonly [string, (member: t.TypeC<{ k: t.Mixed }>) => t.Mixed])[] = [
    ['itself', (member) => member],
    ['readonly', (member) => t.readonly(member)],
    ['exact', (member) => t.exact(member)],
    ['refined', (member) => t.refinement(member, () => true)],
    ['recursive', tree],
    ['part of an intersection', (member) => t.intersection([t.partial({ p: t.number }), member])],
    ['in a union', (member) => t.union([member, t.type({ k: t.literal('c') })])],
  ]

  test.each(wraps)('knows the fields of a member that is %s', (_, wrap) => {
    const codec = t.union([wrap(t.type({ k: t.literal('a') })) as never, B])
    expect('tag' in codec).toBe(true)
    expect(decode(codec, { k: 'a', more: 1 })).toStrictEqual({ k: 'a' })
    expect(decode(codec, { k: 'b', s: 'x', more: 1 })).toStrictEqual({ s: 'x', k: 'b' })
  })

  test.each(wraps)(
    'asks no other member than that of the tag, though one that is %s would take the value',
    (_, wrap) => {
      const lenient = [
        wrap(t.type({ k: withFallback(t.literal('a'), 'a') })),
        withFallback(wrap(t.type({ k: t.literal('a') })), { k: 'a' }),
      ]
      for (const member of lenient) {
        const codec = t.union([member as never, B])
        expect('tag' in codec).toBe(true)
        for (const value of [{ k: 'a' }, { k: 'b', s: 'x' }, { k: 'b' }, { k: 'z' }, {}, 'a']) {
          const { left, right } = codec.decode(value) as { readonly left?: unknown; readonly right?: unknown }
          const decoded = decode(codec, value)
          if (left === undefined) expect(decoded).toEqual(right)
          else expect(decoded).toBeInstanceOf(Failure)
        }
      }
    },
  )

  test('asks no union that is told by another tag, though a member of it would take the value', () => {
    const C = t.type({ j: t.literal(1), k: t.literal('c') })
    const D = t.type({ j: t.literal(2), k: withFallback(t.literal('d'), 'd') })
    const codec = t.union([t.union([C, D]), B])
    expect(codec).toMatchObject({ tag: 'k', types: [{ tag: 'j' }, B] })
    expect(codec.decode({ j: 2, k: 'b', s: 'x' })).toMatchObject({ right: { k: 'b', s: 'x' } })
    expect(decode(codec, { j: 2, k: 'b', s: 'x' })).toMatchObject({ k: 'b', s: 'x' })
  })
})

describe('a refinement', () => {
  test('is asked about the whole value, with the fields that its codec does not name', () => {
    const Lonely = t.refinement(Point, (point) => Object.keys(point).length === 1, 'Lonely')
    expect(decode(Lonely, { x: 1 })).toStrictEqual({ x: 1 })
    expect(decode(Lonely, { x: 1, y: 2 })).toStrictEqual(new Failure({ x: 1, y: 2 }, 'Lonely'))
  })

  test('is not asked about what its codec refuses', () => {
    const Never = t.refinement(Point, () => expect.unreachable(), 'Never')
    expect(decode(Never, 'a')).toStrictEqual(new Failure('a', 'object'))
    expect(decode(Never, { x: 'a' })).toStrictEqual(new Failure('a', 'number', undefined, ['x']))
  })

  test('is asked once about a value that stays as it is', () => {
    const asked: unknown[] = []
    const codec = t.refinement(t.union([t.number, t.string]), (value) => asked.push(value) > 0)
    expect(decode(codec, 5)).toBe(5)
    expect(asked).toEqual([5])
  })

  test('is asked about what a codec of your own has made, which is asked once', () => {
    const asked: unknown[] = []
    const Length = new t.Type<number, string, unknown>(
      'Length',
      t.number.is,
      (value, context) => {
        asked.push(value)
        return typeof value === 'string' ? t.success(value.length) : t.failure(value, context)
      },
      String,
    )
    const Long = t.refinement(Length, (length) => length > 2, 'Long')
    expect(decode(Long, 'abc')).toBe(3)
    expect(decode(Long, 'ab')).toStrictEqual(new Failure(2, 'Long'))
    expect(decode(Long, 5)).toStrictEqual(new Failure(5, 'Length'))
    expect(asked).toEqual(['abc', 'ab', 5])
  })

  test('of another is asked about what that one has let through', () => {
    const Trimmed = new t.Type<string, string, unknown>(
      'Trimmed',
      t.string.is,
      (value) => t.success(String(value).trim()),
      String,
    )
    const Long = t.refinement(
      t.refinement(Trimmed, (text) => text !== ''),
      (text) => text.length > 2,
      'Long',
    )
    expect(decode(Long, ' abc ')).toBe('abc')
    expect(decode(Long, ' ab ')).toStrictEqual(new Failure('ab', 'Long'))
  })
})

describe('an exact codec', () => {
  const exact = (codec: t.Mixed): t.Mixed => t.exact(codec as t.HasProps)

  test('of a codec that may leave any field is stripped by io-ts', () => {
    expect(decode(exact(foreign(Point)), { x: 1, y: 2 })).toEqual({ x: 1 })
  })

  test('takes objects alone, though the codec within would take anything', () => {
    const lenient = t.readonly(withFallback(Point, { x: 0 }))
    const codec = exact(lenient)
    expect(decode(lenient, 5)).toEqual({ x: 0 })
    expect(decode(codec, {})).toEqual({ x: 0 })
    expect(decode(codec, 5)).toStrictEqual(new Failure(5, 'object'))
  })
})

describe('compiling', () => {
  test('looks into a codec once, however often it stands in another', () => {
    let looked = 0
    const { props } = Point
    const Watched = Object.defineProperty(t.type({ x: t.number }), 'props', {
      get: () => {
        looked++
        return props
      },
    })
    const decoder = compileCodec(t.tuple([Watched, t.array(Watched), t.union([t.null, Watched])]))
    decoder([{ x: 1 }, [{ x: 1 }], { x: 1 }])
    expect(looked).toBe(1)
  })

  test('looks into a recursive codec when a value first reaches it, and never again', () => {
    let looked = 0
    const List: t.Mixed = t.recursion('List', (): t.Mixed => t.partial({ next: List }))
    Object.defineProperty(List, 'type', {
      get: () => {
        looked++
        return t.partial({ next: List })
      },
    })
    const decoder = compileCodec(List)
    expect(looked).toBe(0)
    const list = { next: { next: { next: {} } } }
    expect([decoder(list), decoder(list)]).toStrictEqual([list, list])
    expect(looked).toBe(1)
  })
})
