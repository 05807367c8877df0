import * as S from '../data/schema.ts'
import { type Window, window } from './window.ts'

/**
 * Which share of the other rows of the partition the row and its peers leave behind them: `(rank - 1) / (rows - 1)`,
 * from 0 for the first to 1 for a last one without peers; 0 for a row that is alone.
 *
 * @example
 * const scores = F.rows([{ points: 1 }, { points: 5 }, { points: 9 }])
 * await F.toList(F.pipe(scores, F.over({ orderBy: (s) => s.points }, { p: W.percentRank() }), F.map((s) => s.p)))
 * // List [ 0, 0.5, 1 ]
 */
export const percentRank = (): Window<unknown, number> =>
  window({
    name: 'percentRank',
    needs: 'sequence',
    schema: S.number,
    looksAt: { kind: 'position', at: ({ firstPeer, rows }) => (rows === 1 ? 0 : firstPeer / (rows - 1)) },
  })
