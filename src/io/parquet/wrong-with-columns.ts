/**
 * What columns cannot be, whatever the rows are: what Parquet has no way to say, or its readers take for something else.
 */
import { printValue } from '../../data/print-value.ts'
import { isWellFormed } from '../csv/print-cell.ts'
import { lostName } from './store-value.ts'
import type { StoredColumn, StoredPart } from './stored-type.ts'

const within = ({ type }: StoredPart, path: string, paths: Set<string>): string | undefined => {
  switch (type.kind) {
    case 'list':
      return within(type.items, `${path}.list.element`, paths)
    case 'map':
      return within(type.values, `${path}.key_value.value`, paths)
    case 'struct':
      return type.fields.length === 0
        ? `the objects in ${path} have no fields`
        : wrongWith(type.fields, `${path}.`, paths)
    default:
      return undefined
  }
}

const wrongWith = (columns: readonly StoredColumn[], before: string, paths: Set<string>): string | undefined => {
  for (const column of columns) {
    const path = `${before}${column.name}`
    if (!isWellFormed(column.name)) return `the name ${printValue(column.name)} has half of a surrogate pair`
    if (before !== '' && column.name === lostName) return `a field of ${before.slice(0, -1)} is named ${lostName}`
    // Readers join names by dots.
    if (paths.has(path)) return `two columns are both called ${path}`
    paths.add(path)
    const wrong = within(column, path, paths)
    if (wrong !== undefined) return wrong
  }
  return undefined
}

/** What is wrong with columns, in words; undefined if nothing is. */
export const wrongWithColumns = (columns: readonly StoredColumn[]): string | undefined =>
  columns.length === 0 ? 'the rows have no fields' : wrongWith(columns, '', new Set())
