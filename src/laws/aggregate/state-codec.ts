/** R10: a state that was stored and read again is as good as one that was kept. */
import { broken, held, type Law, trivial } from '../law.ts'
import { copyOf } from '../value/copy-of.ts'
import { difference } from '../value/difference.ts'
import { look } from '../value/look.ts'
import { sameFuture } from './compare.ts'
import type { State } from './reducer.ts'
import type { AggregateTrial } from './trial.ts'

export const stateCodec: Law<AggregateTrial> = {
  id: 'R10',
  name: 'state codec',
  statement: 'done(decode(encode a)) ≡ done a, and folding goes on',
  why: 'After a crash, what was read from the checkpoint is something else than what was written.',
  mend: 'encode all of the state as what JSON knows: no NaN, Infinity, undefined, Date, Map or Set; copy what is still written to',
  after: ['R5', 'S5', 'R7', 'R8'],
  check: async (trial) => {
    const { rows, reducer, fold, foldOn, isJson } = trial
    const { encode, decode, init } = reducer
    if (encode === undefined || decode === undefined) return trivial('it has no encode and decode')
    const stored = (encoded: unknown): unknown => (isJson ? JSON.parse(JSON.stringify(encoded)) : copyOf(encoded))
    const resumed = (make: () => State) => trial.foresee(() => decode(stored(encode(make()))))
    const what = 'having been encoded and decoded, it gave something else'
    const finding = sameFuture(
      trial,
      trial.whole(),
      resumed(() => fold(rows)),
      what,
      { isExact: true },
    )
    if (finding.kind === 'broken') return finding
    const empty = sameFuture(trial, trial.foresee(init), resumed(init), `${what} (before the first row)`, {
      isExact: true,
    })
    if (empty.kind === 'broken') return empty
    const state = fold(rows)
    const encoded = encode(state)
    const before = copyOf(encoded)
    foldOn(state, rows)
    return look(encoded) === look(before)
      ? held
      : broken({
          what: 'what was encoded changed when folding went on: it is the state, or a part of it',
          ...difference(before, encoded, 'encoded'),
        })
  },
}
