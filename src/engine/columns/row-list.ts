/**
 * Rows in a list: objects as long as there are few, then columns of their fields, if all are frozen and have the same fields in
 * the same order, or else packed one by one.
 */
import { compile, mayCompile } from '../../code/compile.ts'
import { quote } from '../../code/quote.ts'
import { heapBytes } from '../spill/heap-bytes.ts'
import { type Column, newColumn } from './column.ts'
import { newPackedValues, type PackedValues } from './packed-values.ts'
import type { Used } from './used.ts'

/** How rows stand there, for who writes code that reads them. */
export type Standing =
  | { readonly kind: 'objects'; readonly rows: readonly unknown[] }
  | { readonly kind: 'columns'; readonly names: readonly string[]; readonly columns: readonly Column[] }
  | { readonly kind: 'packed'; readonly values: PackedValues }

export interface RowList {
  readonly push: (row: unknown) => void
  readonly at: (i: number) => unknown
  readonly length: () => number
  readonly bytes: () => number
  readonly standing: () => Standing
  /** Makes something else of objects. */
  readonly pack: () => void
  /** Gives the room of all rows back. */
  readonly clear: () => void
}

/** What an object takes besides its fields where it stands. */
const ofPlace = 8

/** The names of a row that may stand in columns. */
const namesOf = (row: unknown): readonly string[] | undefined => {
  if (typeof row !== 'object' || row === null || Object.getPrototypeOf(row) !== Object.prototype) return undefined
  const names = Object.keys(row)
  return Object.isFrozen(row) && names.length > 0 && names.length < 200 && !names.includes('__proto__')
    ? names
    : undefined
}

const isOf = (row: unknown, names: readonly string[]): boolean => {
  if (typeof row !== 'object' || row === null || Object.getPrototypeOf(row) !== Object.prototype) return false
  let count = 0
  for (const name in row) if (names[count++] !== name) return false
  return count === names.length && Object.isFrozen(row)
}

type Make = (columns: readonly Column[], i: number) => object

/** Made by a literal, objects take a third of the time. */
const makerOf = (names: readonly string[]): Make => {
  const fields = names.map((name, at) => `[${quote(name)}]: columns[${at}].at(i)`)
  if (mayCompile()) return compile<Make>(`return (columns, i) => Object.freeze({ ${fields.join(', ')} })`)
  return (columns, i) => {
    const row: Record<string, unknown> = {}
    for (const [at, name] of names.entries()) row[name] = columns[at]?.at(i)
    return Object.freeze(row)
  }
}

/** So many rows that were made are remembered: of few that are often asked for. */
const remembered = 256

/** Rows that are made of something else, the last ones once. */
const remembering = (make: (i: number) => unknown): ((i: number) => unknown) => {
  const which = new Int32Array(remembered).fill(-1)
  const rows: unknown[] = new Array(remembered).fill(undefined)
  return (i) => {
    const at = i % remembered
    if (which[at] !== i) {
      which[at] = i
      rows[at] = make(i)
    }
    return rows[at]
  }
}

/** @param most how many bytes objects may take */
export const newRowList = (most: number): RowList => {
  let length = 0
  let used: Used = { bytes: 0 }
  const rows: unknown[] = []
  let standing: Standing = { kind: 'objects', rows }
  const atOf = (i: number): unknown => rows[i]
  let at = atOf

  const inColumns = (names: readonly string[]): Standing => {
    const columns = names.map(() => newColumn(used))
    const make = makerOf(names)
    at = remembering((i) => make(columns, i))
    return { kind: 'columns', names, columns }
  }
  const packed = (): Standing => {
    const values = newPackedValues(used)
    at = remembering(values.at)
    return { kind: 'packed', values }
  }
  /** All that are there, in another form. */
  const change = (to: () => Standing): void => {
    const from = at
    used = { bytes: 0 }
    standing = to()
    for (let i = 0; i < length; i++) put(from(i))
    rows.length = 0
  }
  const put = (row: unknown): void => {
    switch (standing.kind) {
      case 'objects': {
        used.bytes += ofPlace + heapBytes(row)
        rows.push(row)
        break
      }
      case 'columns': {
        const { names, columns } = standing
        for (let k = 0; k < columns.length; k++)
          (columns[k] as Column).push((row as Readonly<Record<string, unknown>>)[names[k] as string])
        break
      }
      case 'packed':
        standing.values.push(row)
        break
      default:
        standing satisfies never
    }
  }
  const pack = (): void => {
    if (standing.kind !== 'objects') return
    const names = namesOf(rows[0])
    change(names !== undefined && rows.every((one) => isOf(one, names)) ? () => inColumns(names) : packed)
  }
  return {
    push: (row) => {
      if (standing.kind === 'columns' && !isOf(row, standing.names)) change(packed)
      put(row)
      length++
      if (standing.kind === 'objects' && used.bytes > most) pack()
    },
    at: (i) => at(i),
    length: () => length,
    bytes: () => used.bytes,
    standing: () => standing,
    pack,
    clear: () => {
      rows.length = 0
      length = 0
      used = { bytes: 0 }
      standing = { kind: 'objects', rows }
      at = atOf
    },
  }
}
