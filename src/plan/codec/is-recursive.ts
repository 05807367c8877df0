/**
 * Whether a codec is one of those that contain themselves. Knows nothing of values.
 */
import type * as t from 'io-ts'
import { knownTag } from './codec-origin.ts'
import { codecParts } from './codec-parts.ts'

/** Whether each value of a codec holds one of a recursive codec: so nobody knows whether making one has an end. */
export const isRecursive = (codec: t.Mixed, above: readonly t.Mixed[] = []): boolean => {
  if (above.includes(codec)) return true
  const { type, types, props, codomain } = codecParts(codec)
  const within = (part: t.Mixed): boolean => isRecursive(part, [...above, codec])
  switch (knownTag(codec)) {
    case 'RecursiveType':
      return true
    case 'ReadonlyType':
    case 'ExactType':
    case 'RefinementType':
      return within(type)
    case 'TupleType':
    case 'IntersectionType':
      return types.some(within)
    case 'UnionType':
    case 'TaggedUnionType':
      return types.every(within)
    case 'InterfaceType':
      return Object.values(props).some(within)
    case 'EnumerableDictionaryType':
      return within(codomain)
    default:
      return false
  }
}
