import * as S from '../data/schema.ts'
import { type Window, window } from './window.ts'

/**
 * The number of the row in its partition: 1, 2, 3, … No two rows have the same: of rows with the same order keys the
 * first in a sequence is first, and in a bag the canonically least.
 *
 * @example
 * const steps = F.rows([{ who: 'a' }, { who: 'b' }, { who: 'a' }])
 * await F.toList(F.pipe(steps, F.over({ by: (s) => s.who }, { n: W.rowNumber() }), F.map((s) => [s.who, s.n])))
 * // List [ [ 'a', 1 ], [ 'b', 1 ], [ 'a', 2 ] ]
 */
export const rowNumber = (): Window<unknown, number> =>
  window({
    name: 'rowNumber',
    needs: 'sequence',
    schema: S.number,
    looksAt: { kind: 'position', at: ({ index }) => index + 1 },
  })
