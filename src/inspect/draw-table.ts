/**
 * Cells as a table of text, laid out by cli-table3: columns two spaces apart, a rule below the head, no other lines.
 * Knows texts and widths; nothing of rows or values.
 */
import Table from 'cli-table3'
import type { Align } from './format-cell.ts'

export interface DrawColumn {
  readonly title: string
  readonly align: Align
  readonly cells: readonly { readonly text: string; readonly align: Align; readonly dim?: boolean }[]
  /** Columns that do not fit are narrowed only where this is true. */
  readonly shrinks: boolean
}

/**
 * How text is drawn.
 *
 * @example
 * const options: DrawOptions = { width: 40, dim: (text) => `(${text})` }
 * console.log(table([{ state: 'WY' }], { ...options, total: 9 }))
 * // state
 * // (─────)
 * // WY
 * // (… 8 more rows)
 */
export interface DrawOptions {
  /** Columns of the terminal; without it, as wide as it needs. */
  readonly width?: number
  /** Makes text faint, where that can be shown. */
  readonly dim?: (text: string) => string
}

/** No column is made narrower than this. */
const narrowest = 8
const gap = 2

const none = {
  top: '',
  'top-mid': '',
  'top-left': '',
  'top-right': '',
  bottom: '',
  'bottom-mid': '',
  'bottom-left': '',
  'bottom-right': '',
  left: '',
  'left-mid': '',
  mid: '',
  'mid-mid': '',
  right: '',
  'right-mid': '',
  middle: '',
}

const tableOf = (columns: readonly DrawColumn[], colWidths: readonly number[], dim: (text: string) => string) => {
  const table = new Table({
    chars: none,
    colWidths: [...colWidths],
    style: { head: [], border: [], compact: true, 'padding-left': 0, 'padding-right': gap },
  })
  table.push(columns.map(({ title, align }) => ({ content: title, hAlign: align })))
  const count = columns[0]?.cells.length ?? 0
  for (let i = 0; i < count; i++)
    table.push(
      columns.map(({ cells }) => {
        const cell = cells[i]
        const text = cell?.text ?? ''
        return { content: cell?.dim === true && text !== '' ? dim(text) : text, hAlign: cell?.align ?? 'left' }
      }),
    )
  return table
}

/** The widths that the table takes by itself: cli-table3 puts them into its options when it draws. */
const naturalWidths = (columns: readonly DrawColumn[]): number[] => {
  const table = tableOf(columns, [], (text) => text)
  table.toString()
  return table.options.colWidths.map((width) => width ?? 0)
}

/** Takes from the widest column that shrinks, again and again, until all fit or none can give more. */
const narrow = (columns: readonly DrawColumn[], natural: readonly number[], width: number): readonly number[] => {
  const widths = [...natural]
  const sum = (): number => widths.reduce((total, w) => total + w, 0) - gap
  while (sum() > width) {
    let widest = -1
    for (const [i, w] of widths.entries())
      if (columns[i]?.shrinks === true && w > narrowest + gap && (widest < 0 || w > (widths[widest] ?? 0))) widest = i
    if (widest < 0) break
    widths[widest] = (widths[widest] ?? 0) - 1
  }
  return widths
}

/** How many of the first columns fit; at least one. */
const howMany = (widths: readonly number[], width: number): number => {
  let total = -gap
  const over = widths.findIndex((w) => {
    total += w
    return total > width
  })
  return over < 0 ? widths.length : Math.max(1, over)
}

/** cli-table3 cuts between code units: the half that is left of a pair becomes a space, which is as wide. */
const wholePairs = (text: string): string => text.replace(/\p{Surrogate}/gu, ' ')

export interface Drawn {
  /** The head, the rule, and the rows. */
  readonly lines: readonly string[]
  /** The titles of the columns that found no room. */
  readonly hidden: readonly string[]
}

/** The table's lines. Where it is too wide, the widest columns are narrowed first, then the last ones left out. */
export const drawTable = (columns: readonly DrawColumn[], options: DrawOptions = {}): Drawn => {
  const { width = Number.POSITIVE_INFINITY, dim = (text: string): string => text } = options
  const widths = narrow(columns, naturalWidths(columns), width)
  const shown = columns.slice(0, howMany(widths, width))
  const [head = '', ...rows] = wholePairs(tableOf(shown, widths.slice(0, shown.length), dim).toString()).split('\n')
  const rule = dim(
    shown.map((_, i) => '─'.repeat(Math.max(0, Math.min((widths[i] ?? gap) - gap, width)))).join(' '.repeat(gap)),
  )
  return {
    lines: [head, rule, ...rows].map((line) => line.trimEnd()),
    hidden: columns.slice(shown.length).map(({ title }) => title),
  }
}
