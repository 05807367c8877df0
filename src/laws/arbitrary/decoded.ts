/**
 * Values of a codec that cannot be looked into: what it makes of what such codecs are usually given.
 */
import * as fc from 'fast-check'
import type * as t from 'io-ts'
import { DescribedCodec } from '../../codec/described-codec.ts'
import type * as S from '../../data/schema.ts'
import { schemaReadBy } from '../../plan/codec/schema-of-codec.ts'
import { filtered } from './filtered.ts'
import type { Leaves } from './profile.ts'
import * as texts from './texts.ts'
import { times } from './times.ts'

const literalsOf = (schema: S.Schema): readonly unknown[] =>
  schema.kind === 'literal' ? [schema.value] : schema.kind === 'union' ? schema.members.flatMap(literalsOf) : []

/** A codec of `floe/codec` says what it reads. */
const literalsReadBy = (codec: t.Mixed): readonly unknown[] =>
  codec instanceof DescribedCodec ? literalsOf(codec.reads(schemaReadBy)) : []

const iso = (time: number): string => new Date(time).toISOString()

/** The kinds of values that are decoded, the usual ones first. */
const kinds = ({ number, text, bigint }: Leaves): readonly fc.Arbitrary<unknown>[] => [
  times.map(iso),
  times.map((time) => iso(time).slice(0, 10)),
  number.map(String),
  bigint.map(String),
  fc.boolean().map(String),
  text,
  number,
  fc.integer({ min: -99, max: 99 }),
  times.map((time) => new Date(time)),
  bigint,
  fc.boolean(),
  fc.constant(null),
  times.map((time) => iso(time).replace('T', ' ').replace('Z', '+00')),
  fc.uint8Array({ maxLength: 4 }),
  fc.array(number, { maxLength: 3 }),
  fc.array(text, { maxLength: 3 }),
  fc.dictionary(text, number, { maxKeys: 3 }),
]

/** So many kinds are enough. */
const mostKinds = 3

const decodedOr = (codec: t.Mixed, input: unknown): readonly unknown[] => {
  try {
    const decoded = codec.decode(input)
    return decoded._tag === 'Right' ? [decoded.right] : []
  } catch {
    return []
  }
}

/** Whether a codec takes what is usual of a kind: not one stray text in a hundred. */
const takes = (codec: t.Mixed, kind: fc.Arbitrary<unknown>): boolean =>
  fc.sample(kind, { seed: 1, numRuns: 20 }).filter((input) => decodedOr(codec, input).length > 0).length >= 5

/** What a codec makes of the kinds that it takes; undefined where it takes none. */
export const decodedBy = (codec: t.Mixed, leaves: Leaves): fc.Arbitrary<unknown> | undefined => {
  const literals = literalsReadBy(codec)
  const taken: fc.Arbitrary<unknown>[] = literals.length > 0 ? [fc.constantFrom(...literals)] : []
  for (const kind of literals.length > 0 ? [] : kinds(leaves))
    if (taken.length < mostKinds && takes(codec, kind)) taken.push(kind)
  const some = taken.length > 0 ? taken : texts.likely.filter((kind) => takes(codec, kind)).slice(0, mostKinds)
  if (some.length === 0) return undefined
  const inputs = filtered((input) => decodedOr(codec, input).length > 0, fc.oneof(...some))
  return inputs?.map((input) => decodedOr(codec, input)[0])
}
