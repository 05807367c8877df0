/**
 * Rows of which all fields are known, as the entries of an object literal.
 */
import type { Entry, Expression } from '../../../lambda/expression.ts'
import { frozen, unfrozen } from './thaw.ts'

export type Entries = readonly Extract<Entry, { readonly kind: 'entry' }>[]

/** The fields of a row, where all of them are known. */
export const entriesOf = (row: Expression): Entries | undefined => {
  const inner = unfrozen(row)
  if (inner.kind !== 'object') return undefined
  return inner.entries.every((one) => one.kind === 'entry') ? (inner.entries as Entries) : undefined
}

export const record = (entries: Entries): Expression => frozen(Object.freeze({ kind: 'object', entries }))

/** Undefined where one name stands for several. */
export const nameOnce = (entries: Entries): Entries | undefined =>
  new Set(entries.map(({ name }) => name)).size === entries.length ? entries : undefined
