/**
 * What columns are to hold, by name, where neither codec nor values are to say it. Knows no values.
 */
import type { StoredColumn, StoredType } from './stored-type.ts'

export type AskedType = 'int32' | 'int64' | 'double' | 'timestamp'

const typesBy: Readonly<Record<AskedType, StoredType>> = {
  int32: { kind: 'int32' },
  int64: { kind: 'whole' },
  double: { kind: 'double' },
  timestamp: { kind: 'timestamp' },
}

export const askedTypes: readonly string[] = Object.keys(typesBy)

/** Columns of bigints stay what they are. */
export const withTypes = (
  columns: readonly StoredColumn[],
  types: Readonly<Record<string, AskedType>> = {},
): readonly StoredColumn[] =>
  columns.map((column): StoredColumn => {
    const { name, nullable } = column
    const type = Object.hasOwn(types, name) ? typesBy[types[name] as AskedType] : undefined
    return type === undefined || column.type.kind === 'int64' ? column : { name, nullable, type }
  })
