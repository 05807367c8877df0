import * as t from 'io-ts'
import * as S from '../data/schema.ts'
import { DescribedCodec } from './described-codec.ts'

/** The same place, of which the codec within speaks, in its own words. */
const within = (context: t.Context, codec: t.Mixed): t.Context =>
  context.map((entry, i) => (i === context.length - 1 ? { ...entry, type: codec } : entry))

/**
 * What a codec reads, with `''` for null; null is null too. Null is written as `''`.
 *
 * For JSON and columns of text whose writers had no null. An empty cell of CSV is null already where the codec is
 * `t.union([…, t.null])`; but this one makes null also of `""` in quotes.
 *
 * @example
 * const Person = t.type({ name: t.string, born: C.nullIfEmpty(C.dateFromIso) })
 * const people = F.rows([{ name: 'Ada', born: '1815-12-10' }, { name: 'Bob', born: '' }])
 * await F.toList(F.pipe(people, F.decode(Person)))
 * // List [ { name: 'Ada', born: -4861728000000 }, { name: 'Bob', born: null } ]
 */
export const nullIfEmpty = <C extends t.Mixed>(codec: C): DescribedCodec<t.TypeOf<C> | null, t.OutputOf<C> | ''> => {
  type A = t.TypeOf<C> | null
  return new DescribedCodec<A, t.OutputOf<C> | ''>({
    name: `nullIfEmpty(${codec.name})`,
    schema: (schemaOf) => S.union([schemaOf(codec), S.null]),
    reads: (schemaOf) => S.union([schemaOf(codec), S.string, S.null]),
    cell: t.union([codec, t.null]),
    // What would be written as '' would come back as null, so it is none of these values.
    is: (value): value is A => value === null || (codec.is(value) && codec.encode(value) !== ''),
    validate: (value, context) =>
      value === '' || value === null
        ? t.success(null)
        : (codec.validate(value, within(context, codec)) as t.Validation<A>),
    encode: (value) => (value === null ? '' : codec.encode(value)),
  })
}
