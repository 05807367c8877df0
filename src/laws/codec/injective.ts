/** C4*: different values have different encodings. */
import { printValue } from '../../data/print-value.ts'
import { broken, held, type Law, trivial } from '../law.ts'
import { look } from '../value/look.ts'
import { told } from './compare.ts'
import type { CodecTrial, Outcome } from './trial.ts'

/** So many encodings are kept to compare others with. */
const mostKnown = 10_000

export const injective: Law<CodecTrial> = {
  id: 'C4',
  name: 'injective',
  statement: 'encode x = encode y ⇒ x ≡ y',
  why: 'A cache or a join that goes by the encoding gives one value the answer of another.',
  mend: 'put between parts what cannot be in them, or write their lengths; tell 1 from its text, and absent from null',
  declared: 'injective',
  after: ['C1'],
  check: async (trial) => {
    const { known, values } = trial
    const encoded = await trial.encoded()
    for (const [i, { kind, looked }] of encoded.entries()) {
      if (kind !== 'value') continue
      const value = { value: values[i], looked: look(values[i]) }
      const before = known.get(looked) ?? value
      if (before.looked !== value.looked)
        return broken({
          what: `two values have the same encoding, ${told(encoded[i] as Outcome)}: ${printValue(before.value, 200)} and ${printValue(value.value, 200)}`,
        })
      if (known.size < mostKnown) known.set(looked, before)
    }
    return known.size > 1 ? held : trivial('no two values were different')
  },
}
