/** The decoder against io-ts: the same verdict always, and of what io-ts lets through exactly the codec's fields. */
import { isDeepStrictEqual } from 'node:util'
import * as fc from 'fast-check'
import * as t from 'io-ts'
import { describe, expect, it } from 'vitest'
import { decoderOf } from '../../../src/plan/codec/decode-value.ts'
import { runs } from '../../runs.ts'
import { alteredCodecs, codecs, pairsOf } from './arbitrary.ts'

/** The parts of `value` that `codec` names: the slow and plain version of what a decoder must give back. */
const named = (codec: t.Mixed, value: unknown): unknown => {
  const tagged = codec as unknown as {
    _tag: string
    type: t.Mixed
    types: t.Mixed[]
    props: t.Props
    codomain: t.Mixed
  }
  const object = value as Record<string, unknown>
  const fields = (entries: [string, unknown][]) => Object.fromEntries(entries)
  switch (tagged._tag) {
    case 'ArrayType':
    case 'ReadonlyArrayType':
      return (value as unknown[]).map((v) => named(tagged.type, v))
    case 'LiteralType': // io-ts puts the literal in place of an equal value (0 for -0), but not within objects
      return (codec as t.LiteralC<string>).value
    case 'TupleType':
      return tagged.types.map((type, i) => named(type, (value as unknown[])[i]))
    case 'InterfaceType':
      return fields(Object.entries(tagged.props).map(([name, type]) => [name, named(type, object[name])]))
    case 'PartialType':
      return fields(
        Object.entries(tagged.props)
          .filter(([name]) => name in object)
          .map(([name, type]) => [name, object[name] === undefined ? undefined : named(type, object[name])]),
      )
    case 'DictionaryType':
      if (Array.isArray(value)) return value // which io-ts lets through if its codomain is t.any
      return fields(Object.keys(object).map((name) => [name, named(tagged.codomain, object[name])]))
    case 'ReadonlyType':
    case 'ExactType':
    case 'RefinementType':
      return named(tagged.type, value)
    case 'RecursiveType':
      return named(tagged.type, value)
    case 'UnionType': {
      const member = tagged.types.find((type) => type.decode(value)._tag === 'Right')
      return member === undefined ? value : named(member, value)
    }
    case 'IntersectionType':
      return tagged.types
        .filter((type) => type !== t.unknown)
        .map((type) => named(type, value))
        .reduce((_, b) => b)
    default:
      return value
  }
}

/** Whether a fresh value is frozen, all the way down to what the input has too. */
const isFrozenDeeply = (value: unknown, input: ReadonlySet<unknown>): boolean =>
  typeof value !== 'object' ||
  value === null ||
  input.has(value) ||
  (Object.isFrozen(value) && Object.values(value).every((v) => isFrozenDeeply(v, input)))

const partsOf = (value: unknown, parts = new Set<unknown>()): Set<unknown> => {
  if (typeof value === 'object' && value !== null && !parts.has(value)) {
    parts.add(value)
    for (const v of Object.values(value)) partsOf(v, parts)
  }
  return parts
}

