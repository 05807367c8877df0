import * as S from '../data/schema.ts'
import { type Window, window } from './window.ts'

/**
 * The rank of the row in its partition: one more than how many rows come before it and its peers, which are the rows with
 * the same order keys and have the same rank. So after two firsts comes a third. Without `orderBy`, in a sequence, no two
 * rows are peers.
 *
 * @example
 * const scores = F.rows([{ points: 9 }, { points: 5 }, { points: 9 }])
 * await F.toList(F.pipe(scores, F.over({ orderBy: F.descending((s) => s.points) }, { rank: W.rank() }), F.map((s) => s.rank)))
 * // List [ 1, 3, 1 ]
 */
export const rank = (): Window<unknown, number> =>
  window({
    name: 'rank',
    needs: 'sequence',
    schema: S.number,
    looksAt: { kind: 'position', at: ({ firstPeer }) => firstPeer + 1 },
  })
