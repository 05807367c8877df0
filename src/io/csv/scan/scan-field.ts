/**
 * The fields of a codec as a scan of CSV sees them: how each is taken from its cell. Knows no bytes and no files.
 */
import type * as t from 'io-ts'
import { parseNumber } from '../../../codec/parse-text.ts'
import { knownTag } from '../../../plan/codec/codec-origin.ts'
import { codecParts } from '../../../plan/codec/codec-parts.ts'
import type { Column } from '../../../plan/source.ts'
import type { ScanField } from '../../scan/scan-fields.ts'

/** As text or number, or either or null, or by whatever its codec asks for. */
export type Way = 'text' | 'textOrNull' | 'number' | 'numberOrNull' | 'value'

/** What else than null a codec takes that is a union of null and one other; `undefined` if it is none. */
const besidesNull = (codec: t.Mixed): string | undefined => {
  if (knownTag(codec) !== 'UnionType') return undefined
  const tags = codecParts(codec).types.map(knownTag)
  return tags.length === 2 && tags.includes('NullType') ? tags.find((tag) => tag !== 'NullType') : undefined
}

/** How a field is read, where these cells stand for null. */
export const wayOf = ({ codec, optional }: ScanField, nulls: readonly string[]): Way => {
  if (optional) return 'value'
  const tag = knownTag(codec)
  const other = besidesNull(codec)
  if (tag === 'StringType') return 'text'
  if (tag === 'NumberType') return 'number'
  if (other === 'StringType') return 'textOrNull'
  // Where a number is a token, it makes null of a number, which only the long way knows.
  return other === 'NumberType' && nulls.every((token) => parseNumber(token) === undefined) ? 'numberOrNull' : 'value'
}

/** The kind of the column that a field makes. */
export const kindOf = ({ isNumber, codec }: ScanField): Column['kind'] =>
  knownTag(codec) === 'StringType' ? 'texts' : isNumber ? 'numbers' : 'values'
