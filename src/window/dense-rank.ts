import * as S from '../data/schema.ts'
import { type Window, window } from './window.ts'

/**
 * The rank of the row in its partition, without gaps: one more than how many different order keys come before its own. So
 * after two firsts comes a second.
 *
 * @example
 * const scores = F.rows([{ points: 9 }, { points: 5 }, { points: 9 }])
 * await F.toList(F.pipe(scores, F.over({ orderBy: F.descending((s) => s.points) }, { rank: W.denseRank() }), F.map((s) => s.rank)))
 * // List [ 1, 2, 1 ]
 */
export const denseRank = (): Window<unknown, number> =>
  window({
    name: 'denseRank',
    needs: 'sequence',
    schema: S.number,
    looksAt: { kind: 'position', at: ({ group }) => group + 1 },
  })
