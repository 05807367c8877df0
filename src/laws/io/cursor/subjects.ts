/** Sources that are read in pages, as what laws are checked on. */
import * as fc from 'fast-check'
import type { Law } from '../../law.ts'
import { type Fresh, makerOf, type Subject } from '../../subject.ts'
import { cursorsMeet } from './cursors-meet.ts'
import { type Paged, type PagesRead, readPages } from './paged.ts'
import { resumable } from './resumable.ts'
import type { CursorTrial } from './trial.ts'

/**
 * How long pages are by turns, and at which of its cursors a reading is taken up.
 *
 * @example
 * const instance: L.PagesInstance = { limits: [2, 1], page: 0 }
 * L.pages(() => ({ rows: [1] })).begin().print(instance) // 'pages of 2 and 1 rows by turns, taken up at cursor 0'
 */
export interface PagesInstance {
  readonly limits: readonly number[]
  readonly page: number
}

const laws: readonly Law<CursorTrial>[] = [cursorsMeet, resumable]

/**
 * A source that is read in pages, such as an API, a file by its offset or a log: a function of a cursor, and of a limit if it
 * takes one. What it remembers between pages shows if it is given as a maker, `L.fresh(() => read)`, as another process would
 * have it. It must have rows, and the same ones for all of the check; no more than 1,000 are read.
 *
 * @example
 * const log = ['a', 'b', 'c', 'd', 'e']
 * const read: L.Paged<string, number> = (from = 0, limit = 2) => ({
 *   rows: log.slice(from, from + limit),
 *   next: Math.min(from + limit, log.length),
 * })
 * await L.check(L.pages(read))
 * const { laws } = await L.examine(L.pages((from = 0, limit = 2) => ({ ...read(from, limit), next: from + limit - 1 })))
 * laws.find(({ id }) => id === 'I2')?.verdict // 'broken'
 */
export const pages = <A, C>(
  given: Paged<A, C> | Fresh<Paged<A, C>>,
  { name }: { readonly name?: string } = {},
): Subject<PagesInstance, CursorTrial> => {
  const { make } = makerOf<Paged<unknown, unknown>>(given as Paged<unknown, unknown> | Fresh<Paged<unknown, unknown>>)
  return {
    kind: 'pages',
    name: name ?? (make().name || 'the source'),
    laws,
    declared: new Set(),
    instances: fc.record({
      limits: fc.array(fc.integer({ min: 1, max: 4 }), { minLength: 1, maxLength: 2 }),
      page: fc.nat(5),
    }),
    begin: () => {
      let whole: Promise<PagesRead> | undefined
      return {
        trial: ({ limits, page }) => ({
          make,
          whole: () => {
            whole ??= readPages(make(), undefined)
            return whole
          },
          limits,
          page,
        }),
        print: ({ limits, page }) => `pages of ${limits.join(' and ')} rows by turns, taken up at cursor ${page}`,
      }
    },
  }
}
