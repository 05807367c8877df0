/** C4*: different values have different encodings. */
import { printValue } from '../../data/print-value.ts'
import { broken, held, type Law, trivial } from '../law.ts'
import { look } from '../value/look.ts'
import { told } from './compare.ts'
import type { CodecTrial, Outcome } from './trial.ts'

export const injective: Law<CodecTrial> = {
  id: 'C4',
  name: 'injective',
  statement: 'encode x = encode y ⇒ x ≡ y',
  why: 'A cache or a join that goes by the encoding gives one value the answer of another.',
  mend: 'put between parts what cannot be in them, or write their lengths; tell 1 from its text, and absent from null',
  declared: 'injective',
  after: ['C1'],
  check: async (trial) => {
    const encoded = await trial.encoded()
    const seen = new Map<string, number>()
    const looks = trial.values.map(look)
    for (const [i, { kind, looked }] of encoded.entries()) {
      if (kind !== 'value') continue
      const before = seen.get(looked)
      if (before !== undefined && looks[before] !== looks[i])
        return broken({
          what: `two values have the same encoding, ${told(encoded[i] as Outcome)}`,
          path: `value ${i}`,
          before: printValue(trial.values[before], 200),
          after: printValue(trial.values[i], 200),
        })
      seen.set(looked, before ?? i)
    }
    return new Set(looks).size > 1 ? held : trivial('no two values were different')
  },
}
