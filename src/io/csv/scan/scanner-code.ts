/**
 * The code of a scanner: one loop over rows, in it straight on from cell to cell.
 */

import { quote } from '../../../code/quote.ts'
import { taken } from '../../../code/taken.ts'
import type { BytesFormat } from './bytes-format.ts'
import { type CellPlan, cellCode, cellVariables } from './cell-code.ts'

export interface RowPlan {
  /** In the order of the file. A column that no field names is a text that is only checked. */
  readonly cells: readonly (CellPlan & { readonly reader: string })[]
  /** Of the fields that have no column, the slots. */
  readonly missing: readonly number[]
  readonly isEmptyNull: boolean
  /** The names of all values that the code may use. */
  readonly names: readonly string[]
}

/** Rows of more cells are no longer one function: V8 takes long to make such a one fast, and in the end does not. */
const mostInline = 10

const indent = (text: string): string => text.replace(/^(?=.)/gm, '      ')

/** The statements for each cell; and functions that they call, each once for all cells that are treated alike. */
const cellsCode = (
  plan: RowPlan,
  format: BytesFormat,
): { readonly functions: string; readonly cells: readonly string[] } => {
  const { isEmptyNull } = plan
  if (plan.cells.length <= mostInline) {
    const options = { format, isEmptyNull, giveUp: 'break row' }
    return { functions: '', cells: plan.cells.map((cell) => cellCode(cell, cell.reader, options)) }
  }
  const options = { format, isEmptyNull, giveUp: 'return -1' }
  const names = new Map<string, string>()
  const cells = plan.cells.map((cell) => {
    const code = cellCode(cell, cell.reader, options)
    const name = names.get(code) ?? `cell${quote(names.size)}`
    names.set(code, name)
    return `p = ${name}(values, b, d, p, end, i)\nif (p < 0) break row\nc = b[p]`
  })
  const functions = [...names].map(
    ([code, name]) =>
      `const ${name} = (values, b, d, p, end, i) => {\n${indent(`${taken(code, plan.names)}\n${cellVariables}\n${code}\nreturn p`)}\n}\n`,
  )
  return { functions: functions.join(''), cells }
}

/**
 * Statements that return a function, which gets a list of its values, and fills columns from rows that lie in the bytes `b`, a view of which is `d`, from `p`
 * on, the first of them with the index `i` and on the line `line`; until there are `n`, or `end` is reached, which must be behind a line
 * end, or a row is to be read in the careful way: then it says so.
 */
export const scannerCode = (plan: RowPlan, format: BytesFormat): string => {
  const lineEnd = 'c === 10 || c === 13'
  const { functions, cells } = cellsCode(plan, format)
  const columns = cells.map((code, index) => {
    const { way, slot } = plan.cells[index] as CellPlan
    const isLast = index === cells.length - 1
    return `// column ${quote(index)}: ${way}${slot < 0 ? ', only checked' : ''}
${code}
if (!(${isLast ? lineEnd : `c === ${quote(format.delimiter)}`})) break row${isLast ? '' : '\np++'}`
  })
  const missing = plan.missing.map(
    (slot, index) =>
      `if (!missing${quote(index)}()) break row${slot < 0 ? '' : `\nvalues${quote(slot)}[i] = found.value`}`,
  )
  const row = indent([...missing, ...(columns.length > 0 ? columns : ['break row'])].join('\n'))
  return `// Equals:
//   for (; i < n && p < end; i++) {
//     skip blank lines
//     const record = cutRecord(b, p, …)
//     const row = decode(record.cells)
//     if (record or row is wrong, or not plain) return true
//     for (const slot of the columns) columns[slot][i] = row[its field]
//     p = record.next
//   }
//   return false
${functions}return (values, b, d, p, end, i, n, line) => {
  ${taken(`at lines quoted ${row}`, plan.names)}
  ${cellVariables}, start = p
  quoted.lines = 0
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
${row}
      p += c === 13 && b[p + 1] === 10 ? 2 : 1
      line += 1 + quoted.lines
      quoted.lines = 0
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
