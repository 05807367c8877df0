/** Where two readings in pages differ. */
import { printValue } from '../../../data/print-value.ts'
import type { Breach } from '../../law.ts'
import { difference } from '../../value/difference.ts'
import { look } from '../../value/look.ts'
import type { PagesRead } from './paged.ts'

const told = ({ rows, error }: PagesRead): string =>
  error === undefined ? printValue(rows, 200) : `an error, ${printValue(error, 200)}`

/** The difference; undefined where there is none. */
export const comparePages = (before: PagesRead, after: PagesRead, what: string): Breach | undefined => {
  if (look([before.rows, before.error]) === look([after.rows, after.error])) return undefined
  return {
    what,
    path: 'rows',
    before: told(before),
    after: told(after),
    ...(before.rows.length === after.rows.length ? difference(before.rows, after.rows, 'rows') : {}),
  }
}
