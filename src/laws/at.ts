/** An instance, and the way to it: made of what chance gave, of which some rows are taken. */
import type { Subject } from './subject.ts'
import type { Part, Way } from './way.ts'

type Rows = readonly unknown[]
type Fields = Readonly<Record<string, unknown>>

export interface At<I> {
  readonly instance: I
  readonly way: Way
  /** What chance gave for each part of the way. */
  readonly given: readonly I[]
}

/** The rows that may be left out. */
export const rowsOf = <I, T>({ rowsIn: field }: Subject<I, T>, instance: I): Rows => {
  if (field === undefined) return []
  return field === 'itself' ? (instance as Rows) : ((instance as Fields)[field] as Rows)
}

/** The number by which laws choose where to cut and the like; undefined where they choose nothing. */
export const saltOf = <I>(instance: I): number | undefined => {
  const { salt } = (instance ?? {}) as Fields
  return typeof salt === 'number' ? salt : undefined
}

const taken = (rows: Rows, { rows: places }: Part): Rows =>
  places === undefined ? rows : places.flatMap((at) => (at < rows.length ? [rows[at]] : []))

/** The instance that a way leads to, from what chance gave. */
export const atOf = <I, T>(subject: Subject<I, T>, given: readonly I[], way: Way): At<I> => {
  const { parts, salt } = way
  const last = given.at(-1) as I
  if (parts.length === 1 && parts[0]?.rows === undefined && salt === undefined) return { instance: last, way, given }
  const rows = parts.flatMap((part, i) => taken(rowsOf(subject, given[i] as I), part))
  const { rowsIn: field } = subject
  if (field === undefined) return { instance: last, way, given }
  const instance = field === 'itself' ? rows : { ...last, [field]: rows, ...(salt !== undefined && { salt }) }
  return { instance: instance as I, way, given }
}
