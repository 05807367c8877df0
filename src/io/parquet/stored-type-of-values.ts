/**
 * What a column is to hold, by the values of the first rows: for what no codec says. Whether a value fits what is known
 * already is for `store-value.ts` to say.
 */
import type { List } from 'immutable'
import { kindOf } from '../../data/value-kind.ts'
import { guess, type StoredColumn, type StoredPart, type StoredType } from './stored-type.ts'

const leaves: Readonly<Record<string, StoredType>> = {
  boolean: { kind: 'boolean' },
  number: { kind: 'double' },
  bigint: { kind: 'int64' },
  string: { kind: 'string' },
  date: { kind: 'timestamp' },
  bytes: { kind: 'bytes' },
}

type Fields = Readonly<Record<string, unknown>>

/** Deeper than this nothing is looked at, as a value might contain itself. */
const mostLevels = 100

const withFields = (before: readonly StoredColumn[], value: Fields, level: number): readonly StoredColumn[] => {
  const merged = new Map(before.map((field) => [field.name, field]))
  for (const name of Object.keys(value))
    merged.set(name, { name, ...widen(merged.get(name) ?? guess, value[name], level) })
  return [...merged.values()]
}

const widenType = (type: StoredType, value: unknown, level: number): StoredType => {
  const kind = kindOf(value)
  if (type.kind === 'open' && leaves[kind] !== undefined) return leaves[kind]
  if (kind === 'array' || kind === 'List') {
    if (type.kind !== 'open' && type.kind !== 'list') return type
    let items = type.kind === 'list' ? type.items : guess
    for (const item of value as readonly unknown[] | List<unknown>) items = widen(items, item, level)
    return { kind: 'list', items }
  }
  if (kind !== 'object') return type
  if (type.kind === 'map')
    return {
      kind: 'map',
      values: Object.values(value as Fields).reduce(
        (values: StoredPart, one) => widen(values, one, level),
        type.values,
      ),
    }
  if (type.kind !== 'open' && type.kind !== 'struct') return type
  return { kind: 'struct', fields: withFields(type.kind === 'struct' ? type.fields : [], value as Fields, level) }
}

/** Whether values have a say in it. */
export const isGuessed = ({ type, guessed }: StoredPart): boolean => {
  switch (type.kind) {
    case 'list':
      return guessed === true || isGuessed(type.items)
    case 'map':
      return isGuessed(type.values)
    case 'struct':
      return guessed === true || type.fields.some(isGuessed)
    default:
      return type.kind === 'open'
  }
}

/** The part as one more value suggests, where values have a say. */
const widen = (part: StoredPart, value: unknown, level: number): StoredPart =>
  value === null || value === undefined || level > mostLevels || !isGuessed(part)
    ? part
    : { ...part, type: widenType(part.type, value, level + 1) }

/** The columns as one more row suggests; `isWhole` if there are no others. */
export const widenColumns = (
  columns: readonly StoredColumn[],
  isWhole: boolean,
  row: Fields,
): readonly StoredColumn[] =>
  isWhole
    ? columns.map((column) => ({ ...column, ...widen(column, row[column.name], 0) }))
    : withFields(columns, row, 0)

/** The part with what is still open settled: where no value was ever there, text. */
export const settled = <P extends StoredPart>(part: P): P => ({ ...part, type: settledType(part.type) })

const settledType = (type: StoredType): StoredType => {
  switch (type.kind) {
    case 'open':
      return { kind: 'string' }
    case 'list':
      return { kind: 'list', items: settled(type.items) }
    case 'map':
      return { kind: 'map', values: settled(type.values) }
    case 'struct':
      return { kind: 'struct', fields: type.fields.map(settled) }
    default:
      return type
  }
}
