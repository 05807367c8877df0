/**
 * How a row looks beyond what it is: the order of its fields, and what of it is frozen.
 */
import { List } from 'immutable'

const looked = (value: unknown, seen: ReadonlySet<unknown>): unknown => {
  if (typeof value !== 'object' || value === null) return typeof value
  if (seen.has(value)) return 'again'
  const within = new Set([...seen, value])
  const frozen = Object.isFrozen(value) ? 'frozen' : 'open'
  if (List.isList(value)) return ['List', frozen]
  const prototype = Object.getPrototypeOf(value)
  const kind = prototype === null ? 'null' : prototype.constructor.name
  if (ArrayBuffer.isView(value)) return [kind, frozen]
  return [
    kind,
    frozen,
    Object.entries(value).map(([name, field]) => [name, looked(field, within)]),
    Object.getOwnPropertySymbols(value).length,
  ]
}

export const looksOf = (row: unknown): string => JSON.stringify(looked(row, new Set()))
