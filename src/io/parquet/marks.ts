/**
 * Where a file of Parquet stands that is gone on with by another process: besides its bytes, what its end will say of the row groups
 * that are written, and the rows of the group that is not. Each mark says what is new since the one before.
 */
import type { RowGroup } from 'hyparquet'
import { kindOf } from '../../data/value-kind.ts'
import type { FileMark } from '../files/resumable-file.ts'
import type { Seen } from './store-value.ts'
import type { StoredColumn } from './stored-type.ts'

export type Row = Readonly<Record<string, unknown>>

export interface ParquetMark {
  readonly rows: number
  readonly file: FileMark
  /** Row groups that are written. */
  readonly groups: readonly RowGroup[]
  /** Undefined before they are known. */
  readonly columns: readonly StoredColumn[] | undefined
  /** Rows before the columns are known. */
  readonly waiting: readonly Row[]
  /** Whether what follows is of another group than what was there before. */
  readonly isNewGroup: boolean
  /** Of each column the values that are in no group. */
  readonly values: readonly (readonly unknown[])[]
  readonly seen: readonly Seen[]
}

const behind = <A>(before: readonly A[], next: readonly A[]): readonly A[] => {
  for (const one of next) (before as A[]).push(one)
  return before
}

/** All that is known, from what was before and what is new. What was before is used up. */
export const joinMarks = (before: ParquetMark | undefined, next: ParquetMark): ParquetMark => {
  if (before === undefined) return next
  const isSettled = next.columns !== undefined
  return {
    ...next,
    groups: behind(before.groups, next.groups),
    isNewGroup: before.isNewGroup || next.isNewGroup,
    waiting: isSettled ? [] : behind(before.waiting, next.waiting),
    values: next.isNewGroup ? next.values : next.values.map((some, i) => behind(before.values[i] ?? [], some)),
  }
}

/** Whether a value is the same when it was written down and read back. */
export const isPlain = (value: unknown): boolean => {
  const kind = kindOf(value)
  if (kind === 'array') return (value as readonly unknown[]).every(isPlain)
  if (kind === 'object') return Object.values(value as Row).every(isPlain)
  return plain.has(kind)
}

const plain: ReadonlySet<string> = new Set([
  'undefined',
  'null',
  'boolean',
  'number',
  'bigint',
  'string',
  'date',
  'bytes',
])
