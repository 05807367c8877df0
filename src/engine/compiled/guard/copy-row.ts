/**
 * A copy of a row, down to what can be written to: to compare with what a function left of the row.
 */
import { objectKind } from '../../../data/value-kind.ts'

/** Functions and class instances are no rows: they stay what they are, as do Immutable's collections. */
export const copyRow = (value: unknown): unknown => {
  if (typeof value !== 'object' || value === null) return value
  switch (objectKind(value)) {
    case 'object':
      return Object.fromEntries(Object.entries(value).map(([name, item]) => [name, copyRow(item)]))
    case 'array':
      return (value as readonly unknown[]).map(copyRow)
    case 'date':
      return new Date((value as Date).getTime())
    case 'bytes':
      return structuredClone(value)
    case 'map':
      return new Map([...(value as Map<unknown, unknown>)].map(([key, item]) => [copyRow(key), copyRow(item)]))
    case 'set':
      return new Set([...(value as Set<unknown>)].map(copyRow))
    default:
      return value
  }
}
