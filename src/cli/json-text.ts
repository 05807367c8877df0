/**
 * Any row as JSON, on one line, with nothing lost in silence where JSON has no word for it:
 *
 * NaN and the infinities are the strings "NaN", "Infinity", "-Infinity"; -0 is -0; a bigint is its digits in a string; a
 * date is its ISO 8601 text in UTC; bytes are base64; a Map and an Immutable Map are arrays of [key, value] pairs; Sets and
 * Immutable collections are arrays. A field that is undefined is left out; undefined elsewhere is null.
 */
import { isCollection, isKeyed, isRecord } from 'immutable'

const numberText = (value: number): string =>
  Number.isFinite(value) ? (Object.is(value, -0) ? '-0' : String(value)) : `"${value}"`

const listText = (items: Iterable<unknown>): string => `[${Array.from(items, jsonText).join(',')}]`

const objectText = (value: object): string => {
  const fields = Object.entries(value).filter(([, field]) => field !== undefined)
  return `{${fields.map(([name, field]) => `${JSON.stringify(name)}:${jsonText(field)}`).join(',')}}`
}

const objectLikeText = (value: object): string => {
  if (Array.isArray(value)) return listText(value)
  if (value instanceof Date)
    return Number.isNaN(value.getTime()) ? '"Invalid Date"' : JSON.stringify(value.toISOString())
  if (value instanceof Uint8Array) return `"${Buffer.from(value).toString('base64')}"`
  if (value instanceof Map || value instanceof Set) return listText(value)
  if (isRecord(value)) return objectText(value.toObject())
  if (isCollection(value)) return listText(isKeyed(value) ? value.entries() : value)
  return objectText(value)
}

/**
 * The value as JSON text without line breaks.
 *
 * @example
 * jsonText({ id: 12n, delay: NaN, on: new Date(0) })
 * // '{"id":"12","delay":"NaN","on":"1970-01-01T00:00:00.000Z"}'
 */
export const jsonText = (value: unknown): string => {
  switch (typeof value) {
    case 'number':
      return numberText(value)
    case 'bigint':
      return `"${value}"`
    case 'string':
    case 'boolean':
      return JSON.stringify(value)
    case 'object':
      return value === null ? 'null' : objectLikeText(value)
    default:
      return 'null'
  }
}
