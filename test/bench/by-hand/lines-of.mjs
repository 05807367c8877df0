/**
 * The lines of a file, many at a time: for parsers written by hand.
 */
import { closeSync, openSync, readSync } from 'node:fs'

const chunk = 1 << 20

/**
 * Gives `take` the file in blocks of whole lines: `take(bytes, end)` reads from 0 to `end`, where a line has just ended.
 */
export const readLines = (path, take) => {
  const file = openSync(path)
  let bytes = Buffer.allocUnsafe(2 * chunk)
  let kept = 0
  for (;;) {
    if (bytes.length < kept + chunk) bytes = Buffer.concat([bytes], 2 * bytes.length)
    const read = readSync(file, bytes, kept, chunk, null)
    const filled = kept + read
    if (read === 0) {
      if (kept > 0) {
        bytes[kept] = 10
        take(bytes, kept + 1)
      }
      break
    }
    const end = bytes.lastIndexOf(10, filled - 1) + 1
    if (end > 0) {
      take(bytes, end)
      bytes.copyWithin(0, end, filled)
    }
    kept = filled - end
  }
  closeSync(file)
}
