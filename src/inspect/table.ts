/**
 * Rows as a table to read. Deterministic given the rows and the options; no locale, no terminal.
 *
 * A table is for reading: fractions are rounded to what a column needs (see `decimalsFor`), long text is cut with `…`.
 * Whole numbers, dates and short text are shown exactly. What must be exact is written as CSV or JSON instead.
 */
import { type Column, columnsOf } from './columns.ts'
import { type DrawColumn, type DrawOptions, drawTable } from './draw-table.ts'
import { formatCounted } from './format.ts'
import { type Align, decimalsFor, formatCell, formatText } from './format-cell.ts'

/**
 * How rows are drawn.
 *
 * @example
 * const options: TableOptions = { limit: 1 }
 * console.log(table([{ n: 1 }, { n: 2 }], options))
 * // n
 * // ─
 * // 1
 * // … 1 more row
 */
export interface TableOptions extends DrawOptions {
  /** How many rows are shown; what is left out is counted below the table. All, unless said. */
  readonly limit?: number
  /** How many rows there are in all, if that is more than were given. */
  readonly total?: number
  /** Whether there are more rows, of which nobody knows how many. */
  readonly more?: boolean
}

/** Numbers stand right; so does the title of a column that holds nothing else. */
const alignOf = (cells: readonly { readonly text: string; readonly align: Align }[]): Align => {
  const said = cells.filter(({ text, align }) => text !== '' && (align === 'right' || text !== '∅'))
  return said.length > 0 && said.every(({ align }) => align === 'right') ? 'right' : 'left'
}

const drawColumn = ({ title, cells }: Column): DrawColumn => {
  const decimals = decimalsFor(cells.filter((cell) => typeof cell === 'number'))
  const texts = cells.map((cell) => ({ ...formatCell(cell, decimals), dim: cell === null }))
  const align = alignOf(texts)
  return {
    title: formatText(title),
    align,
    cells: align === 'right' ? texts.map((text) => ({ ...text, align })) : texts,
    shrinks: align === 'left',
  }
}

/**
 * The rows as text: a head, a rule, one line a row, and below, how many rows and which columns are not shown.
 *
 * Columns are the keys of plain objects in order of first appearance, or the places of tuples. null is `∅`, what is
 * absent is blank, numbers stand right. `width` is in columns of a terminal, in which wide characters count twice.
 * Never throws, whatever the rows are.
 *
 * @example
 * console.log(table([{ state: 'WY', delay: 73.8 }, { state: 'KS', delay: 63.954 }]))
 * // state   delay
 * // ─────  ──────
 * // WY     73.800
 * // KS     63.954
 */
export const table = (rows: Iterable<unknown>, options: TableOptions = {}): string => {
  const all = [...rows]
  const { limit = all.length, dim = (text: string): string => text } = options
  const shown = all.slice(0, limit)
  const left = Math.max(options.total ?? 0, all.length) - shown.length
  const drawn = shown.length === 0 ? undefined : drawTable(columnsOf(shown).map(drawColumn), options)
  const hidden = drawn?.hidden ?? []
  return [
    ...(drawn?.lines ?? []),
    ...(shown.length === 0 && left === 0 && options.more !== true ? [dim('no rows')] : []),
    ...(left > 0 ? [dim(`… ${formatCounted(left, shown.length === 0 ? 'row' : 'more row')}`)] : []),
    ...(left === 0 && options.more === true ? [dim(shown.length === 0 ? '… rows' : '… more rows')] : []),
    ...(hidden.length > 0 ? [dim(`… ${formatCounted(hidden.length, 'more column')}: ${hidden.join(', ')}`)] : []),
  ].join('\n')
}
