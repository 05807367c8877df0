/**
 * The fields of a codec as a scan sees them: how each is taken from its cell. Knows no bytes and no files.
 */
import type * as t from 'io-ts'
import { parseNumber } from '../../../codec/parse-text.ts'
import { knownTag } from '../../../plan/codec/codec-origin.ts'
import { codecParts } from '../../../plan/codec/codec-parts.ts'
import { fieldsOfRecord, type RecordField } from '../../../plan/codec/compile-record.ts'
import type { Column } from '../../../plan/source.ts'

/** As text, as a number, as a number or null, or by whatever its codec asks for. */
export type Way = 'text' | 'number' | 'numberOrNull' | 'value'

export interface ScanField extends RecordField {
  readonly way: Way
}

/** Null tokens that are numbers would make null of a number, which only the long way knows. */
const isNumberOrNull = (codec: t.Mixed, nulls: readonly string[]): boolean => {
  if (knownTag(codec) !== 'UnionType' || nulls.some((token) => parseNumber(token) !== undefined)) return false
  const tags = codecParts(codec).types.map(knownTag)
  return tags.length === 2 && tags.includes('NumberType') && tags.includes('NullType')
}

const wayOf = ({ codec, optional }: RecordField, nulls: readonly string[]): Way => {
  if (optional) return 'value'
  if (isNumberOrNull(codec, nulls)) return 'numberOrNull'
  switch (knownTag(codec)) {
    case 'StringType':
      return 'text'
    case 'NumberType':
      return 'number'
    default:
      return 'value'
  }
}

/** The kind of the column that a field makes. */
export const kindOf = ({ way }: ScanField): Column['kind'] =>
  way === 'text' ? 'texts' : way === 'number' ? 'numbers' : 'values'

/**
 * The fields of a codec in its order; `undefined` if its rows are more than the sum of their fields.
 */
export const scanFields = (codec: t.Mixed, nulls: readonly string[]): readonly ScanField[] | undefined =>
  fieldsOfRecord(codec)?.map((field) => ({ ...field, way: wayOf(field, nulls) }))
