/**
 * How rows are written in a file: which names follow each other, and what stands between their values. Learned from one row,
 * and expected of the next.
 */
import { skipBlanks, skipText, skipValue } from './skip-value.ts'

/** A name, and all that stands before its value: from the end of the value before, or from the start of the row. */
export interface LaidOut {
  readonly name: string
  readonly glue: Uint8Array
}

export type Layout = readonly LaidOut[]

/** Names behind so many others are looked for one by one. */
const mostNames = 256
const longestGlue = 1024

/** The layout of the row that begins at an offset; of one that is not sure, as far as it is. */
export const learnLayout = (b: Buffer, at: number): Layout => {
  const layout: LaidOut[] = []
  let i = skipBlanks(b, at)
  if (b[i] !== 123) return layout
  i = skipBlanks(b, i + 1)
  for (let from = at; layout.length < mostNames; ) {
    const name = skipText(b, i)
    if (name < 0) return layout
    const text = b.toString('utf8', i + 1, name - 1)
    const colon = skipBlanks(b, name)
    if (b[colon] !== 58 || text.includes('\\') || layout.some((known) => known.name === text)) return layout
    const value = skipBlanks(b, colon + 1)
    if (value - from > longestGlue) return layout
    layout.push({ name: text, glue: Uint8Array.from(b.subarray(from, value)) })
    from = skipValue(b, value)
    if (from < 0) return layout
    i = skipBlanks(b, from)
    if (b[i] !== 44) return layout
    i = skipBlanks(b, i + 1)
  }
  return layout
}

/** The same for rows that are laid out alike. */
export const layoutKey = (layout: Layout): string =>
  layout.map(({ glue }) => Buffer.from(glue).toString('latin1')).join('\n')
