/** C1: what was encoded is decoded to what it was. */
import { held, type Law, trivial } from '../law.ts'
import { breachOf, firstBroken } from './compare.ts'
import type { CodecTrial, Outcome } from './trial.ts'

export const roundTrip: Law<CodecTrial> = {
  id: 'C1',
  name: 'round trip',
  statement: 'decode(encode x) ≡ x',
  why: 'What is stored and read again is not what it was: times become text, NaN becomes null, fields are gone.',
  mend: 'write down what the format has no word for, and read it back; or refuse to encode what cannot be',
  check: async (trial) => {
    if (!trial.hasDecode) return trivial('there is no decoder')
    if (trial.values.length === 0) return trivial('there were no values')
    const [encoded, decoded] = [await trial.encoded(), await trial.decoded()]
    return firstBroken(
      trial.values,
      async (value, i) => {
        const back = decoded[i]
        return back === undefined
          ? breachOf(value, encoded[i] as Outcome, 'a value could not be encoded', `values[${i}]`)
          : breachOf(value, back, 'it was decoded to something else', `values[${i}]`)
      },
      held,
    )
  },
}
