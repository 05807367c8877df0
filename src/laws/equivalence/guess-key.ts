/**
 * What tells rows apart, where nobody said: the columns by which those that differ can be paired off. Nothing depends on it but
 * how a difference is told.
 */
import { columnsOf } from '../../inspect/columns.ts'
import { balance, surplus } from './balance.ts'
import { printOf } from './relation.ts'

/** Beyond so many columns only single ones are tried. */
const mostForPairs = 8

/** How many rows of the one side have a partner on the other, by some of their cells. */
const partners = (before: readonly string[], after: readonly string[]): number => {
  const { add, apart } = balance()
  for (const print of before) add('before', print)
  for (const print of after) add('after', print)
  return before.length - surplus({ apart }, 'before')
}

const tellApart = (prints: readonly string[]): boolean => new Set(prints).size === prints.length

/**
 * The names of the columns: one or two that tell all rows apart, or else all those that agree on both sides, by which some rows
 * may be the same. Undefined where no columns pair off at least half of the fewer rows.
 */
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
  const attempt = (chosen: typeof columns, mayRepeat = false): void => {
    const prints = Array.from({ length: before.length + after.length }, (_, i) =>
      chosen.map((column) => column.prints[i]).join(),
    )
    const [ours, theirs] = [prints.slice(0, before.length), prints.slice(before.length)]
    if (!mayRepeat && !(tellApart(ours) && tellApart(theirs))) return
    const count = partners(ours, theirs)
    if (count >= enough && count > (best?.count ?? 0)) best = { names: chosen.map(({ title }) => title), count }
  }
  for (const column of columns) attempt([column])
  if (best === undefined && columns.length <= mostForPairs)
    for (const [i, column] of columns.entries()) for (const other of columns.slice(i + 1)) attempt([column, other])
  if (best === undefined) {
    const agree = columns.filter(
      ({ prints }) => partners(prints.slice(0, before.length), prints.slice(before.length)) >= enough,
    )
    if (agree.length > 0 && agree.length < columns.length) attempt(agree, true)
  }
  return best?.names
}
