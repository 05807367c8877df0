/** R11: rounding does not show, or stays within what was declared. */
import { broken, held, type Law, trivial } from '../law.ts'
import { permuted } from '../stage/choices.ts'
import { apart, breach } from './compare.ts'
import type { AggregateTrial } from './trial.ts'

export const floats: Law<AggregateTrial> = {
  id: 'R11',
  name: 'floats',
  statement: 'exact, or within the declared tolerance, wherever rows are cut',
  why: 'The last digits depend on how rows were cut and ordered, so that no two runs can be compared.',
  mend: 'add up exactly (A.sum, A.mean), or declare how far apart answers may be: { tolerance: 1e-9 }',
  after: ['R1', 'R2', 'R4', 'R5', 'S5'],
  check: async (trial) => {
    const { rows, salt, declared, merge, equals } = trial
    if (equals !== undefined) return trivial('equals says what is the same')
    const whole = trial.whole().now
    const isBag = declared.has('commutative')
    if (isBag) {
      const turned = trial.see(() => trial.fold(permuted(rows, salt)))
      if (apart(trial, whole, turned, isBag) === 'rounding')
        return broken(breach(whole, turned, 'rows in another order gave other digits'))
    } else if (merge === undefined) return trivial('it cannot be cut, and its order counts')
    for (const { how, now } of merge === undefined ? [] : trial.cuts())
      if (apart(trial, whole, now) === 'rounding')
        return broken(breach(whole, now, `${how}, the merged parts gave other digits than the whole`))
    return /\d\.\d|\de[+-]?\d/.test(whole.looked + trial.looked) ? held : trivial('there were no fractions')
  },
}
