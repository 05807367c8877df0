/**
 * Where the cells of one record begin in its text, and which of them are quoted: what the parser does not tell.
 *
 * Follows csv-parse with `relax_quotes`: a cell that begins with a quote and does not end with one is text, quote and all.
 * Slow beside the parser, and used only where it matters.
 */

export interface RawFormat {
  readonly delimiter: string
  readonly quote: string | false
  readonly escape: string
}

export interface RawCell {
  /** Where it begins, counted in UTF-16 units. */
  readonly start: number
  readonly isQuoted: boolean
}

const endsCell = (text: string, at: number, delimiter: string): boolean =>
  at >= text.length || text[at] === '\n' || text[at] === '\r' || text.startsWith(delimiter, at)

/** The place behind the closing quote of a cell that begins at `start`; `undefined` if there is none, -1 if it is no such cell. */
const behindQuotes = (
  text: string,
  start: number,
  { delimiter, quote, escape: escapedBy }: RawFormat,
): number | undefined => {
  if (quote === false || !text.startsWith(quote, start)) return -1
  for (let i = start + quote.length; i < text.length; i++) {
    if (escapedBy !== quote && text.startsWith(escapedBy, i)) i += escapedBy.length
    else if (text.startsWith(quote, i)) {
      const next = i + quote.length
      if (escapedBy === quote && text.startsWith(quote, next)) i = next + quote.length - 1
      else return endsCell(text, next, delimiter) ? next : -1
    }
  }
  return undefined
}

/** The cells of a record's text, which may begin with blank lines. The last one may be one whose quotes never close. */
export const rawCells = (text: string, format: RawFormat): readonly RawCell[] => {
  const cells: RawCell[] = []
  let at = /^[\r\n]*/.exec(text)?.[0].length ?? 0
  for (;;) {
    const behind = behindQuotes(text, at, format)
    cells.push({ start: at, isQuoted: behind !== -1 })
    if (behind === undefined) return cells
    let end = behind === -1 ? at : behind
    while (!endsCell(text, end, format.delimiter)) end++
    if (!text.startsWith(format.delimiter, end) || end >= text.length) return cells
    at = end + format.delimiter.length
  }
}

/** Whether a cell of a record, of which these are the bytes, is in quotes. */
export const isQuotedCell = (record: Buffer, column: number, format: RawFormat): boolean => {
  if (format.quote === false || !record.includes(format.quote)) return false
  return rawCells(record.toString(), format)[column]?.isQuoted ?? false
}
