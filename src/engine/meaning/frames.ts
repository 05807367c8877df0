/**
 * Which rows of a partition are in the frame of each of its rows.
 */
import { isNull } from '../../data/key.ts'
import { printValue } from '../../data/print-value.ts'
import { FloeError } from '../../error/floe-error.ts'
import type { FrameEnds } from '../../window/frame.ts'

/** From the row with the first index to before that with the second; none, if that does not come later. */
export type Frame = readonly [start: number, end: number]

/**
 * Where a row stands along the key of a range. Distances are between numbers, and between dates. From what is nothing, as
 * from NaN, any distance leads to its like.
 */
export interface RangePoint {
  readonly kind: 'null' | 'number' | 'date'
  readonly at: number
}

/**
 * @throws FloeError InvalidRow for a key that is no number, date, null or undefined
 */
export const rangePoint = (key: unknown): RangePoint => {
  if (isNull(key)) return { kind: 'null', at: Number.NaN }
  if (typeof key === 'number') return { kind: 'number', at: key }
  if (key instanceof Date) return { kind: 'date', at: key.getTime() }
  throw new FloeError('InvalidRow', {
    message: `a range is measured along numbers or dates, and orderBy gave ${printValue(key)}`,
    hint: typeof key === 'bigint' ? 'make it a number: Number(key)' : 'order by a number or a Date, or count rows',
    found: printValue(key),
    expected: 'number, Date, null',
  })
}

/** NaN is the greatest number and equals itself; -0 equals 0, as there is no distance between them. */
const compareNumbers = (a: number, b: number): number =>
  a < b ? -1 : a > b ? 1 : Number(Number.isNaN(a)) - Number(Number.isNaN(b))

/** The frames of the rows of a partition in its order. `sign` is -1 where the key descends. */
export const rangeFrames = ({ from, to }: FrameEnds, points: readonly RangePoint[], sign: 1 | -1): readonly Frame[] => {
  // Rows of one kind stand together.
  const starts = points.map(({ kind }, i) => i === 0 || points[i - 1]?.kind !== kind)
  let kinds = 0
  const groups = starts.map((isStart) => (isStart ? ++kinds : kinds))
  /** Less than 0 if row j comes before the point so far from row i, more than 0 if after it. */
  const compare = (j: number, i: number, distance: number): number => {
    const [a, b] = [points[j] as RangePoint, points[i] as RangePoint]
    const group = (groups[j] as number) - (groups[i] as number)
    return group !== 0 ? group : sign * compareNumbers(a.at, b.at + sign * distance)
  }
  let start = 0
  let end = 0
  return points.map((_, i) => {
    while (start < points.length && from !== -Infinity && compare(start, i, from) < 0) start++
    while (end < points.length && (to === Infinity || compare(end, i, to) <= 0)) end++
    return [start, end]
  })
}

/** The frames of so many rows, by counting. */
export const rowFrames = ({ from, to }: FrameEnds, rows: number): readonly Frame[] =>
  Array.from({ length: rows }, (_, i) => {
    const start = Math.min(Math.max(i + from, 0), rows)
    return [start, Math.min(i + to + 1, rows)]
  })
