/** R3: neither the order of rows nor that of parts has a say. */
import { held, type Law, trivial } from '../law.ts'
import { permuted } from '../stage/choices.ts'
import { look } from '../value/look.ts'
import { sameFuture } from './compare.ts'
import type { AggregateTrial } from './trial.ts'

const bag = { isBag: true }

export const commutative: Law<AggregateTrial> = {
  id: 'R3',
  name: 'commutative',
  statement: 'merge(a, b) ≡ merge(b, a), and fold(πx) ≡ fold(x)',
  why: 'The answer depends on which row or part happens to come first: on the engine, on the number of workers, on the file.',
  mend: 'break ties by the whole row; take the least instead of the first; let NaN count the same wherever it stands',
  declared: 'commutative',
  after: ['R5', 'S5'],
  check: async (trial) => {
    const { merge, rows, fold, salt } = trial
    const order = permuted(rows, salt)
    if (look(order) === trial.looked) return trivial('all rows were alike')
    // The other way round, too: there the last of equal ones comes first.
    for (const other of [order, rows.toReversed()]) {
      const what = 'of the same rows in another order it gave something else'
      const finding = sameFuture(
        trial,
        trial.whole(),
        trial.foresee(() => fold(other)),
        what,
        bag,
      )
      if (finding.kind === 'broken') return finding
    }
    if (merge === undefined) return held
    const cut = 1 + (salt % (rows.length - 1))
    const [a, b] = [() => fold(rows.slice(0, cut)), () => fold(rows.slice(cut))]
    const merged = sameFuture(
      trial,
      trial.foresee(() => merge(a(), b())),
      trial.foresee(() => merge(b(), a())),
      `cut behind row ${cut}, its parts merged the other way round gave something else`,
      bag,
    )
    return merged.kind === 'broken' ? merged : held
  },
}
