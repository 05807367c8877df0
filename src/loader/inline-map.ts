/** Source maps that stand in the text itself, as its last line. */
import type { SourceMap } from './edit.ts'
import type { Transformed } from './transform.ts'

const comment = /\n?\/\/# sourceMappingURL=data:application\/json[^,\n]*;base64,([A-Za-z0-9+/=]+)\s*$/

/** The text without its map, and the map. */
export const takeMap = (text: string): { readonly code: string; readonly map: SourceMap | undefined } => {
  // Only at the end: elsewhere it may be a part of a string.
  const found = comment.exec(text)
  if (found === null) return { code: text, map: undefined }
  const map: SourceMap = JSON.parse(Buffer.from(found[1] ?? '', 'base64').toString('utf8'))
  return { code: text.slice(0, found.index), map }
}

/** The text with its map in it. */
export const withMap = ({ code, map }: Transformed): string =>
  `${code}\n//# sourceMappingURL=data:application/json;base64,${Buffer.from(JSON.stringify(map)).toString('base64')}\n`
