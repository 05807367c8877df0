/**
 * Sorts rows that are alike column by column: as a comparison of them would, but faster, since a column of numbers or of
 * strings becomes keys of 64 bits, which are sorted without comparing. Rows that are the same up to a column are a *run*, and go
 * on with the next one. A run that is small, or holds anything else, is sorted by comparing. Stable.
 *
 * It knows rows as records and arrays of cells, and leaves it to the comparison to say what the order is.
 */
import { narrow, rankOf, ranks, setNumbers, setStrings, wide } from './cell-keys.ts'
import { type Keys, radixSort, roomForKeys } from './radix-sort.ts'
import { sortedKeys } from './sorted-keys.ts'
import { objectKind } from './value-kind.ts'

/** Up to so many rows comparing is faster. */
export const fewRows = 24

/** What is read of each row, in order; undefined where a row is one cell. */
type Columns = readonly (string | number)[] | undefined

const isDense = (row: readonly unknown[]): boolean => {
  for (let i = 0; i < row.length; i++) if (row[i] === undefined && !Object.hasOwn(row, i)) return false
  return true
}

/** The columns that all rows have, and no others, if they are records or arrays. */
const columnsOf = (rows: readonly unknown[]): Columns => {
  const [first] = rows
  if (typeof first !== 'object' || first === null) return undefined
  const kind = objectKind(first)
  if (kind === 'object') {
    const names = sortedKeys(first)
    // Names that were remembered are one array; if not, comparing will do.
    const isAlike = (row: unknown): boolean =>
      typeof row === 'object' && row !== null && objectKind(row) === kind && sortedKeys(row) === names
    return rows.every(isAlike) ? names : undefined
  }
  if (kind === 'array') {
    const { length } = first as readonly unknown[]
    const isAlike = (row: unknown): boolean =>
      typeof row === 'object' &&
      row !== null &&
      objectKind(row) === kind &&
      (row as readonly unknown[]).length === length &&
      isDense(row as readonly unknown[])
    return rows.every(isAlike) ? Array.from({ length }, (_, i) => i) : undefined
  }
  return undefined
}

type Cells = Readonly<Record<string, unknown>>
type Compare = (a: unknown, b: unknown) => number

/** How rows compare, and how what is in them does: that may throw anything, and then the rows are compared. */
interface Comparisons {
  readonly rows: Compare
  readonly cells: Compare
}

/** Rows which are the same in all columns before this one, and in the first units of a string in this one. */
interface Run {
  readonly from: number
  readonly to: number
  readonly column: number
  readonly offset: number
}

/** What comes of a run: runs, by the next column where the keys are all there is to a cell, or further on in this one. */
type Next = (high: number, low: number) => { readonly column: number; readonly offset: number }

/** The rows in a new array, sorted. */
export const sortByColumns = (rows: readonly unknown[], compare: Comparisons): unknown[] => {
  const columns = columnsOf(rows)
  const width = columns?.length ?? 1
  const keys: Keys = roomForKeys(rows.length)
  const spare = roomForKeys(rows.length)
  const cells = new Array<unknown>(rows.length)
  const { places, high, low } = keys
  for (let i = 0; i < rows.length; i++) places[i] = i
  const runs: Run[] = [{ from: 0, to: rows.length, column: 0, offset: 0 }]

  /** Of rows that are the same in all columns before this one. */
  const compareFrom = (a: unknown, b: unknown, column: number): number => {
    if (columns === undefined) return compare.rows(a, b)
    try {
      for (let i = column; i < width; i++) {
        const name = columns[i] as string
        const order = compare.cells((a as Cells)[name], (b as Cells)[name])
        if (order !== 0) return order
      }
      return 0
    } catch {
      return compare.rows(a, b)
    }
  }

  const sortFew = (from: number, to: number, column: number): void => {
    for (let i = from + 1; i < to; i++) {
      const place = places[i] as number
      const row = rows[place]
      let at = i
      for (; at > from && compareFrom(rows[places[at - 1] as number], row, column) > 0; at--)
        places[at] = places[at - 1] as number
      places[at] = place
    }
  }

  const sortComparing = (from: number, to: number, column: number): void => {
    const sorted = Array.from(places.subarray(from, to)).sort((a, b) => compareFrom(rows[a], rows[b], column))
    places.set(sorted, from)
  }

  const sortKeys = (from: number, to: number, next: Next): void => {
    radixSort(keys, spare, from, to)
    for (let i = from; i < to; ) {
      const h = high[i] as number
      const l = low[i] as number
      const start = i
      while (i < to && high[i] === h && low[i] === l) i++
      if (i - start > 1) runs.push({ from: start, to: i, ...next(h, l) })
    }
  }

  const readCells = (from: number, to: number, column: number): void => {
    if (columns === undefined) for (let i = from; i < to; i++) cells[i] = rows[places[i] as number]
    else {
      const name = columns[column] as string
      for (let i = from; i < to; i++) cells[i] = (rows[places[i] as number] as Cells)[name]
    }
  }

  /** Sorts by the keys of cells of one kind. False if they are not, or have none. */
  const sortAlike = ({ from, to, column, offset }: Run): boolean => {
    const rank = rankOf(cells[from])
    switch (rank) {
      case ranks.boolean:
      case ranks.number:
      case ranks.date:
        if (!setNumbers(keys, cells, from, to, rank)) return false
        sortKeys(from, to, () => ({ column: column + 1, offset: 0 }))
        return true
      case ranks.string: {
        const window = [narrow, wide].find((window) => setStrings(keys, cells, from, to, offset, window))
        if (window === undefined) return false
        const { units, bits } = window
        const ended = (last: number): boolean => (last & (2 ** bits - 1)) === 0
        sortKeys(from, to, (_, last) =>
          ended(last) ? { column: column + 1, offset: 0 } : { column, offset: offset + units },
        )
        return true
      }
      default:
        return false
    }
  }

  /** Sorts by kind, so that what remains is alike. False if all are of one kind already, or some are no cells at all. */
  const sortByKind = ({ from, to, column }: Run): boolean => {
    let least: number = ranks.none
    let greatest = 0
    for (let i = from; i < to; i++) {
      const rank = rankOf(cells[i])
      high[i] = 0
      low[i] = rank
      least = Math.min(least, rank)
      greatest = Math.max(greatest, rank)
    }
    if (greatest === ranks.none) return false
    // Null and undefined are all there is to them.
    const isOver = (rank: number): boolean => rank <= ranks.null
    if (least === greatest && !isOver(least)) return false
    sortKeys(from, to, (_, rank) => ({ column: isOver(rank) ? column + 1 : column, offset: 0 }))
    return true
  }

  for (let run = runs.pop(); run !== undefined; run = runs.pop()) {
    const { from, to, column } = run
    if (column === width) continue
    if (to - from <= fewRows) {
      sortFew(from, to, column)
      continue
    }
    readCells(from, to, column)
    if (!sortAlike(run) && !sortByKind(run)) sortComparing(from, to, column)
  }
  return Array.from(places, (place) => rows[place])
}
