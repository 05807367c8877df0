/**
 * How states begin: the same functions for all aggregates of a kind. Generated loops make states for new groups, and V8 builds what
 * a loop calls into its machine code: a function of one plan would take that code with it when the plan is gone.
 */
import { ExactSum } from '../data/exact-sum.ts'

export const zero = (): number => 0
export const newSum = (): ExactSum => new ExactSum()
export const newMean = (): { readonly total: ExactSum; n: number } => ({ total: new ExactSum(), n: 0 })
export const absent = (): undefined => undefined
export const isSo = (): boolean => true
export const isNotSo = (): boolean => false
export const noRow = (): readonly [] => []
export const newList = <A>(): A[] => []
export const newMap = <K, V>(): Map<K, V> => new Map()
export const newSet = <A>(): Set<A> => new Set()
