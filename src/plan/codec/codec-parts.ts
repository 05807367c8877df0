/**
 * What codecs of io-ts are made of, as they say it themselves without telling the type checker.
 */
import type * as t from 'io-ts'

/** The parts of all kinds of codec together. Which of them are there depends on the tag: see `knownTag`. */
export interface CodecParts {
  readonly type: t.Mixed
  readonly types: readonly t.Mixed[]
  readonly props: Readonly<Record<string, t.Mixed>>
  readonly domain: t.Mixed
  readonly codomain: t.Mixed
  readonly value: unknown
  readonly keys: Readonly<Record<string, unknown>>
  readonly predicate: (value: unknown) => boolean
}

/** The parts of a codec whose tag is known. */
export const codecParts = (codec: t.Mixed): CodecParts => codec as unknown as CodecParts
