/**
 * How CSV is written, in bytes, as far as it can be read byte by byte.
 */

export interface BytesFormat {
  readonly delimiter: number
  /** -1 where quotes mean nothing. */
  readonly quote: number
  /** -1 where quotes mean nothing. */
  readonly escape: number
}

/** What may stand in a number or a word: a cell that consists of it must not be taken for several. */
const telling = /^[\w+.-]$/

const byteOf = (text: string): number | undefined => {
  const code = text.charCodeAt(0)
  return text.length === 1 && code > 0 && code < 0x80 && !telling.test(text) ? code : undefined
}

/** Undefined for signs that are no single byte, for those that a number may hold, and where one sign means two things. */
export const bytesFormat = (format: {
  readonly delimiter: string
  readonly quote: string | false
  readonly escape: string
}): BytesFormat | undefined => {
  const delimiter = byteOf(format.delimiter)
  if (delimiter === undefined) return undefined
  if (format.quote === false) return { delimiter, quote: -1, escape: -1 }
  const quote = byteOf(format.quote)
  const escapedBy = byteOf(format.escape)
  return quote === undefined || escapedBy === undefined || quote === delimiter
    ? undefined
    : { delimiter, quote, escape: escapedBy }
}
