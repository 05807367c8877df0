/**
 * The code of a scanner: one loop over rows, in it straight on from cell to cell.
 *
 * All that enters the code are numbers: no name, text or value of anybody's. What it works on stands under the names that
 * `scanner.ts` gives.
 */
import { quote } from '../../../code/quote.ts'
import { decimalCode } from '../../scan/decimal-code.ts'
import { nested } from '../../scan/unrolled.ts'
import type { BytesFormat } from './bytes-format.ts'
import type { Way } from './scan-field.ts'

/** What is done with a column of the file. `slot`: the column that it makes; -1 if it is only checked. */
export interface CellPlan {
  readonly way: Way
  readonly slot: number
}

export interface RowPlan {
  /** In the order of the file. A column that no field names is a text that is not asked for. */
  readonly cells: readonly CellPlan[]
  /** Of the fields that have no column, the slots. */
  readonly missing: readonly number[]
  /** Whether an empty cell is null. */
  readonly isEmptyNull: boolean
}

const indent = (text: string, by: string): string => text.replace(/^(?=.)/gm, by)

/** Passes over a cell: `s` to `e` are its text, `p` and `c` are at what ends it. */
const passCell = ({ delimiter, quote: mark }: BytesFormat): string => {
  const last = quote(Math.max(delimiter, 13))
  const ends = `c === ${quote(delimiter)} || c === 10 || c === 13`
  // Most bytes are above all that end a cell.
  const bare = `for (;;) { ${nested(6, `c > ${last}`, 'c = b[++p]', 'continue')}; if (${ends}) break; c = b[++p] }\ne = p`
  if (mark < 0) return `s = p; c = b[p]\n${bare}`
  return [
    's = p; c = b[p]',
    `if (c === ${quote(mark)}) {`,
    '  e = findQuote(b, ++s, end)',
    '  if (e < 0) break row',
    '  p = e + 1; c = b[p]',
    '} else {',
    indent(bare, '  '),
    '}',
  ].join('\n')
}

const readCell = (index: number, store: string): string =>
  `p = read${quote(index)}(b, s, end)\nif (p < 0) break row\nc = b[p]${store}`

const cellCode = ({ way, slot }: CellPlan, index: number, ends: string, format: BytesFormat, plan: RowPlan): string => {
  const isWanted = slot >= 0
  const values = `values${quote(slot)}[i] = `
  switch (way) {
    case 'text': {
      const store = isWanted ? `\nstarts${quote(slot)}[i] = s; ends${quote(slot)}[i] = e` : ''
      return `${passCell(format)}${store}`
    }
    case 'value':
      return `s = p\n${readCell(index, isWanted ? `\n${values}found.value` : '')}`
    case 'number':
    case 'numberOrNull': {
      const { scan, isSure, value } = decimalCode(isWanted)
      const number = [
        scan,
        `if ((${ends}) && ${isSure}) {${isWanted ? `\n  ${values}${value}` : ''}`,
        '} else {',
        indent(readCell(index, isWanted ? `\n${values}found.value` : ''), '  '),
        '}',
      ].join('\n')
      if (way === 'number' || !plan.isEmptyNull) return `s = p; c = b[p]\n${number}`
      return `s = p; c = b[p]\nif (${ends}) {${isWanted ? ` ${values}null` : ''}\n} else {\n${indent(number, '  ')}\n}`
    }
    default:
      return way satisfies never
  }
}

/**
 * Statements that return a function, which fills columns from rows that lie in the bytes `b` from `p` on, the first of
 * them with the index `i` and on the line `line`; until there are `n`, or `end` is reached, which must be behind a line
 * end, or a row is not plain: then it says so.
 */
export const scannerCode = (plan: RowPlan, format: BytesFormat): string => {
  const lineEnd = 'c === 10 || c === 13'
  const delimiter = `c === ${quote(format.delimiter)}`
  const cells = plan.cells.map((cell, index) => {
    const isLast = index === plan.cells.length - 1
    const ends = isLast ? lineEnd : delimiter
    const code = cellCode(cell, index, ends, format, plan)
    return `// column ${quote(index)}: ${cell.way}${cell.slot < 0 ? ', only checked' : ''}
${code}
if (!(${ends})) break row${isLast ? '' : '\np++'}`
  })
  const missing = plan.missing.map(
    (slot, index) =>
      `if (!missing${quote(index)}()) break row${slot < 0 ? '' : `\nvalues${quote(slot)}[i] = found.value`}`,
  )
  return `// Equals:
//   for (; i < n && p < end; i++) {
//     skip blank lines
//     const record = cutRecord(b, p, …)
//     const row = decode(record.cells)
//     if (the record or the row is not plain) return true
//     for (const slot of the columns) columns[slot][i] = row[its field]
//     p = record.next
//   }
//   return false
return (b, p, end, i, n, line) => {
  let c = 0, s = 0, e = 0, q = 0, f = 0, v = 0, m = false, start = p
  while (i < n) {
    c = b[p]
    while ((${lineEnd}) && p < end) {
      p += c === 13 && b[p + 1] === 10 ? 2 : 1
      line++
      c = b[p]
    }
    start = p
    if (p >= end) break
    lines[i] = line
    row: {
${indent([...missing, ...(cells.length > 0 ? cells : ['break row'])].join('\n'), '      ')}
      p += c === 13 && b[p + 1] === 10 ? 2 : 1
      line++
      i++
      continue
    }
    at.position = start; at.row = i; at.line = line
    return true
  }
  at.position = p; at.row = i; at.line = line
  return false
}`
}
