/**
 * What the columns of a Parquet file hold, in few words: its physical types and its two generations of annotations
 * (`converted_type`, `logical_type`) boiled down to what makes a difference to a value.
 *
 * Also says how the decoder (hyparquet) is to see them. It rounds timestamps to milliseconds and decimals twice, so it
 * is shown plain integers and bytes, and the meaning is put in here; strings it decodes itself, once for each entry of a
 * dictionary. Reads no values.
 */
import type { SchemaElement, SchemaTree } from 'hyparquet'
import * as S from '../../data/schema.ts'

/** A column or a part of one. `perMilli`: units of time in a millisecond. */
export type ColumnType =
  | { readonly kind: 'boolean' | 'int32' | 'uint32' | 'int64' | 'uint64' | 'double' | 'string' | 'json' | 'bytes' }
  | { readonly kind: 'days' | 'int96' }
  | { readonly kind: 'timestamp' | 'time'; readonly perMilli: 1 | 1000 | 1_000_000 }
  | { readonly kind: 'decimal'; readonly scale: number }
  | { readonly kind: 'list'; readonly items: Column }
  | { readonly kind: 'map'; readonly values: Column }
  | { readonly kind: 'struct'; readonly fields: readonly Column[] }
  /** Values of no one type (VARIANT), or nested in a way that has no name. */
  | { readonly kind: 'other' }

export interface Column {
  readonly name: string
  readonly nullable: boolean
  readonly type: ColumnType
}

const perMilli = { MILLIS: 1, MICROS: 1000, NANOS: 1_000_000 } as const

/** What the annotations say, each believed only where it stands on a type that it can stand on. */
const annotatedType = ({
  type,
  converted_type: converted,
  logical_type: logical,
  scale,
}: SchemaElement): ColumnType | undefined => {
  if (type === 'INT32' || type === 'INT64') {
    if (logical?.type === 'TIMESTAMP') return { kind: 'timestamp', perMilli: perMilli[logical.unit] }
    if (logical?.type === 'TIME') return { kind: 'time', perMilli: perMilli[logical.unit] }
    if (converted === 'TIMESTAMP_MILLIS') return { kind: 'timestamp', perMilli: 1 }
    if (converted === 'TIMESTAMP_MICROS') return { kind: 'timestamp', perMilli: 1000 }
    if (converted === 'TIME_MILLIS') return { kind: 'time', perMilli: 1 }
    if (converted === 'TIME_MICROS') return { kind: 'time', perMilli: 1000 }
    if (type === 'INT32' && (converted === 'DATE' || logical?.type === 'DATE')) return { kind: 'days' }
    if (converted?.startsWith('UINT') || (logical?.type === 'INTEGER' && !logical.isSigned))
      return { kind: type === 'INT32' ? 'uint32' : 'uint64' }
  }
  const isBytes = type === 'BYTE_ARRAY' || type === 'FIXED_LEN_BYTE_ARRAY'
  if ((isBytes || type === 'INT32' || type === 'INT64') && (converted === 'DECIMAL' || logical?.type === 'DECIMAL'))
    return { kind: 'decimal', scale: scale ?? (logical?.type === 'DECIMAL' ? logical.scale : 0) }
  if (!isBytes) return undefined
  if (converted === 'JSON' || logical?.type === 'JSON') return { kind: 'json' }
  if (converted === 'UTF8' || converted === 'ENUM') return { kind: 'string' }
  if (logical?.type === 'STRING' || logical?.type === 'ENUM') return { kind: 'string' }
  if (type === 'FIXED_LEN_BYTE_ARRAY' && logical?.type === 'UUID') return { kind: 'string' }
  return type === 'FIXED_LEN_BYTE_ARRAY' && logical?.type === 'FLOAT16' ? { kind: 'double' } : undefined
}

