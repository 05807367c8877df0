/**
 * Whether a value is a codec: for sources whose second argument may be options instead.
 */
import type * as t from 'io-ts'

export const isCodec = (value: unknown): value is t.Mixed =>
  typeof value === 'object' &&
  value !== null &&
  typeof (value as { readonly validate?: unknown }).validate === 'function'
