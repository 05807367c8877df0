/** What kind of rows some are: the names of their fields and what kinds of values these have. A text to compare. */
import { compareStrings } from '../../data/compare-strings.ts'
import { classNameOf } from '../../data/print-value.ts'
import { isPlain } from '../arbitrary/is-plain.ts'

const deepest = 3

const kindOf = (value: unknown): string =>
  value === null ? 'null' : typeof value === 'object' ? classNameOf(value) : typeof value

const unionOf = (kinds: readonly string[]): string => [...new Set(kinds)].sort(compareStrings).join(' | ')

const kindsOf = (values: readonly unknown[], depth: number): string => {
  const others = values.filter((value) => !isPlain(value) && !Array.isArray(value)).map(kindOf)
  const objects = values.filter(isPlain)
  const arrays = values.filter((value) => Array.isArray(value))
  if (depth === deepest) return unionOf(values.map(kindOf))
  const names = [...new Set(objects.flatMap(Object.keys))].sort(compareStrings)
  const fields = names.map((name) => {
    const held = objects.filter((row) => Object.hasOwn(row, name))
    return `${name}${held.length < objects.length ? '?' : ''}: ${kindsOf(
      held.map((row) => row[name]),
      depth + 1,
    )}`
  })
  const length = Math.max(0, ...arrays.map((items) => items.length))
  const places = Array.from({ length: Math.min(length, 4) }, (_, i) =>
    kindsOf(
      arrays.flatMap((items) => (i < items.length ? [items[i]] : [])),
      depth + 1,
    ),
  )
  return unionOf([
    ...others,
    ...(objects.length === 0 ? [] : [`{ ${fields.join(', ')} }`]),
    ...(arrays.length === 0 ? [] : [`[${places.join(', ')}]`]),
  ])
}

/**
 * @example
 * kindOfRows([{ id: 1, name: 'Ada' }, { id: 2 }]) // '{ id: number, name?: string }'
 */
export const kindOfRows = (rows: readonly unknown[]): string => kindsOf(rows, 0)
