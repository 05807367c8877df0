import * as S from '../data/schema.ts'
import { type Window, window } from './window.ts'

/**
 * Which share of the rows of the partition comes no later than the row and its peers: more than 0, and 1 for the last.
 * SQL calls it cume_dist.
 *
 * @example
 * const scores = F.rows([{ points: 1 }, { points: 1 }, { points: 5 }, { points: 9 }])
 * await F.toList(F.pipe(scores, F.over({ orderBy: (s) => s.points }, { p: W.cumulativeShare() }), F.map((s) => s.p)))
 * // List [ 0.5, 0.5, 0.75, 1 ]
 */
export const cumulativeShare = (): Window<unknown, number> =>
  window({
    name: 'cumulativeShare',
    needs: 'sequence',
    schema: S.number,
    looksAt: { kind: 'position', at: ({ lastPeer, rows }) => (lastPeer + 1) / rows },
  })
