/**
 * A source that is read in pages, from wherever one was before; and readings of it. Knows no law.
 */
import { look } from '../../value/look.ts'

/**
 * Some rows, and where the next ones are. Without `next`, or with null, there are no more.
 *
 * @example
 * const page: L.Page<string, number> = { rows: ['a', 'b'], next: 2 }
 * page.next // 2
 */
export interface Page<A, C> {
  readonly rows: readonly A[]
  readonly next?: C | null | undefined
}

/**
 * Reads a page: from the beginning, or from where a page before ended; at most `limit` rows, if it goes by that. So are read
 * a list of an API by its token, a file by its offset in bytes, a log by its offset in messages.
 *
 * @example
 * const letters = ['a', 'b', 'c']
 * const read: L.Paged<string, number> = (from = 0, limit = 2) => ({
 *   rows: letters.slice(from, from + limit),
 *   next: from + limit < letters.length ? from + limit : null,
 * })
 * read(2) // { rows: [ 'c' ], next: null }
 */
export type Paged<A, C> = (cursor: C | undefined, limit?: number) => Page<A, C> | Promise<Page<A, C>>

/** Nobody reads more pages than this: there are logs without end. */
const mostPages = 200
const mostRows = 1000

export interface PagesRead {
  readonly rows: readonly unknown[]
  /** Where each page but the first began, and how many rows came before it. */
  readonly cursors: readonly { readonly cursor: unknown; readonly before: number }[]
  /** Whether no page had more rows than were asked for. */
  readonly isLimited: boolean
  readonly error?: unknown
}

/** Reads on from a cursor to the end. Each page is asked for the next of the limits, over and over; without, for no limit. */
export const readPages = async (
  read: Paged<unknown, unknown>,
  from: unknown,
  limits: readonly number[] = [],
): Promise<PagesRead> => {
  const rows: unknown[] = []
  const cursors: { readonly cursor: unknown; readonly before: number }[] = []
  let isLimited = true
  let cursor = from
  try {
    for (let i = 0; i < mostPages && rows.length < mostRows; i++) {
      const limit = limits[i % limits.length]
      const page = await (limit === undefined ? read(cursor) : read(cursor, limit))
      if (limit !== undefined && page.rows.length > limit) isLimited = false
      rows.push(...page.rows)
      // A log that is at its end says where it will go on.
      if (page.next == null || (page.rows.length === 0 && look(page.next) === look(cursor))) break
      cursor = page.next
      cursors.push({ cursor, before: rows.length })
    }
  } catch (error) {
    return { rows, cursors, isLimited, error }
  }
  return { rows, cursors, isLimited }
}
