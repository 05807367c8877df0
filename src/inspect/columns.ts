/**
 * Rows of whatever kind as columns: what a table shows of them, and under which names. Knows nothing of text or width.
 *
 * Plain objects have a column for each key, in order of first appearance. Tuples have one for each place, and where all
 * that stands in a place is plain objects, one for each of their keys: `0.origin`, `1.state`, so that what a join gives
 * can be read. Every other row is one value, in the column `value`.
 */

export interface Column {
  readonly title: string
  /** The value of each row; `undefined` where the row has none. */
  readonly cells: readonly unknown[]
}

/** A longer array is one value: a table of a thousand columns helps nobody. */
const longestTuple = 16

type Parts = readonly (readonly [title: string, value: unknown])[]

const isPlain = (value: unknown): value is object => {
  if (typeof value !== 'object' || value === null) return false
  const prototype: unknown = Object.getPrototypeOf(value)
  return prototype === Object.prototype || prototype === null
}

/** The own fields of a plain object. A getter is not run: it could throw, or write. */
const fields = (value: object, prefix: string): Parts =>
  Object.entries(Object.getOwnPropertyDescriptors(value)).flatMap(
    ([key, slot]): Parts => (slot.enumerable === true ? [[`${prefix}${key}`, slot.value]] : []),
  )

const isTuple = (row: unknown): row is readonly unknown[] =>
  Array.isArray(row) && row.length > 0 && row.length <= longestTuple

/** The places of tuples that hold plain objects only, or nothing. */
const openPlaces = (rows: readonly unknown[]): ReadonlySet<number> => {
  const open = new Set<number>()
  const closed = new Set<number>()
  for (const row of rows)
    if (isTuple(row))
      row.forEach((item, i) => {
        if (isPlain(item)) open.add(i)
        else if (item !== undefined) closed.add(i)
      })
  return new Set([...open].filter((i) => !closed.has(i)))
}

const partsOf = (row: unknown, open: ReadonlySet<number>): Parts => {
  try {
    if (isPlain(row) && Object.keys(row).length > 0) return fields(row, '')
    if (isTuple(row)) {
      // By Array.from, because holes are places too.
      const parts = Array.from(row).flatMap((item, i): Parts => {
        if (!open.has(i)) return [[`${i}`, item]]
        return isPlain(item) ? fields(item, `${i}.`) : []
      })
      if (parts.length > 0) return parts
    }
  } catch {
    // A proxy that throws: shown as the one value that it is.
  }
  return [['value', row]]
}

/**
 * The columns of some rows.
 *
 * @example
 * columnsOf([{ a: 1 }, { a: 2, b: 3 }])
 * // [{ title: 'a', cells: [1, 2] }, { title: 'b', cells: [undefined, 3] }]
 */
export const columnsOf = (rows: readonly unknown[]): readonly Column[] => {
  const open = openPlaces(rows)
  const columns = new Map<string, unknown[]>()
  rows.forEach((row, i) => {
    for (const [title, value] of partsOf(row, open)) {
      const cells = columns.get(title) ?? []
      cells[i] = value
      columns.set(title, cells)
    }
  })
  return [...columns].map(([title, cells]) => ({
    title,
    cells: Array.from({ length: rows.length }, (_, i) => cells[i]),
  }))
}
