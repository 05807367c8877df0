import { printValue } from '../data/print-value.ts'
import * as S from '../data/schema.ts'
import { type Choice, checkChoices, choiceCodec, noChoice } from './choices.ts'
import { type DescribedCodec, Refusal, simpleCodec } from './described-codec.ts'

/**
 * A boolean that is stored as one of two values: `booleanFrom('Y', 'N')`, `booleanFrom(1, 0)`; the first means true.
 * Strict: no other capitals, no blanks.
 *
 * @throws FloeError InvalidArgument for two values that are the same
 * @example
 * const Flight = t.type({ cancelled: C.booleanFrom(1, 0) })
 * await F.toList(F.pipe(F.rows([{ cancelled: 1 }]), F.decode(Flight))) // List [ { cancelled: true } ]
 * C.booleanFrom('Y', 'N').encode(false) // 'N'
 */
export const booleanFrom = <const Y extends Choice, const N extends Choice>(
  yes: Y,
  no: N,
): DescribedCodec<boolean, Y | N> => {
  checkChoices('booleanFrom', [yes, no])
  return simpleCodec<boolean, Y | N>({
    name: `booleanFrom(${printValue(yes)}, ${printValue(no)})`,
    schema: S.boolean,
    reads: S.union([S.literal(yes), S.literal(no)]),
    cell: choiceCodec([yes, no]),
    values: [yes, no],
    is: (value): value is boolean => typeof value === 'boolean',
    read: (value) => (value === yes ? true : value === no ? false : new Refusal(noChoice(value, [yes, no]))),
    write: (value) => (value ? yes : no),
  })
}
