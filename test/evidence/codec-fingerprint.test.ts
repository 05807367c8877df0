/**
 * Proves that the fingerprint of a codec is that of what it does: the same of one that is made anew, another one where any
 * part is another, and none where a part is not seen.
 */
import * as fc from 'fast-check'
import * as C from 'floe/codec'
import * as t from 'io-ts'
import { describe, expect, test } from 'vitest'
import { z } from 'zod'
import { ofCodec } from '../../src/evidence/codec-fingerprint.ts'
import { attach } from '../../src/lambda/attachment.ts'

/** How a codec is made: each call makes it anew. */
type Make = () => t.Mixed

const isEven = (n: number): n is t.Branded<number, { readonly Even: symbol }> => n % 2 === 0
const isOdd = (n: number): n is t.Branded<number, { readonly Odd: symbol }> => n % 2 === 1

// biome-ignore format: one codec a line
const leaves: readonly Make[] = [
  () => t.string, () => t.number, () => t.boolean, () => t.bigint, () => t.null, () => t.undefined, () => t.unknown,
  () => t.literal('a'), () => t.literal('b'), () => t.keyof({ a: null }), () => t.keyof({ a: null, b: null }),
  () => t.brand(t.number, isEven, 'Even'), () => t.brand(t.number, isOdd, 'Odd'),
  () => C.dateFromIso, () => C.numberFromText, () => C.dateFromMicros, () => C.dateFromNanos,
  () => C.oneOf('S', 'M'), () => C.oneOf('S', 'L'), () => C.booleanFrom('yes', 'no'), () => C.booleanFrom('no', 'yes'),
  () => C.nullIfEmpty(C.dateFromIso),
]

const makes: fc.Arbitrary<Make> = fc.letrec<{ make: Make }>((tie) => {
  const of = (wrap: (part: t.Mixed) => t.Mixed) => tie('make').map((make) => () => wrap(make()))
  const ofTwo = (wrap: (one: t.Mixed, other: t.Mixed) => t.Mixed) =>
    fc.tuple(tie('make'), tie('make')).map(
      ([one, other]): Make =>
        () =>
          wrap(one(), other()),
    )
  return {
    make: fc.oneof(
      { maxDepth: 3, withCrossShrink: true },
      fc.constantFrom(...leaves),
      of((part) => t.array(part)),
      of((part) => t.readonlyArray(part)),
      of((part) => t.type({ a: part })),
      of((part) => t.type({ b: part })),
      of((part) => t.partial({ a: part })),
      of((part) => t.exact(t.type({ a: part }))),
      of((part) => t.readonly(part)),
      of((part) => t.record(t.string, part)),
      of((part) => t.tuple([part])),
      of((part) => t.recursion('Tree', (self) => t.type({ part, children: t.array(self) }))),
      ofTwo((one, other) => t.type({ a: one, b: other })),
      ofTwo((one, other) => t.union([one, other])),
      ofTwo((one, other) => t.intersection([t.type({ a: one }), t.type({ b: other })])),
    ),
  }
}).make

/** What it is made of, in words; a codec that is made for some values is named after them. */
const written = (codec: t.Mixed): string => {
  const { _tag: tag = '' } = codec as { readonly _tag?: string }
  const parts = codec as unknown as Readonly<Record<string, unknown>>
  const inner = ['type', 'types', 'props', 'domain', 'codomain'].map((name) => {
    const part = tag === 'RecursiveType' ? undefined : parts[name]
    if (part === undefined) return ''
    if (part instanceof t.Type) return written(part)
    return JSON.stringify(Object.entries(part as object).map(([key, one]) => [key, written(one as t.Mixed)]))
  })
  return `${tag} ${codec.name} ${inner.join(';')}`
}

describe('the fingerprint of a codec', () => {
  test('is that of one that is made in the same way, and of no other', () => {
    let different = 0
    fc.assert(
      fc.property(makes, makes, (one, other) => {
        expect(ofCodec(one())).toEqual(expect.any(String))
        expect(ofCodec(one())).toBe(ofCodec(one()))
        const isSame = written(one()) === written(other())
        if (!isSame) different++
        expect(ofCodec(one()) === ofCodec(other())).toBe(isSame)
      }),
    )
    expect(different).toBeGreaterThan(50)
  })

  test('does not depend on its name', () => {
    expect(ofCodec(t.type({ a: t.string }, 'A'))).toBe(ofCodec(t.type({ a: t.string }, 'B')))
  })

  const validate = (value: unknown, context: t.Context) => t.string.validate(value, context)
  const encode = (value: string) => value.trim()
  const trimmed = () => new t.Type<string, string, unknown>('trimmed', t.string.is, validate, encode)

  test('is that of its functions, if it is of its own kind and they are seen', () => {
    const seen = (suffix: string) => {
      const is = (value: unknown): value is string => typeof value === 'string' && value.endsWith(suffix)
      const check = (value: unknown, context: t.Context) =>
        is(value) ? t.success<string>(value) : t.failure<string>(value, context)
      const write = (value: string) => value + suffix
      const captured = { suffix: { get: () => suffix, isConstant: true } }
      const from = { get: () => t.success, isConstant: true, from: 'io-ts@2.2.22 success' }
      attach(is, { text: '(value) => typeof value === "string" && value.endsWith(suffix)', captures: captured })
      attach(check, {
        text: '(value) => (is(value) ? success(value) : undefined)',
        captures: { is: { get: () => is, isConstant: true }, success: from },
      })
      attach(write, { text: '(value) => value + suffix', captures: captured })
      return new t.Type<string, string, unknown>('its own', is, check, write)
    }
    expect(ofCodec(seen('!'))).toEqual(expect.any(String))
    expect(ofCodec(seen('!'))).toBe(ofCodec(seen('!')))
    expect(ofCodec(seen('!'))).not.toBe(ofCodec(seen('?')))
  })

  test.each<[string, t.Mixed]>([
    ['of a schema of another library', C.fromStandard(z.string())],
    ['of one of its own kind, whose functions lead somewhere unknown', trimmed()],
    ['of what holds such a one', t.type({ a: t.array(trimmed()) })],
    ['of a refinement by a function that is not seen', t.refinement(t.string, (() => true).bind(undefined))],
    ['of a copy with another way to read', Object.assign(Object.create(t.string), t.string, { validate })],
  ])('is none %s', (_, codec) => {
    expect(ofCodec(codec)).toBeUndefined()
  })
})
