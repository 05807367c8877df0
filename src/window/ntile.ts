import { printValue } from '../data/print-value.ts'
import * as S from '../data/schema.ts'
import { FloeError } from '../error/floe-error.ts'
import { type Window, window } from './window.ts'

/**
 * The number of the part that the row falls into when its partition is cut, in order, into so many parts: from 1. Parts are
 * of equal size, or the first ones one row larger. With fewer rows than parts, the last parts are empty.
 *
 * @throws FloeError InvalidArgument unless given a whole number from 1
 * @example
 * const scores = F.rows([{ points: 1 }, { points: 3 }, { points: 5 }, { points: 7 }, { points: 9 }])
 * await F.toList(F.pipe(scores, F.over({ orderBy: (s) => s.points }, { half: W.ntile(2) }), F.map((s) => s.half)))
 * // List [ 1, 1, 1, 2, 2 ]
 */
export const ntile = (parts: number): Window<unknown, number> => {
  if (!Number.isSafeInteger(parts) || parts < 1)
    throw new FloeError('InvalidArgument', {
      message: `ntile was given ${printValue(parts)}, and takes how many parts: 1 or more`,
      hint: 'ntile(4) for quarters',
    })
  return window({
    name: `ntile ${parts}`,
    needs: 'sequence',
    schema: S.number,
    looksAt: {
      kind: 'position',
      at: ({ index, rows }) => {
        const least = Math.floor(rows / parts)
        const larger = rows - least * parts
        const inLarger = larger * (least + 1)
        return index < inLarger
          ? Math.floor(index / (least + 1)) + 1
          : larger + Math.floor((index - inLarger) / least) + 1
      },
    },
  })
}
