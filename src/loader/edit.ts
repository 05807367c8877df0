/**
 * Text with other text put into it, and the source map that says where everything was. What is put in has no line breaks, so
 * lines stay lines; a map that the text came with goes on to say where the text was before. Knows nothing of what the text
 * is.
 */
import { decode, encode, type SourceMapSegment } from '@jridgewell/sourcemap-codec'

/** A source map, version 3. */
export interface SourceMap {
  readonly version: number
  readonly file?: string
  readonly sources: readonly (string | null)[]
  readonly sourcesContent?: readonly (string | null)[]
  readonly sourceRoot?: string
  readonly names: readonly string[]
  readonly mappings: string
}

/** Something to put in. Of those at the same place the first comes first. */
export interface Insertion {
  readonly at: number
  readonly text: string
}

export const insertInto = (text: string, insertions: readonly Insertion[]): string => {
  let last = 0
  const parts: string[] = []
  for (const { at, text: added } of insertions) {
    parts.push(text.slice(last, at), added)
    last = at
  }
  return parts.join('') + text.slice(last)
}

/** Every word and sign of a line where it is. */
const inPlace = (line: string, row: number): SourceMapSegment[] =>
  [...line.matchAll(/[\w$]+|[^\w$\s]/g)].map(({ index }) => [index, 0, row, index])

/**
 * The map of a text into which something was put, in the order of places; `before` is the map that the text came with.
 */
export const mapOf = (
  text: string,
  insertions: readonly Insertion[],
  file: string,
  before: SourceMap | undefined,
): SourceMap => {
  const lines = text.split('\n')
  const old = before === undefined ? lines.map(inPlace) : decode(before.mappings)
  let lineStart = 0
  let next = 0
  const mappings = lines.map((line, row) => {
    const lineEnd = lineStart + line.length
    let moved = 0
    const segments = (old[row] ?? []).map((segment): SourceMapSegment => {
      for (let one = insertions[next]; one !== undefined && one.at <= lineStart + segment[0]; one = insertions[++next])
        moved += one.text.length
      const [column, ...original] = segment
      return [column + moved, ...original] as unknown as SourceMapSegment
    })
    // Those after the last segment of the line.
    for (let one = insertions[next]; one !== undefined && one.at <= lineEnd; one = insertions[next]) next += 1
    lineStart = lineEnd + 1
    return segments
  })
  return before === undefined
    ? { version: 3, sources: [file], sourcesContent: [text], names: [], mappings: encode(mappings) }
    : { ...before, mappings: encode(mappings) }
}
