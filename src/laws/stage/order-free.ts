/** S16: the order of the rows has no say. */
import { type Law, trivial } from '../law.ts'
import { look } from '../value/look.ts'
import { permuted } from './choices.ts'
import { sameAsFirst } from './compare.ts'
import type { StageTrial } from './trial.ts'

export const orderFree: Law<StageTrial> = {
  id: 'S16',
  name: 'order-free',
  statement: 'f(πx) ≡ f(x)',
  why: 'The answer depends on which row happens to come first: on the engine, on the number of workers, on the file.',
  mend: 'break ties by the whole row; add up exactly (A.sum); take the least instead of the first',
  declared: 'orderFree',
  after: ['S5'],
  check: async (trial) => {
    if (trial.takes === 'row') return trivial('it takes one row')
    const places = permuted(
      trial.rows.map((_, i) => i),
      trial.salt,
    )
    const order = places.map((i) => trial.rows[i])
    if (look(order) === trial.looked) return trivial('all rows were alike')
    return sameAsFirst(
      trial,
      () => trial.call({ rows: order }),
      `of the same rows in another order, ${places.map((i) => `rows[${i}]`).join(', ')}, it gave something else`,
    )
  },
}
