import * as S from '../data/schema.ts'
import { type Choice, checkChoices, choiceCodec, noChoice, printChoices } from './choices.ts'
import { type DescribedCodec, Refusal, simpleCodec } from './described-codec.ts'

/**
 * One of these values, with their union as its type: texts, numbers, booleans. In place of a `t.union` of literals, with
 * messages that say what was there and what would have been right. A cell of CSV is read as what the values are.
 *
 * @throws FloeError InvalidArgument for no values, and for one that is given twice
 * @example
 * const Shirt = t.type({ size: C.oneOf('S', 'M', 'L') })
 * await F.toList(F.pipe(F.rows([{ size: 'M' }]), F.decode(Shirt))) // List [ { size: 'M' } ]
 * await F.toList(F.pipe(F.rows([{ size: 'm' }]), F.decode(Shirt)))
 * // throws FLOE300 InvalidRow: 'm' is none of 'S', 'M', 'L'; did you mean 'M'?
 */
export const oneOf = <const V extends readonly [Choice, ...Choice[]]>(...values: V): DescribedCodec<V[number]> => {
  checkChoices('oneOf', values)
  const known = new Map<unknown, V[number]>(values.map((value) => [value, value]))
  return simpleCodec<V[number], V[number]>({
    name: `oneOf(${printChoices(values)})`,
    schema: S.union(values.map(S.literal)),
    reads: S.union(values.map(S.literal)),
    cell: choiceCodec(values),
    values,
    is: (value): value is V[number] => known.has(value),
    // The value of the list, not the one found: they differ for 0 and -0.
    read: (value) => known.get(value) ?? new Refusal(noChoice(value, values)),
    write: (value) => value,
  })
}
