/**
 * The fields of a codec as a scan of CSV sees them: how each is taken from its cell. Knows no bytes and no files.
 */
import { dateFromIso } from '../../../codec/date-from-iso.ts'
import { bigintFromText, booleanFromText } from '../../../codec/from-text.ts'
import { parseNumber } from '../../../codec/parse-text.ts'
import { knownTag } from '../../../plan/codec/codec-origin.ts'
import type { Column } from '../../../plan/source.ts'
import { readIso } from '../../../time/read-iso.ts'
import { besidesNull } from '../../scan/besides-null.ts'
import { makesNumbers, numbersFromText } from '../../scan/makes-numbers.ts'
import type { ScanField } from '../../scan/scan-fields.ts'

/** As text, number or time, or one of the first two or null, or by whatever its codec asks for. */
export type Way = 'text' | 'textOrNull' | 'number' | 'numberOrNull' | 'time' | 'value'

/** How a field is read, where these cells stand for null. */
export const wayOf = ({ codec, optional }: ScanField, nulls: readonly string[]): Way => {
  if (optional) return 'value'
  if (codec === dateFromIso) return 'time'
  const tag = knownTag(codec)
  if (tag === 'StringType') return 'text'
  if (tag === 'NumberType') return 'number'
  const other = besidesNull(codec)
  if (other === undefined) return 'value'
  if (knownTag(other) === 'StringType') return 'textOrNull'
  // Where a number is a token, it makes null of a number, which only the long way knows.
  const isNumber = knownTag(other) === 'NumberType' && nulls.every((token) => parseNumber(token) === undefined)
  return isNumber ? 'numberOrNull' : 'value'
}

/** What a field takes whenever its text is one, to be read at once. */
export const plainOf = (field: ScanField, nulls: readonly string[]): 'number' | 'time' | undefined => {
  const way = wayOf(field, nulls)
  if (way === 'number' || way === 'numberOrNull') return 'number'
  const isTime = besidesNull(field.codec) === dateFromIso && nulls.every((token) => typeof readIso(token) !== 'number')
  return way === 'time' || isTime ? 'time' : undefined
}

/** Codecs that make the same of the same text, and ask nobody. */
const constant: ReadonlySet<unknown> = new Set([...numbersFromText, bigintFromText, booleanFromText])

export const isConstant = ({ codec, isPlain }: ScanField): boolean =>
  isPlain || constant.has(codec) || constant.has(besidesNull(codec))

/** The kind of the column that a field makes. */
export const kindOf = (field: ScanField): Column['kind'] =>
  knownTag(field.codec) === 'StringType' ? 'texts' : makesNumbers(field) ? 'numbers' : 'values'
