/**
 * What tells rows apart, where nobody said: the columns by which those that differ can be paired off. Nothing depends on it but
 * how a difference is told.
 */
import { columnsOf } from '../../inspect/columns.ts'
import { printOf } from './relation.ts'

/** Beyond so many columns only single ones are tried. */
const mostForPairs = 8

/** How many rows of the one side have a partner by these cells; undefined where the cells do not tell rows apart. */
const partners = (before: readonly string[], after: readonly string[]): number | undefined => {
  const [ours, theirs] = [new Set(before), new Set(after)]
  if (ours.size < before.length || theirs.size < after.length) return undefined
  return before.filter((print) => theirs.has(print)).length
}

/** The names of the columns; undefined where no columns pair off at least half of the fewer rows. */
export const guessKey = (
  before: readonly unknown[],
  after: readonly unknown[],
  isMeasure: (column: string) => boolean,
): readonly string[] | undefined => {
  if (before.length === 0 || after.length === 0) return undefined
  const columns = columnsOf([...before, ...after])
    .filter(({ title }) => !isMeasure(title) && title !== 'value')
    .map(({ title, cells }) => ({ title, prints: cells.map(printOf) }))
  const enough = Math.min(before.length, after.length) / 2
  let best: { readonly names: readonly string[]; readonly count: number } | undefined
  const attempt = (chosen: typeof columns): void => {
    const prints = Array.from({ length: before.length + after.length }, (_, i) =>
      chosen.map((column) => column.prints[i]).join(),
    )
    const count = partners(prints.slice(0, before.length), prints.slice(before.length))
    if (count !== undefined && count >= enough && count > (best?.count ?? 0))
      best = { names: chosen.map(({ title }) => title), count }
  }
  for (const column of columns) attempt([column])
  if (best === undefined && columns.length <= mostForPairs)
    for (const [i, column] of columns.entries()) for (const other of columns.slice(i + 1)) attempt([column, other])
  return best?.names
}
