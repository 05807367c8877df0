/**
 * Whether values of a schema can be compared and can be keys: whether nothing in them can be a function, a class instance
 * or the like, which is refused as a row where rows are compared. Knows only schemas.
 */
import type { Schema } from '../data/schema.ts'

export const isComparable = (schema: Schema): boolean => {
  switch (schema.kind) {
    case 'unknown':
      return false
    case 'array':
      return isComparable(schema.items)
    case 'tuple':
      return schema.items.every(isComparable)
    case 'record':
      return schema.fields.every((field) => isComparable(field.schema))
    case 'dictionary':
      return isComparable(schema.values)
    case 'union':
      return schema.members.every(isComparable)
    default:
      return true
  }
}
