/**
 * From rows to the texts of their columns, or what is wrong with a row. Knows nothing of how the texts travel.
 */
import { printValue } from '../../data/print-value.ts'
import { FloeError } from '../../error/floe-error.ts'
import type { TableColumn } from './table.ts'
import { printer, Unwritable } from './text-of-value.ts'

/** The texts of a row, in the order of the columns; null for null. */
export type Texts = (string | null)[]

export type TextsOf = (row: unknown, number: number) => Texts

type Row = Readonly<Record<string, unknown>>

export const isRow = (row: unknown): row is Row => {
  if (typeof row !== 'object' || row === null) return false
  const prototype: unknown = Object.getPrototypeOf(row)
  return prototype === Object.prototype || prototype === null
}

const failed = (source: string, row: number, message: string, hint: string, field?: string): FloeError =>
  new FloeError('SinkFailed', { message, hint, place: { source, row, ...(field === undefined ? {} : { field }) } })

const noRow = (row: unknown, source: string, number: number): FloeError =>
  failed(
    source,
    number,
    `a row of a table is made of an object with fields, and the row is ${printValue(row)}`,
    'map the rows to objects first: map((value) => ({ value }))',
  )

/** @throws FloeError SinkFailed */
export const fieldsOfFirst = (row: unknown, source: string): readonly string[] => {
  if (!isRow(row)) throw noRow(row, source, 1)
  const names = Object.keys(row)
  if (names.length > 0) return names
  throw failed(
    source,
    1,
    'the first row has no fields to name columns by',
    'name them: toPostgres(table, { columns: [...] })',
  )
}

/**
 * How rows are written in these columns.
 *
 * @param key columns that must not be null
 */
export const textsOfRows = (columns: readonly TableColumn[], key: readonly string[], source: string): TextsOf => {
  const names = columns.map(({ name }) => name)
  const prints = columns.map(({ type }) => printer(type))
  const isKey = names.map((name) => key.includes(name))
  const known = new Set(names)
  return (row, number) => {
    if (!isRow(row)) throw noRow(row, source, number)
    const texts: Texts = new Array(names.length)
    let present = 0
    for (let i = 0; i < names.length; i++) {
      const name = names[i] as string
      const isThere = Object.hasOwn(row, name)
      if (isThere) present++
      const text = isThere ? (prints[i] as (typeof prints)[number])(row[name]) : null
      if (text instanceof Unwritable) throw failed(source, number, text.message, text.hint, name)
      if (text === null && isKey[i] === true)
        throw failed(
          source,
          number,
          'a key is null, so no row of the table can be told by it',
          'filter such rows out',
          name,
        )
      texts[i] = text
    }
    if (present !== Object.keys(row).length) {
      const other = Object.keys(row).find((name) => !known.has(name)) as string
      throw failed(
        source,
        number,
        `the row has a field that is not written: ${printValue(other)}`,
        `the columns are ${names.join(', ')}; toPostgres(table, { columns: [...] }) names others, and select leaves fields out`,
        other,
      )
    }
    return texts
  }
}
