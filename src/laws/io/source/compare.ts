/**
 * Two readings of a source, compared.
 */
import { printValue } from '../../../data/print-value.ts'
import type { Breach } from '../../law.ts'
import { difference } from '../../value/difference.ts'
import type { Reading } from './reading.ts'

const told = ({ rows, error }: Reading, i: number): string =>
  i < rows.length
    ? printValue(rows[i], 200)
    : error === undefined
      ? `the end, after ${rows.length} rows`
      : `an error, ${printValue(error.thrown, 200)}`

/** Where two readings differ first; undefined where they do not. */
export const breachOf = (first: Reading, again: Reading, what: string): Breach | undefined => {
  const most = Math.max(first.rows.length, again.rows.length)
  for (let i = 0; i < most; i++) {
    if (first.looked[i] === again.looked[i]) continue
    const path = `rows[${i}]`
    const found =
      i < first.rows.length && i < again.rows.length ? difference(first.rows[i], again.rows[i], path) : undefined
    return { what, path, before: told(first, i), after: told(again, i), ...found }
  }
  if (first.error?.looked === again.error?.looked) return undefined
  return { what, path: `rows[${most}]`, before: told(first, most), after: told(again, most) }
}
