/**
 * When rows of the two sides count as the same: what of them is not looked at, how far apart numbers may be, and what tells
 * which row of the one is which of the other. Knows nothing of where rows come from.
 */
import { fingerprint } from '../../data/fingerprint.ts'
import { isPlain } from '../arbitrary/is-plain.ts'
import { look } from '../value/look.ts'

/**
 * How far apart two numbers of a column may be and still count as the same: by so much, or by such a part of the larger one.
 *
 * @example
 * const cents: L.Tolerance = { absolute: 0.005 }
 * const [before, after] = [F.rows([{ id: 1, sum: 0.3 }]), F.rows([{ id: 1, sum: 0.1 + 0.2 }])]
 * const { verdict } = await L.equivalent(before, after, { tolerance: { sum: cents }, runs: 0 })
 * verdict // 'notRefuted'
 */
export interface Tolerance {
  readonly absolute?: number
  readonly relative?: number
}

export type Key = readonly string[] | ((row: unknown) => unknown)

export interface Relation {
  /** Fields that are not looked at, by their paths: `at`, `report.at`. */
  readonly ignore: readonly string[]
  /** By column. */
  readonly tolerance: ReadonlyMap<string, Tolerance>
  /** What tells rows apart; undefined where nobody said. */
  readonly key: Key | undefined
}

/** The row without the field at a path. */
const withoutOne = (row: unknown, path: string): unknown => {
  if (Array.isArray(row)) {
    const [, place = '', rest = ''] = /^(\d+)\.(.+)$/.exec(path) ?? []
    return rest === '' ? row : row.map((item, i) => (String(i) === place ? withoutOne(item, rest) : item))
  }
  if (!isPlain(row)) return row
  if (Object.hasOwn(row, path)) return Object.fromEntries(Object.entries(row).filter(([name]) => name !== path))
  const dot = path.indexOf('.')
  const name = path.slice(0, dot)
  if (dot < 0 || !Object.hasOwn(row, name)) return row
  return { ...row, [name]: withoutOne(row[name], path.slice(dot + 1)) }
}

/** The row without the fields of these paths; itself, where there are none. */
export const without = (row: unknown, paths: readonly string[]): unknown => paths.reduce(withoutOne, row)

/** What stands for a value: 22 characters, the same for what is identical, also for what can be no row. */
export const printOf = (value: unknown): string => {
  try {
    return fingerprint(value)
  } catch {
    return fingerprint(['no row', look(value)])
  }
}

const partOf = (row: unknown, path: string): unknown => {
  if (typeof row !== 'object' || row === null) return path === 'value' ? row : undefined
  if (Object.hasOwn(row, path)) return Reflect.get(row, path)
  const dot = path.indexOf('.')
  return dot < 0 ? undefined : partOf(Reflect.get(row, path.slice(0, dot)), path.slice(dot + 1))
}

/** What tells a row apart. A function of the user's that fails on a row gives none. */
export const keyOfRow = (key: Key, row: unknown): unknown => {
  if (typeof key !== 'function') return key.map((path) => partOf(row, path))
  try {
    return key(row)
  } catch {
    return undefined
  }
}

const isNothing = (value: unknown): boolean => value === null || value === undefined

const numberOf = (value: unknown): number | undefined =>
  typeof value === 'number' ? value : value instanceof Date ? value.getTime() : undefined

/** What two cells of a column are to each other. Null is a word of its own: a value that went, or one that came. */
export const compareCells = (
  before: unknown,
  after: unknown,
  tolerance: Tolerance | undefined,
): 'same' | 'different' | 'nullBefore' | 'nullAfter' => {
  if (Object.is(before, after) || printOf(before) === printOf(after)) return 'same'
  if (isNothing(before) !== isNothing(after)) return isNothing(before) ? 'nullBefore' : 'nullAfter'
  const [a, b] = [numberOf(before), numberOf(after)]
  if (tolerance === undefined || a === undefined || b === undefined) return 'different'
  const apart = Math.abs(a - b)
  const { absolute = 0, relative = 0 } = tolerance
  return apart <= absolute || apart <= relative * Math.max(Math.abs(a), Math.abs(b)) ? 'same' : 'different'
}
