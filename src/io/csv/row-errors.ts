/**
 * What is wrong with a row of CSV before any codec looks at it: one place, so that every reader says the same.
 */
import { printValue } from '../../data/print-value.ts'
import { FloeError } from '../../error/floe-error.ts'
import type { Where } from '../../plan/source.ts'
import { rejectHint } from '../text/text-hint.ts'
import type { RawFormat } from './raw-cells.ts'

const count = (n: number, word: string): string => `${n} ${word}${n === 1 ? '' : 's'}`

/** A row with too few cells, or too many. `text` is the row as it stands in the file. */
export const ragged = (found: number, expected: number, text: string, where: Where, byHeader: boolean): FloeError => {
  const line = printValue(text.replace(/^[\r\n]+|[\r\n]+$/g, ''))
  const those = `${expected} ${expected === 1 ? 'is' : 'are'} ${byHeader ? 'named by the header' : 'expected'}`
  const what = found > expected ? 'delimiter' : 'line end'
  return new FloeError('MalformedRow', {
    message: `the row has ${count(found, 'cell')}, and ${those}: ${line}`,
    place: where,
    found: count(found, 'cell'),
    expected: count(expected, 'cell'),
    hint: `a ${what} within a cell needs quotes around the cell; ${rejectHint}`,
  })
}

/** A cell as it may stand in a file. */
const cellText = (cell: string, { delimiter, quote, escape: escapedBy }: RawFormat): string => {
  if (quote === false || !(cell.includes(delimiter) || cell.includes(quote) || /[\r\n]/.test(cell))) return cell
  const escaped = escapedBy === quote ? cell : cell.replaceAll(escapedBy, escapedBy + escapedBy)
  return quote + escaped.replaceAll(quote, escapedBy + quote) + quote
}

/** What is wrong with a row, and its record as a file of its own, which can be read again. */
export const withRecord = (
  error: FloeError,
  record: string,
  { names, isHeader }: { readonly names: readonly string[]; readonly isHeader: boolean },
  format: RawFormat,
): FloeError => {
  const text = record.replace(/^[\r\n]+|[\r\n]+$/g, '')
  // Bytes that are no text cannot be told in one.
  if (text.includes('\ufffd')) return error
  const header = isHeader ? `${names.map((name) => cellText(name, format)).join(format.delimiter)}\n` : ''
  return error.at({}, header + text)
}

const latin1 = 'convert the file first: iconv -f LATIN1 -t UTF-8, if it is Latin-1'

/** A row with a cell that is no text. */
export const notText = (cells: readonly string[], names: readonly string[], where: Where): FloeError => {
  const column = cells.findIndex((cell) => cell.includes('\ufffd'))
  const field = names[column]
  return new FloeError('InvalidRow', {
    message: `the bytes are no UTF-8: ${printValue(cells[column])}`,
    place: { ...where, ...(field === undefined ? {} : { field }) },
    found: printValue(cells[column]),
    expected: 'UTF-8',
    hint: latin1,
  })
}

/** A header that is no text. */
export const headerNotText = (path: string, line = 1): FloeError =>
  new FloeError('SourceCorrupt', {
    message: 'the bytes of the header are no UTF-8',
    place: { source: path, line },
    hint: latin1,
  })
