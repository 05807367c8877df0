/**
 * Columns as the elements of a Parquet schema: lists and maps in the three levels that the format asks for.
 */
import type { SchemaElement } from 'hyparquet'
import type { StoredColumn, StoredPart, StoredType } from './stored-type.ts'

type Leaf = Exclude<StoredType['kind'], 'list' | 'map' | 'struct'>

const leaves: Readonly<Record<Leaf, Omit<SchemaElement, 'name'>>> = {
  open: { type: 'BYTE_ARRAY', converted_type: 'UTF8' },
  boolean: { type: 'BOOLEAN' },
  int32: { type: 'INT32' },
  whole: { type: 'INT64' },
  int64: { type: 'INT64' },
  double: { type: 'DOUBLE' },
  string: { type: 'BYTE_ARRAY', converted_type: 'UTF8', logical_type: { type: 'STRING' } },
  timestamp: {
    type: 'INT64',
    converted_type: 'TIMESTAMP_MILLIS',
    logical_type: { type: 'TIMESTAMP', isAdjustedToUTC: true, unit: 'MILLIS' },
  },
  bytes: { type: 'BYTE_ARRAY' },
}

const elementsOf = (name: string, { type, nullable }: StoredPart): SchemaElement[] => {
  const repetition_type = nullable ? 'OPTIONAL' : 'REQUIRED'
  switch (type.kind) {
    case 'list':
      return [
        { name, repetition_type, num_children: 1, converted_type: 'LIST', logical_type: { type: 'LIST' } },
        { name: 'list', repetition_type: 'REPEATED', num_children: 1 },
        ...elementsOf('element', type.items),
      ]
    case 'map':
      return [
        { name, repetition_type, num_children: 1, converted_type: 'MAP', logical_type: { type: 'MAP' } },
        { name: 'key_value', repetition_type: 'REPEATED', num_children: 2 },
        ...elementsOf('key', { type: { kind: 'string' }, nullable: false }),
        ...elementsOf('value', type.values),
      ]
    case 'struct':
      return [
        { name, repetition_type, num_children: type.fields.length },
        ...type.fields.flatMap((field) => elementsOf(field.name, field)),
      ]
    default:
      return [{ name, repetition_type, ...leaves[type.kind] }]
  }
}

/** The schema of a file. */
export const schemaElements = (columns: readonly StoredColumn[]): SchemaElement[] => [
  { name: 'root', num_children: columns.length },
  ...columns.flatMap((column) => elementsOf(column.name, column)),
]
