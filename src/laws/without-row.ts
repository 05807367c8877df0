/** An instance without one of its rows: shrinking by itself does not come by all of them where some are copies of others. */
import type { Subject } from './subject.ts'

type Fields = Readonly<Record<string, readonly unknown[]>>

/** How many rows it has that may be left out. */
export const rowsIn = <I, T>({ rowsIn: field }: Subject<I, T>, instance: I): number =>
  field === undefined ? 0 : ((instance as Fields)[field]?.length ?? 0)

export const withoutRow = <I, T>({ rowsIn: field }: Subject<I, T>, instance: I, at: number): I =>
  field === undefined ? instance : { ...instance, [field]: (instance as Fields)[field]?.toSpliced(at, 1) }
