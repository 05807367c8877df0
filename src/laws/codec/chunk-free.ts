/** C5: where the encoding is cut means nothing. */
import { printValue } from '../../data/print-value.ts'
import { type Breach, held, type Law, trivial } from '../law.ts'
import { breachOf, firstBroken, told } from './compare.ts'
import { cutsOf, isSequence } from './pieces.ts'
import type { CodecTrial } from './trial.ts'

export const chunkFree: Law<CodecTrial> = {
  id: 'C5',
  name: 'chunk-free',
  statement: 'decode(a ++ b) ≡ decode in pieces (a, b), however it is cut',
  why: 'Files and networks cut where they like: in the middle of a character, of a line end, of a quote. Then data is wrong now and then.',
  mend: 'keep what is not complete until the next piece comes; decode bytes with one TextDecoder and { stream: true }',
  check: async (trial) => {
    const { chunks, salt } = trial
    if (chunks === undefined) return trivial('no decoder of pieces is given: chunks')
    const encoded = (await trial.encoded()).flatMap(({ kind, value }, i) =>
      kind === 'value' && isSequence(value) && value.length > 1 ? [{ value, i }] : [],
    )
    return firstBroken(
      encoded,
      async ({ value, i }): Promise<Breach | undefined> => {
        const whole = trial.hasDecode ? await trial.decode(value) : await chunks([value])
        // What cannot be decoded is told by C1.
        if (whole.kind !== 'value') return undefined
        for (const pieces of cutsOf(value, salt)) {
          const cut = await chunks(pieces)
          const what = `in pieces, ${printValue(pieces, 120)}, it was decoded to something else`
          const breach = breachOf(whole.value, cut, what, `values[${i}]`)
          if (breach !== undefined) return cut.kind === 'value' ? breach : { ...breach, after: told(cut) }
        }
        return undefined
      },
      encoded.length > 0 ? held : trivial('no encoding could be cut'),
    )
  },
}
