/** R1: it makes no difference which of three parts are merged first. */
import { type Law, trivial } from '../law.ts'
import { sameFuture } from './compare.ts'
import type { State } from './reducer.ts'
import type { AggregateTrial } from './trial.ts'

/** Where three parts begin and end: in thirds for 0. */
const cutsOf = (length: number, salt: number): readonly [number, number] => {
  const one = 1 + ((Math.floor(length / 3) - 1 + salt) % (length - 2))
  return [one, one + 1 + ((Math.floor(length / 3) - 1 + (salt >> 3)) % (length - one - 1))]
}

export const associative: Law<AggregateTrial> = {
  id: 'R1',
  name: 'associative',
  statement: 'merge(merge(a, b), c) ≡ merge(a, merge(b, c))',
  why: 'The answer depends on which parts were ready first: on the number of workers, on the sizes of files.',
  mend: 'keep in the state all that the answer is made of (sum and count, and not the mean), and divide in done',
  after: ['R5', 'S5'],
  check: async (trial) => {
    const { merge, rows, fold, salt } = trial
    if (merge === undefined) return trivial('it has no merge')
    if (rows.length < 3) return trivial('one part was empty')
    const [i, j] = cutsOf(rows.length, salt)
    // A part that was itself merged, now and then: states are such as can be reached.
    const a = (): State =>
      i > 1 && salt % 2 === 1 ? merge(fold(rows.slice(0, 1)), fold(rows.slice(1, i))) : fold(rows.slice(0, i))
    const [b, c] = [() => fold(rows.slice(i, j)), () => fold(rows.slice(j))]
    return sameFuture(
      trial,
      trial.foresee(() => merge(merge(a(), b()), c())),
      trial.foresee(() => merge(a(), merge(b(), c()))),
      `of three parts, cut behind rows ${i} and ${j}, the last two merged first gave something else`,
    )
  },
}
