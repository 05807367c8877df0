/**
 * Arrays as PostgreSQL writes them: `{1,2,NULL}`, `{"a, b","say \"hi\""}`, `{{1,2},{3,4}}`, `[0:1]={1,2}`.
 *
 * The parser that `pg` brings along is its own affair, and takes what is none. Knows nothing of what the items are.
 */

/** Items are texts, nulls and arrays. */
export type Items = readonly (string | null | Items)[]

interface Reader {
  readonly text: string
  at: number
}

const quotedItem = (reader: Reader): string | undefined => {
  const { text } = reader
  let item = ''
  let from = ++reader.at
  for (; reader.at < text.length; reader.at++) {
    const unit = text[reader.at]
    if (unit === '"') {
      item += text.slice(from, reader.at++)
      return item
    }
    if (unit === '\\') {
      item += text.slice(from, reader.at++)
      from = reader.at
    }
  }
  return undefined
}

const bareItem = (reader: Reader): string | null | undefined => {
  const { text, at } = reader
  let end = at
  while (end < text.length && text[end] !== ',' && text[end] !== '}') end++
  reader.at = end
  const item = text.slice(at, end)
  if (item === '' || /["{\\]/.test(item)) return undefined
  return item.toUpperCase() === 'NULL' ? null : item
}

const readItem = (reader: Reader): string | null | Items | undefined => {
  const unit = reader.text[reader.at]
  return unit === '{' ? readArray(reader) : unit === '"' ? quotedItem(reader) : bareItem(reader)
}

const readArray = (reader: Reader): Items | undefined => {
  const { text } = reader
  const items: (string | null | Items)[] = []
  if (text[reader.at] !== '{') return undefined
  if (text[++reader.at] === '}') {
    reader.at++
    return items
  }
  for (;;) {
    const item = readItem(reader)
    if (item === undefined) return undefined
    items.push(item)
    const unit = text[reader.at++]
    if (unit === '}') return items
    if (unit !== ',') return undefined
  }
}

/** The items of an array, or `undefined` where the text is none. */
export const parseArray = (text: string): Items | undefined => {
  const bounds = /^(?:\[[-+]?\d+:[-+]?\d+\])+=/.exec(text)?.[0].length ?? 0
  const reader: Reader = { text, at: bounds }
  const items = readArray(reader)
  return reader.at === text.length ? items : undefined
}

const quoted = (item: string): string => `"${item.replace(/["\\]/g, '\\$&')}"`

/** An array as PostgreSQL reads it. */
export const printArray = (items: Items): string =>
  `{${items.map((item) => (item === null ? 'NULL' : typeof item === 'string' ? quoted(item) : printArray(item))).join(',')}}`
