/** C2: a value has one encoding, which it also has when it comes back. */
import { held, type Law, trivial } from '../law.ts'
import { breachOf, firstBroken } from './compare.ts'
import type { CodecTrial, Outcome } from './trial.ts'

export const canonical: Law<CodecTrial> = {
  id: 'C2',
  name: 'canonical',
  statement: 'encode(decode(encode x)) = encode x',
  why: 'What is read and written again without a change is another file: diffs, hashes and caches see changes where none are.',
  mend: 'let the encoding depend on the value alone: no counters, clocks or chance, and one way to write each value',
  after: ['C1'],
  check: async (trial) => {
    if (!trial.hasDecode) return trivial('there is no decoder')
    const [encoded, decoded] = [await trial.encoded(), await trial.decoded()]
    const back = decoded.flatMap((one, i) => (one?.kind === 'value' ? [{ value: one.value, i }] : []))
    return firstBroken(
      back,
      async ({ value, i }) =>
        breachOf(
          (encoded[i] as Outcome).value,
          await trial.encode(value),
          'decoded and encoded again it is another encoding',
          `encoding of values[${i}]`,
        ),
      back.length > 0 ? held : trivial('nothing was decoded'),
    )
  },
}
