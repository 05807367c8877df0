/**
 * The way to an instance, as a token holds it: what chance gave, how that was shrunk, and which rows of it are taken. Knows no
 * instance.
 */

/** The way by which chance came to something: the number of the instance, and of what it was shrunk to each time, `3:0:1`. */
export type Path = string

/** Something that chance gave, and which of its rows are taken, in that order; all of them, if not said. */
export interface Part {
  readonly path: Path
  readonly rows?: readonly number[]
}

/** The rows of all parts, one after the other; all else is of the last, but for the number by which laws choose, if that is said. */
export interface Way {
  readonly parts: readonly Part[]
  readonly salt?: number
}

const part = String.raw`\d+(?::\d+)*(?:@(?:\d+(?:\.\d+)*)?)?`

/** What a way looks like in print, as the source of a regular expression. */
export const wayPattern = String.raw`${part}(?:,${part})*(?:s\d+)?`

/** `3:0:1`, `3:0:1@2.0s1`, `0@1,5@0`. */
export const printWay = ({ parts, salt }: Way): string =>
  `${parts.map(({ path, rows }) => (rows === undefined ? path : `${path}@${rows.join('.')}`)).join()}${salt === undefined ? '' : `s${salt}`}`

/** The way that was printed so. */
export const readWay = (text: string): Way => {
  const [parts = '', salt] = text.split('s')
  return {
    parts: parts.split(',').map((one): Part => {
      const [path = '', rows] = one.split('@')
      if (rows === undefined) return { path }
      return { path, rows: rows === '' ? [] : rows.split('.').map(Number) }
    }),
    ...(salt !== undefined && { salt: Number(salt) }),
  }
}