describe('decoderOf', () => {
  it('knows fields of any name', () => {
    const codec = t.type({ ['__proto__']: t.number, constructor: t.string })
    const decoded = decoderOf(codec)(JSON.parse('{ "__proto__": 1, "constructor": "x" }'))
    expect(decoded.ok && Object.entries(decoded.value as object)).toEqual([
      ['__proto__', 1],
      ['constructor', 'x'],
    ])
    expect(decoded.ok && Object.getPrototypeOf(decoded.value)).toBe(Object.prototype)
  })

  it.each([
    [t.type({ tags: t.array(t.string) }), { tags: ['a', 'b', 3] }, 'tags[2]', '3 is not a string'],
    [
      t.type({ a: t.type({ 'b c': t.type({ d: t.Int }) }) }),
      { a: { 'b c': { d: 1.5 } } },
      'a["b c"].d',
      '1.5 is not Int',
    ],
    [t.type({ 'Full name': t.string }), {}, 'Full name', 'nothing where a string belongs'],
    [t.type({ d: t.union([t.number, t.null]) }), { d: 'x' }, 'd', "'x' is not number | null"],
    [t.union([t.type({ k: t.literal('a'), n: t.number }), t.null]), { k: 'a', n: '1' }, 'n', "'1' is not a number"],
    [t.type({ a: t.string }), null, '', 'null is not an object'],
    [t.type({ a: t.keyof({ x: null, y: null }) }), { a: 'z' }, 'a', `'z' is not "x" | "y"`],
    [t.type({ a: t.tuple([t.string, t.number]) }), { a: ['x', 'y'] }, 'a[1]', "'y' is not a number"],
  ] as const)('tells where and what: %#', (codec, value, path, message) => {
    expect(decoderOf(codec)(value)).toMatchObject({ ok: false, path, message })
  })

  it('asks a codec whose validate is its own, whatever its tag', () => {
    const lenient: t.NumberC = Object.assign(Object.create(Object.getPrototypeOf(t.number)), t.number, {
      validate: (u: unknown) => t.success(typeof u === 'number' ? u : 0),
    })
    expect(decoderOf(t.type({ a: lenient }))({ a: 'x' })).toEqual({ ok: true, value: { a: 0 } })
  })

  it('makes of a throwing codec, getter or cycle a failure', () => {
    const broken = new t.Type<number>(
      'Broken',
      t.number.is,
      () => {
        throw new Error('out of order')
      },
      t.identity,
    )
    expect(decoderOf(t.type({ a: broken }))({ a: 1 })).toMatchObject({
      ok: false,
      message: 'the codec { a: Broken } threw: out of order',
    })
    expect(
      decoderOf(t.type({ a: t.string }))({
        get a() {
          throw new Error('no')
        },
      }),
    ).toMatchObject({ ok: false })
    const throwing = (thrown: unknown) =>
      new t.Type<number>(
        'Throwing',
        t.number.is,
        () => {
          throw thrown
        },
        t.identity,
      )
    expect(decoderOf(throwing(new RangeError('too far')))(1)).toStrictEqual({
      ok: false,
      path: '',
      found: 1,
      expected: 'Throwing',
      message: 'the codec Throwing threw: too far',
    })
    for (const [thrown, said] of [
      [{ message: 'no error' }, "{ message: 'no error' }"],
      ['oops', "'oops'"],
      [null, 'null'],
      [Object.assign(new Error(), { message: 5 }), 'Error { message: 5 }'],
    ])
      expect(decoderOf(throwing(thrown))(1)).toMatchObject({ message: `the codec Throwing threw: ${said}` })
    const Tree: t.Type<unknown> = t.recursion('Tree', (self) => t.type({ next: self }) as never)
    const cycle: { next?: unknown } = {}
    cycle.next = cycle
    expect(decoderOf(Tree)(cycle)).toMatchObject({ ok: false })
  })

  it('merges the parts of an intersection, fields of fields too', () => {
    const codec = t.intersection([
      t.type({ p: t.type({ x: t.number }) }),
      t.type({ p: t.type({ y: t.number }), q: t.null }),
    ])
    expect(decoderOf(codec)({ p: { x: 1, y: 2, z: 3 }, q: null, r: 0 })).toEqual({
      ok: true,
      value: { p: { x: 1, y: 2 }, q: null },
    })
  })

  it('says what io-ts says, and keeps what the codec names', () =>
    fc.assert(
      fc.property(pairsOf(codecs), ([codec, value]) => {
        const decoded = decoderOf(codec)(value)
        // io-ts loses a field `__proto__` wherever it copies an object: there is nothing to compare with.
        if ([...partsOf(value)].some((part) => Object.hasOwn(part as object, '__proto__'))) return
        const expected = codec.decode(value)
        expect(decoded.ok).toBe(expected._tag === 'Right')
        if (decoded.ok && expected._tag === 'Right') {
          // What an object inherits is read too, as io-ts does: `__proto__` of `{}`.
          const parts = partsOf(value)
          expect(isFrozenDeeply(decoded.value, new Set([...parts, Object.prototype]))).toBe(true)
          for (const part of parts)
            if (!(Array.isArray(part) && part.length === 0)) expect(Object.isFrozen(part)).toBe(false)
          const inIntersection = codec.name.includes('&')
          if (!inIntersection && !isDeepStrictEqual(decoded.value, named(codec, expected.right)))
            expect(decoded.value).toStrictEqual(named(codec, expected.right))
        }
      }),
      { numRuns: runs(5000) },
    ))

  it('says what io-ts says of codecs with a validate of their own, wherever they stand', () =>
    fc.assert(
      fc.property(pairsOf(alteredCodecs), ([codec, value]) => {
        if ([...partsOf(value)].some((part) => Object.hasOwn(part as object, '__proto__'))) return
        expect(decoderOf(codec)(value).ok).toBe(codec.decode(value)._tag === 'Right')
      }),
      { numRuns: runs(5000) },
    ))

  it('C7: no garbage makes it throw, and a failure says where, what and why', () =>
    fc.assert(
      fc.property(
        codecs,
        fc.anything({ withNullPrototype: true, withTypedArray: true, withDate: true, withMap: true, withSet: true }),
        (codec, value) => {
          const decoded = decoderOf(codec)(value)
          if (![...partsOf(value)].some((part) => Object.hasOwn(part as object, '__proto__')))
            expect(decoded.ok).toBe(codec.decode(value)._tag === 'Right')
          if (!decoded.ok)
            expect([typeof decoded.path, typeof decoded.expected, typeof decoded.message]).toEqual([
              'string',
              'string',
              'string',
            ])
        },
      ),
      { numRuns: runs(2000) },
    ))
})
