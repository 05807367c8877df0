/** S4: a row that was given does not change when the next one is made. */
import { printValue } from '../../../data/print-value.ts'
import { broken, held, type Law, trivial } from '../../law.ts'
import { look } from '../../value/look.ts'
import type { SourceTrial } from './trial.ts'

const isObject = (row: unknown): boolean => typeof row === 'object' && row !== null

export const noReusedRows: Law<SourceTrial> = {
  id: 'S4',
  name: 'no reused cells',
  statement: 'a row that was given does not change when the next one is read',
  why: 'Whoever keeps rows, such as a sort or a list, has the last one many times.',
  mend: 'make a new object for each row',
  check: async ({ again }) => {
    const { rows, looked } = await again()
    if (rows.length < 2 || !rows.some(isObject)) return trivial('there were no two rows that are objects')
    const at = rows.findIndex((row, i) => look(row) !== looked[i])
    if (at === -1) return held
    return broken({
      what: 'a row changed while later ones were read',
      path: `rows[${at}]`,
      before: looked[at] as string,
      after: printValue(rows[at], 200),
    })
  },
}
