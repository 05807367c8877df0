/**
 * Exact sums in two cells each: a pair as `ExactSum` has it. A sum of more than a pair is in a box, and its cells are -Infinity and
 * the number of that.
 *
 * What is not done here is the most frequent case, that the first of the pair can take a number in: it stands in the code of
 * the loop, and leaves all others to this module, as an error that is no 0 tells. So it does of every sum that is no pair.
 */
import { ExactSum } from '../../../data/exact-sum.ts'
import { bytesOfBox } from './box.ts'
import type { Table } from './table.ts'

/** The code that adds `x`, which is quick, and else calls `otherwise`. */
export const addCode = (cell: string, x: string, otherwise: string): string =>
  `{ const hi = ${cell}, s = hi + ${x}, b = s - hi\nif (hi - (s - b) + (${x} - b) === 0) ${cell} = s\nelse ${otherwise}\n}\n`

/** Whether a sum is in a box. */
export const isBoxed = (hi: number, lo: number): boolean => hi === Number.NEGATIVE_INFINITY && !Number.isNaN(lo)

const scratch = new ExactSum()

/** The sum in two cells, which is good until the next is asked for. */
export const sumAt = ({ boxes }: Table, cells: Float64Array, at: number): ExactSum => {
  const hi = cells[at] as number
  const lo = cells[at + 1] as number
  if (isBoxed(hi, lo)) return boxes[lo] as ExactSum
  scratch.readPair(cells, at)
  return scratch
}

/** Changes a sum as it cannot be changed in its cells. Gives how many bytes more it takes. */
const change = (table: Table, cells: Float64Array, at: number, by: (sum: ExactSum) => void): void => {
  const sum = sumAt(table, cells, at)
  by(sum)
  if (sum !== scratch || sum.writePair(cells, at)) return
  const { boxes, layout, pieces } = table
  const box = sum.clone()
  cells[at] = Number.NEGATIVE_INFINITY
  cells[at + 1] = boxes.push(box) - 1
  // Of the row that may be put aside it is forgotten with that.
  if (cells === pieces[0] && at < layout.width) return
  table.boxesKept = boxes.length
  table.used += bytesOfBox(box)
}

/** Adds a number. */
export const addTo = (table: Table, cells: Float64Array, at: number, x: number): void => {
  const hi = cells[at] as number
  const lo = cells[at + 1] as number
  const s = hi + x
  const b = s - hi
  const e = hi - (s - b) + (x - b)
  const t = lo + e
  const c = t - lo
  if (lo - (t - c) + (e - c) === 0) {
    cells[at] = s
    cells[at + 1] = t
  } else change(table, cells, at, (sum) => sum.add(x))
}

/** Adds a sum that stands in other cells, or, where that is more than a pair, is given. */
export const addSum = (
  table: Table,
  cells: Float64Array,
  at: number,
  from: Float64Array,
  fromAt: number,
  boxed: ExactSum | undefined,
): void => {
  const hi = from[fromAt] as number
  const lo = from[fromAt + 1] as number
  if (boxed === undefined && Number.isFinite(hi) && Number.isFinite(lo)) {
    addTo(table, cells, at, hi)
    if (lo !== 0) addTo(table, cells, at, lo)
    return
  }
  const other = boxed ?? new ExactSum()
  if (boxed === undefined) other.readPair(from, fromAt)
  change(table, cells, at, (sum) => sum.mergeFrom(other))
}
