/** What is known of a visit. */
import * as S from '../../src/data/schema.ts'

const nullable = (schema: S.Schema): S.Schema => S.union([schema, S.null])
export const visitSchema = S.record([
  S.field('id', S.number),
  S.field('name', nullable(S.string)),
  S.field('n', S.union([S.number, S.null, S.undefined])),
  S.field('tags', S.array(S.string)),
  S.field('props', S.dictionary(nullable(S.number))),
  S.optionalField('at', S.union([S.date, S.undefined])),
])
