/** A source of pages that is tried: read as a whole, and in other pages. */
import type { Paged, PagesRead } from './paged.ts'

export interface CursorTrial {
  /** A reader that has read nothing, if such can be made. */
  readonly make: () => Paged<unknown, unknown>
  /** All pages, as long as it likes them. */
  readonly whole: () => Promise<PagesRead>
  /** How long pages are, by turns. */
  readonly limits: readonly number[]
  /** At which of the cursors it is taken up. */
  readonly page: number
}
