/**
 * What may stand where a codec may: codecs of io-ts, and schemas of any library that follows Standard Schema.
 */
import type { StandardSchemaV1 } from '@standard-schema/spec'
import type * as t from 'io-ts'
import { fromStandard, isStandard } from './from-standard.ts'

/**
 * A codec of io-ts, or a schema that follows Standard Schema (zod, valibot, arktype and others).
 *
 * @example
 * const readable = (codec: C.Codec) => F.pipe(F.rows<unknown>([1, 'x']), F.decode(codec))
 * orderOf(readable(t.unknown).plan) // 'sequence'
 */
export type Codec = t.Mixed | StandardSchemaV1

/**
 * What a codec or schema makes.
 *
 * @example
 * const Size = C.oneOf('S', 'M')
 * const size: C.Decoded<typeof Size> = 'M'
 * size // 'M'
 */
export type Decoded<C> = C extends t.Mixed
  ? t.TypeOf<C>
  : C extends StandardSchemaV1
    ? StandardSchemaV1.InferOutput<C>
    : never

const isIoTs = (value: unknown): value is t.Mixed =>
  typeof value === 'object' &&
  value !== null &&
  typeof (value as { readonly validate?: unknown }).validate === 'function' &&
  typeof (value as { readonly decode?: unknown }).decode === 'function'

/**
 * The codec of io-ts that was given, or that does what the schema does that was given; `undefined` for anything else.
 * Schemas are asked first: some libraries' have a `validate` of their own.
 */
export const givenCodec = (given: unknown): t.Mixed | undefined =>
  isStandard(given) ? fromStandard(given) : isIoTs(given) ? given : undefined
