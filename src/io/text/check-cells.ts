/**
 * Refuses codecs that no cell of text could ever fit, before any file is opened.
 */
import type * as t from 'io-ts'
import { DescribedCodec } from '../../codec/described-codec.ts'
import { printValue } from '../../data/print-value.ts'
import { FloeError } from '../../error/floe-error.ts'
import { knownTag } from '../../plan/codec/codec-origin.ts'
import { shapeOf } from '../row-shape.ts'

/** Whether an empty cell is all that fits a codec. */
const isNothing = (codec: t.Mixed): boolean => {
  if (codec instanceof DescribedCodec) return codec.cell !== undefined && isNothing(codec.cell)
  return ['NullType', 'UndefinedType', 'VoidType'].includes(knownTag(codec) ?? '')
}

/** What a codec takes instead of text, in a word: `an array`; `undefined` if a text may fit it, and if only null does. */
const nestedKind = (codec: t.Mixed): string | undefined => {
  const { type, types } = codec as unknown as { readonly type: t.Mixed; readonly types: readonly t.Mixed[] }
  if (codec instanceof DescribedCodec && codec.cell !== undefined) return nestedKind(codec.cell)
  switch (knownTag(codec)) {
    case 'ArrayType':
    case 'ReadonlyArrayType':
      return 'an array'
    case 'TupleType':
      return 'a tuple'
    case 'InterfaceType':
    case 'PartialType':
    case 'DictionaryType':
    case 'EnumerableDictionaryType':
      return 'an object'
    case 'ReadonlyType':
    case 'ExactType':
    case 'RefinementType':
    case 'RecursiveType':
      return nestedKind(type)
    case 'IntersectionType':
      return types.map(nestedKind).find((kind) => kind !== undefined)
    case 'UnionType':
    case 'TaggedUnionType': {
      const telling = types.filter((member) => !isNothing(member))
      const kinds = telling.map(nestedKind)
      return kinds.every((kind) => kind !== undefined) ? kinds[0] : undefined
    }
    default:
      return undefined
  }
}

/**
 * Refuses a codec for rows of which a field takes arrays or objects, and nothing that a cell of text could be.
 *
 * @throws FloeError InvalidArgument
 */
export const checkCells = (format: string, codec: t.Mixed): void => {
  const { fields, rest } = shapeOf(codec) ?? { fields: [], rest: undefined }
  const refuse = (what: string, kind: string, part: t.Mixed, field?: string): never => {
    throw new FloeError('InvalidArgument', {
      message: `${what} ${kind}, ${part.name}, and a cell of ${format} is one text`,
      ...(field === undefined ? {} : { place: { field } }),
      found: part.name,
      expected: 'what one text can be',
      hint: 'read it as t.string, and split or parse it in a map; nested values are held by NDJSON and Parquet',
    })
  }
  for (const { name, codec: part } of fields) {
    const kind = nestedKind(part)
    if (kind !== undefined) refuse(`the codec's field ${printValue(name)} is`, kind, part, name)
  }
  const kind = rest === undefined ? undefined : nestedKind(rest)
  if (rest !== undefined && kind !== undefined) refuse('each field of the codec is', kind, rest)
}
