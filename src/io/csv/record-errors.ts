/**
 * Why bytes of CSV cannot be cut into records: one place, so that every reader says the same.
 */
import { FloeError } from '../../error/floe-error.ts'
import { type RawFormat, rawCells } from './raw-cells.ts'

/** A record may be so long; one whose quote is not closed ends here, not when memory does. */
export const longestRecord = 64 * 1024 * 1024

/** A row of so many cells is none, and would take much more memory than its bytes. */
export const mostCells = 8 * 1024 * 1024

const lineEnds = /\r\n|\r|\n/g

export const countLineEnds = (text: string): number => text.match(lineEnds)?.length ?? 0

/** A quote that is never closed. `text` is the rest of the file, from the record on. */
export const unclosed = (text: string, line: number, format: RawFormat, path: string, cause?: unknown): FloeError => {
  const cells = rawCells(text, format)
  const opened = cells[cells.length - 1]?.start ?? 0
  const found = text.slice(opened, opened + 60)
  return new FloeError('SourceCorrupt', {
    message: `a quote is opened and never closed, so that the rest of the file is one cell: ${JSON.stringify(found)}`,
    place: { source: path, line: line + countLineEnds(text.slice(0, opened).replace(/^[\r\n]+/, '')) },
    found,
    expected: `a closing ${format.quote}`,
    hint: 'close it, double a quote that is text (""), or say quote: false if quotes mean nothing; or the file was cut short',
    cause,
  })
}

/** A record of more than `mostCells`. */
export const tooWide = (line: number, path: string): FloeError =>
  new FloeError('SourceCorrupt', {
    message: 'a row has more than 8 million cells',
    place: { source: path, line },
    hint: 'the file has no line ends where rows end, or is none of CSV',
  })

/** A record beyond `longestRecord`. */
export const tooLong = (line: number, path: string, cause?: unknown): FloeError =>
  new FloeError('SourceCorrupt', {
    message: 'a row goes on for more than 64 MB',
    place: { source: path, line },
    hint: 'a quote may be opened there that is never closed: close it, or say quote: false if quotes mean nothing',
    cause,
  })
