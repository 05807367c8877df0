/**
 * Where the text of a file can be cut: behind a line feed at which a row ends. Follows the quotes of cells, as a line feed
 * within them ends nothing. Knows no columns and makes no text.
 */

/** The bytes that quote cells. */
export interface Quoting {
  readonly delimiter: number
  readonly quote: number
  readonly escape: number
}

const lf = 10
const cr = 13

/** So many bytes are looked at one by one; for more the machine has a quicker way, which costs as much to call. */
const near = 32

/** Where a byte stands from an offset on; `end` if nowhere before it. */
const find = (bytes: Buffer, byte: number, from: number, end: number): number => {
  const stop = Math.min(end, from + near)
  for (let i = from; i < stop; i++) if (bytes[i] === byte) return i
  if (stop >= end) return end
  const found = bytes.indexOf(byte, stop)
  return found < 0 || found > end ? end : found
}

export interface TextCutter {
  /** Looks at the bytes of the file that follow those before; gives how many it is done with: the rest comes again. */
  readonly look: (bytes: Buffer, isLast: boolean) => number
}

/**
 * Finds the ends of rows nearest behind each multiple of a size. It begins where a row begins, `at` in the file; `cut` is told
 * the offset behind the line feed.
 */
export const textCutter = (
  at: number,
  size: number,
  { delimiter, quote, escape: escapedBy }: Quoting,
  cut: (offset: number) => void,
): TextCutter => {
  let offset = at
  let next = (Math.floor(at / size) + 1) * size
  let isQuoting = false
  let before = lf

  /** Ends of rows between two places, where nothing is quoted. */
  const cutBetween = (bytes: Buffer, from: number, to: number): void => {
    while (next - offset <= to) {
      const feed = find(bytes, lf, Math.max(from, next - offset - 1), to)
      if (feed === to) return
      cut(offset + feed + 1)
      next = (Math.floor((offset + feed + 1) / size) + 1) * size
    }
  }

  const isCellEnd = (byte: number): boolean => byte === delimiter || byte === lf || byte === cr

  const through = (bytes: Buffer, isLast: boolean): number => {
    const end = bytes.length
    let i = 0
    while (i < end) {
      const found = find(bytes, quote, i, end)
      if (!isQuoting) {
        cutBetween(bytes, i, found)
        if (found === end) return end
        if (isCellEnd(found === 0 ? before : (bytes[found - 1] as number))) isQuoting = true
        i = found + 1
        continue
      }
      const escaped = escapedBy === quote ? found : Math.min(found, find(bytes, escapedBy, i, end))
      if (escaped === end) return end
      // What comes behind it says what it is.
      if (escaped === end - 1 && !isLast) return escaped
      const isEscape = bytes[escaped] === escapedBy && (escapedBy !== quote || bytes[escaped + 1] === quote)
      if (!isEscape && bytes[escaped] === quote) isQuoting = false
      i = escaped + (isEscape ? 2 : 1)
    }
    return Math.min(i, end)
  }

  return {
    look: (bytes, isLast) => {
      const done = through(bytes, isLast)
      if (done > 0) before = bytes[done - 1] as number
      offset += done
      return done
    },
  }
}