const leafType = (element: SchemaElement): ColumnType => {
  const annotated = annotatedType(element)
  if (annotated !== undefined) return annotated
  switch (element.type) {
    case 'BOOLEAN':
      return { kind: 'boolean' }
    case 'INT32':
      return { kind: 'int32' }
    case 'INT64':
      return { kind: 'int64' }
    case 'INT96':
      return { kind: 'int96' }
    case 'FLOAT':
    case 'DOUBLE':
      return { kind: 'double' }
    default:
      return { kind: 'bytes' }
  }
}

const isRepeated = ({ element }: SchemaTree): boolean => element.repetition_type === 'REPEATED'

/** The items of a list, where hyparquet will see one too: in three levels, or in the two of old writers. */
const listItems = ({ element, children: [child, ...more] }: SchemaTree): SchemaTree | undefined => {
  if (element.converted_type !== 'LIST' || child === undefined || more.length > 0 || !isRepeated(child))
    return undefined
  return child.children.length > 1 ? undefined : (child.children[0] ?? child)
}

/** The values of a map, where hyparquet will see one too. */
const mapValues = ({ element, children: [child, ...more] }: SchemaTree): SchemaTree | undefined => {
  if (element.converted_type !== 'MAP' || child === undefined || more.length > 0 || !isRepeated(child)) return undefined
  const [key, value, ...others] = child.children
  if (key?.element.name !== 'key' || value?.element.name !== 'value' || others.length > 0) return undefined
  return isRepeated(key) || isRepeated(value) ? undefined : value
}

const typeOf = (tree: SchemaTree): ColumnType => {
  if (tree.children.length === 0) return leafType(tree.element)
  if (tree.element.logical_type?.type === 'VARIANT') return { kind: 'other' }
  const items = listItems(tree)
  if (items !== undefined) return { kind: 'list', items: columnOf(items, true) }
  const values = mapValues(tree)
  if (values !== undefined) return { kind: 'map', values: columnOf(values, true) }
  if (isRepeated(tree) || tree.children.some(isRepeated)) return { kind: 'other' }
  return { kind: 'struct', fields: tree.children.map((child) => columnOf(child)) }
}

/** The column at a node of the file's schema. A repeated field without a list around it is a list of itself. */
export const columnOf = (tree: SchemaTree, isItem = false): Column => {
  const { name, repetition_type: repetition } = tree.element
  const type = typeOf(tree)
  if (repetition === 'REPEATED' && !isItem)
    return { name, nullable: false, type: { kind: 'list', items: { name, nullable: false, type } } }
  return { name, nullable: repetition === 'OPTIONAL', type }
}

/** The element as the decoder is to see it: see the head of this file. */
export const plainElement = (element: SchemaElement): SchemaElement => {
  const { converted_type: converted, logical_type: logical, ...plain } = element
  if (element.type === undefined) return element
  const { kind } = leafType(element)
  // These two it converts as they are to be.
  if (element.type === 'FIXED_LEN_BYTE_ARRAY' && (logical?.type === 'UUID' || logical?.type === 'FLOAT16'))
    return element
  return kind === 'string' || kind === 'json' ? { ...plain, converted_type: 'UTF8' } : plain
}

/** What values of a column are when no codec says otherwise. */
export const schemaOfColumn = ({ type, nullable }: Column, wide = false): S.Schema => {
  const schema = ((): S.Schema => {
    switch (type.kind) {
      case 'boolean':
        return S.boolean
      case 'int64':
      case 'uint64':
        return wide ? S.bigint : S.number
      case 'int32':
      case 'uint32':
      case 'double':
      case 'decimal':
      case 'time':
        return S.number
      case 'string':
        return S.string
      case 'bytes':
        return S.bytes
      case 'timestamp':
      case 'days':
      case 'int96':
        return S.date
      case 'list':
        return S.array(schemaOfColumn(type.items))
      case 'map':
        return S.dictionary(schemaOfColumn(type.values))
      case 'struct':
        return S.record(type.fields.map((field) => S.field(field.name, schemaOfColumn(field))))
      case 'json':
      case 'other':
        return S.unknown
      default:
        return type satisfies never
    }
  })()
  return nullable ? S.union([schema, S.null]) : schema
}
