/**
 * Which fields are numbers and nothing else once they are decoded, whatever stands in the file. Knows codecs, and no format.
 */
import { dateFromIso } from '../../codec/date-from-iso.ts'
import { dateFromPostgres } from '../../codec/date-from-postgres.ts'
import { intFromText, numberFromText } from '../../codec/from-text.ts'
import type { ScanField } from './scan-fields.ts'

/** Codecs that make numbers of text. */
export const numbersFromText: ReadonlySet<unknown> = new Set([
  dateFromIso,
  dateFromPostgres,
  intFromText,
  numberFromText,
])

export const makesNumbers = ({ isNumber, optional, codec }: ScanField): boolean =>
  isNumber || (numbersFromText.has(codec) && !optional)
