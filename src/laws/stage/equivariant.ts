/** S15: rows in another order give the same in that order. */
import { type Law, trivial } from '../law.ts'
import { look } from '../value/look.ts'
import { permuted } from './choices.ts'
import { compareRows, given } from './given-rows.ts'
import type { StageTrial } from './trial.ts'

export const equivariant: Law<StageTrial> = {
  id: 'S15',
  name: 'equivariant',
  statement: 'f(πx) ≡ π f(x)',
  why: 'It makes use of the position of a row, which means nothing where order means nothing.',
  mend: 'do not look at positions, or sort first',
  declared: 'equivariant',
  after: ['S5'],
  check: async (trial) => {
    if (trial.takes === 'row') return trivial('it takes one row')
    const whole = given(await trial.first())
    if (whole === undefined || whole.length !== trial.rows.length) return trivial('it does not give a row for each')
    const order = permuted(
      trial.rows.map((_, i) => i),
      trial.salt,
    )
    if (order.every((from, to) => look(trial.rows[from]) === look(trial.rows[to])))
      return trivial('all rows were alike')
    const turned = given(await trial.call({ rows: order.map((i) => trial.rows[i]) }))
    return compareRows(
      order.map((i) => whole[i]),
      turned,
      `of rows in another order, ${order.map((i) => `rows[${i}]`).join(', ')}, it did not give the same in that order`,
    )
  },
}
