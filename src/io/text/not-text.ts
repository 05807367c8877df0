/**
 * The error of a row whose bytes are no text.
 */
import { printValue } from '../../data/print-value.ts'
import { FloeError } from '../../error/floe-error.ts'
import type { Where } from '../../plan/source.ts'

/** Bytes that are no UTF-8 where a row of text was to be. */
export const notText = (bytes: Buffer, where: Where): FloeError<'InvalidRow'> =>
  new FloeError('InvalidRow', {
    message: `the bytes are no UTF-8: ${printValue(bytes.toString())}`,
    place: where,
    found: printValue(bytes.toString()),
    expected: 'UTF-8',
    hint: 'convert the file first: iconv -f LATIN1 -t UTF-8, if it is Latin-1',
  })
