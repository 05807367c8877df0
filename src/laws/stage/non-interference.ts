/** S18: fields that a function does not say it reads have no say. */
import { type Law, trivial } from '../law.ts'
import { sameAsFirst } from './compare.ts'
import type { StageTrial } from './trial.ts'

type Fields = Readonly<Record<string, unknown>>

const isRecord = (row: unknown): row is Fields => typeof row === 'object' && row !== null && !Array.isArray(row)

export const nonInterference: Law<StageTrial> = {
  id: 'S18',
  name: 'non-interference',
  statement: 'fields that are not declared as read may change, and the result does not',
  why: 'A field that nobody knows to be read is dropped as unused, and the answer changes.',
  mend: 'declare the field in `reads`, or do not read it',
  check: async (trial) => {
    const { reads, rows } = trial
    if (reads === undefined) return trivial('no fields are declared')
    if (!rows.every(isRecord)) return trivial('no row is an object')
    // Each row has the other fields of its neighbour.
    const mixed = rows.map((row, i) => {
      const neighbour = rows[(i + 1) % rows.length] as Fields
      return Object.fromEntries(Object.keys(row).map((name) => [name, (reads.includes(name) ? row : neighbour)[name]]))
    })
    const call = () => trial.call({ rows: mixed })
    return sameAsFirst(trial, call, 'with other values in fields that are not declared as read it gave something else')
  },
}
