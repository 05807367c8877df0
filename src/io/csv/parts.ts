/**
 * How files of CSV are cut: where the head ends, and which bytes quote.
 */
import { type Cuttable, markOf } from '../files/cut-files.ts'
import { type CsvFormat, delimiterOf } from './options.ts'
import { countLineEnds, longestRecord } from './record-errors.ts'
import { bytesFormat } from './scan/bytes-format.ts'
import { cutRecord } from './scan/cut-record.ts'

const behindBlankLines = (bytes: Buffer, from: number): number => {
  let at = from
  while (bytes[at] === 10 || bytes[at] === 13) at++
  return at
}

/** How a file is cut; undefined where its signs are no single bytes, or its first row says what all others are. */
export const cuttableCsv =
  (format: CsvFormat, names: readonly string[] | undefined) =>
  (path: string): Cuttable | undefined => {
    const raw = { delimiter: delimiterOf(format, path), quote: format.quote, escape: format.escape }
    const signs = bytesFormat(raw)
    if (signs === undefined) return undefined
    if (!format.header && format.columns === undefined && names === undefined) return undefined
    return {
      quoting: signs.quote < 0 ? undefined : signs,
      head: (first, isAll) => {
        if (!format.header) return { bytes: markOf(first), lines: 0 }
        const start = behindBlankLines(first, markOf(first))
        const cut = cutRecord(first, start, first.length, isAll, signs, longestRecord)
        return cut.kind === 'record'
          ? { bytes: cut.next, lines: countLineEnds(first.toString('latin1', 0, cut.next)) }
          : undefined
      },
    }
  }
