/** I2: where one page ends the next one begins, however the reading is cut into pages. */
import { broken, held, type Law, trivial } from '../../law.ts'
import { look } from '../../value/look.ts'
import { comparePages } from './compare.ts'
import { readPages } from './paged.ts'
import type { CursorTrial } from './trial.ts'

export const cursorsMeet: Law<CursorTrial> = {
  id: 'I2',
  name: 'cursor',
  statement: 'read(a, b) ++ read(b, c) ≡ read(a, c)',
  why: 'Rows at the border of two pages are read twice, or never; and nobody sees it in a list of thousands.',
  mend: 'let the cursor name the last row by what no other row has (a time alone has ties), and take what comes behind it',
  check: async ({ make, limits, whole }) => {
    const all = await whole()
    if (all.rows.length < 2) return trivial('there were no two rows')
    const one = await readPages(make(), undefined, [all.rows.length])
    const cut = await readPages(make(), undefined, limits)
    if (!cut.isLimited) return trivial('its pages are as long as it likes: it takes no limit')
    const breach = comparePages(one, cut, `in pages of ${limits.join(' and ')} rows it gave something else than in one`)
    if (breach !== undefined) return broken(breach)
    return look(cut.cursors) === look(all.cursors) ? trivial('the pages are where they always are') : held
  },
}
