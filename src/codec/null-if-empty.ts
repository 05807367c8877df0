import * as t from 'io-ts'
import * as S from '../data/schema.ts'
import { type DescribedCodec, Refusal, simpleCodec } from './described-codec.ts'

const nothing: DescribedCodec<null, ''> = simpleCodec<null, ''>({
  name: 'empty',
  schema: S.null,
  reads: S.union([S.literal(''), S.null]),
  cell: t.null,
  is: (value): value is null => value === null,
  read: (value) => (value === '' || value === null ? null : new Refusal()),
  write: () => '',
})

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
export const nullIfEmpty = <C extends t.Mixed>(codec: C): t.UnionC<[DescribedCodec<null, ''>, C]> =>
  t.union([nothing, codec], `nullIfEmpty(${codec.name})`)
