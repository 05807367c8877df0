/**
 * Which columns a codec reads, and by which codec each: what there is to know before any file is opened.
 */
import * as t from 'io-ts'
import { knownTag } from '../plan/codec/codec-origin.ts'
import { codecParts } from '../plan/codec/codec-parts.ts'

export interface ShapeField {
  readonly name: string
  /** What its cells are read by. Where several parts of the codec name the field, they are joined. */
  readonly codec: t.Mixed
  /** Whether it may be absent. */
  readonly optional: boolean
}

export interface RowShape {
  /** The fields that the codec names, in its order. */
  readonly fields: readonly ShapeField[]
  /** What all other columns are read by; `undefined` if the codec looks at none. */
  readonly rest: t.Mixed | undefined
}

const merge = (
  shapes: readonly RowShape[],
  join: (codecs: [t.Mixed, t.Mixed]) => t.Mixed,
  how: 'all' | 'any',
): RowShape => {
  const names = [...new Set(shapes.flatMap(({ fields }) => fields.map(({ name }) => name)))]
  const fields = names.map((name): ShapeField => {
    const found = shapes.flatMap((shape) => shape.fields.filter((field) => field.name === name))
    const optional =
      how === 'all'
        ? found.every((field) => field.optional)
        : found.length < shapes.length || found.some((f) => f.optional)
    const codecs = [...new Set(found.map(({ codec }) => codec))]
    return { name, codec: codecs.length > 1 ? join(codecs as [t.Mixed, t.Mixed]) : (codecs[0] as t.Mixed), optional }
  })
  const rests = shapes.flatMap(({ rest }) => (rest === undefined ? [] : [rest]))
  return { fields, rest: rests.length > 1 ? join(rests as [t.Mixed, t.Mixed]) : rests[0] }
}

/**
 * The shape of rows that a codec takes; `undefined` for a codec that takes no objects. A codec of your own may look at any
 * column, and gets them all, as they are.
 */
export const shapeOf = (codec: t.Mixed): RowShape | undefined => {
  const { type, types, props, codomain } = codecParts(codec)
  const tag = knownTag(codec)
  switch (tag) {
    case 'InterfaceType':
    case 'PartialType':
      return {
        fields: Object.entries(props).map(([name, field]) => ({ name, codec: field, optional: tag === 'PartialType' })),
        rest: undefined,
      }
    case 'DictionaryType':
    case 'EnumerableDictionaryType':
      return { fields: [], rest: codomain }
    case 'ReadonlyType':
    case 'ExactType':
    case 'RefinementType':
      return shapeOf(type)
    case 'IntersectionType':
    case 'UnionType':
    case 'TaggedUnionType': {
      const shapes = types.flatMap((part) => shapeOf(part) ?? [])
      if (shapes.length === 0) return undefined
      return tag === 'IntersectionType' ? merge(shapes, t.intersection, 'all') : merge(shapes, t.union, 'any')
    }
    case undefined:
    case 'UnknownType':
    case 'AnyType':
    case 'RecursiveType':
      return { fields: [], rest: t.unknown }
    default:
      return undefined
  }
}
