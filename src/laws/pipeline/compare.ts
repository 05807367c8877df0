/**
 * What came of a plan in two ways, compared as far as its type says: the order of a bag means nothing.
 */
import { printValue } from '../../data/print-value.ts'
import { printPlace, type RunError } from '../../error/floe-error.ts'
import type { Breach } from '../law.ts'
import { difference } from '../value/difference.ts'
import { lookOfError, type Outcome } from './outcome.ts'

/** Where two outcomes differ. */
export type Divergence = Omit<Breach, 'what' | 'line'>

/** How much of two outcomes must be alike. */
export type Extent =
  /** All that users see. */
  | 'all'
  /** Rows, and how many are set aside: for plans whose stages are other ones, or whose rows come in another order. */
  | 'rows'

const longest = 200

const told = (error: RunError | undefined): string => {
  if (error === undefined) return 'no error'
  const where = printPlace(error.place)
  return `${error._tag}: ${error.summary}${where === '' ? '' : `, at ${where}`}`
}

const sameError = (one: RunError | undefined, other: RunError | undefined): boolean =>
  one === undefined || other === undefined ? one === other : lookOfError(one) === lookOfError(other)

/** The first of some looks that is not as often among others. */
const firstMissing = (looked: readonly string[], others: readonly string[]): number | undefined => {
  const counts = new Map<string, number>()
  for (const text of others) counts.set(text, (counts.get(text) ?? 0) + 1)
  const i = looked.findIndex((text) => {
    const count = counts.get(text) ?? 0
    counts.set(text, count - 1)
    return count === 0
  })
  return i < 0 ? undefined : i
}

const differenceOfRows = (one: Outcome, other: Outcome, isBag: boolean): Divergence | undefined => {
  const first = one.looked.findIndex((text, i) => text !== other.looked[i])
  const i = first < 0 ? one.looked.length : first
  if (first < 0 && other.looked.length === i) return undefined
  const [before, after] = isBag
    ? [firstMissing(one.looked, other.looked), firstMissing(other.looked, one.looked)]
    : [i < one.looked.length ? i : undefined, i < other.looked.length ? i : undefined]
  const path = `rows[${before ?? after}]`
  const isAsLong = one.looked.length === other.looked.length
  const found =
    isAsLong && before !== undefined && after !== undefined
      ? difference(one.rows[before], other.rows[after], path)
      : undefined
  const toldRow = ({ rows }: Outcome, at: number | undefined): string =>
    `${at === undefined ? 'absent' : printValue(rows[at], longest)}${isAsLong ? '' : `, of ${rows.length} rows`}`
  return { path, before: toldRow(one, before), after: toldRow(other, after), ...found }
}

/** Where two outcomes of a plan differ first; undefined where they are alike. */
export const divergence = (
  one: Outcome,
  other: Outcome,
  { isBag, extent = 'all' }: { readonly isBag: boolean; readonly extent?: Extent },
): Divergence | undefined => {
  const ofErrors = (path: string, before: RunError | undefined, after: RunError | undefined): Divergence | undefined =>
    sameError(before, after) ? undefined : { path, before: told(before), after: told(after) }
  if (one.error !== undefined || other.error !== undefined) {
    const isAlike = extent === 'rows' && one.error !== undefined && other.error !== undefined
    return isAlike ? undefined : ofErrors('error', one.error, other.error)
  }
  const ofRows = differenceOfRows(one, other, isBag)
  if (ofRows !== undefined) return ofRows
  const [before, after] = [one.rejects.length, other.rejects.length]
  if (extent === 'rows')
    return before === after
      ? undefined
      : { path: 'rejects', before: `${before} rows set aside`, after: `${after} rows set aside` }
  for (let i = 0; i < Math.max(before, after); i++) {
    const found = ofErrors(`rejects[${i}]`, one.rejects[i], other.rejects[i])
    if (found !== undefined) return found
  }
  return undefined
}
