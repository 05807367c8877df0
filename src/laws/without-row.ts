/** An instance without one of its rows: shrinking by itself does not come by all of them where some are copies of others. */
import type { Subject } from './subject.ts'

type Rows = readonly unknown[]

/** How many rows it has that may be left out. */
export const rowsIn = <I, T>({ rowsIn: field }: Subject<I, T>, instance: I): number => {
  if (field === undefined) return 0
  return field === 'itself'
    ? (instance as Rows).length
    : ((instance as Readonly<Record<string, Rows>>)[field]?.length ?? 0)
}

export const withoutRow = <I, T>({ rowsIn: field }: Subject<I, T>, instance: I, at: number): I => {
  if (field === undefined) return instance
  if (field === 'itself') return (instance as Rows).toSpliced(at, 1) as I
  return { ...instance, [field]: (instance as Readonly<Record<string, Rows>>)[field]?.toSpliced(at, 1) }
}
