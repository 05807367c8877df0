/**
 * Codecs that take null or one thing else. Knows codecs, and no format.
 */
import type * as t from 'io-ts'
import { knownTag } from '../../plan/codec/codec-origin.ts'
import { codecParts } from '../../plan/codec/codec-parts.ts'

/** What else than null a codec takes that is a union of null and one other; `undefined` if it is none. */
export const besidesNull = (codec: t.Mixed): t.Mixed | undefined => {
  if (knownTag(codec) !== 'UnionType') return undefined
  const { types } = codecParts(codec)
  const others = types.filter((member) => knownTag(member) !== 'NullType')
  return types.length === 2 && others.length === 1 ? others[0] : undefined
}
