import type { Aggregate } from '../aggregate/aggregate.ts'
import { givenAggregate } from '../aggregate/given-aggregate.ts'
import type { Order } from '../data/order.ts'
import { type Frame, frameEnds, printFrame } from './frame.ts'
import { framed } from './framed.ts'
import type { Window } from './window.ts'

/**
 * An aggregate over the rows around this one. `{ rows: 7 }`: this row and the 6 before it. `{ rows: [-3, 3] }`: from 3
 * before to 3 after. `{ range: 30 }`: all whose order key is at most 30 less than this row's, and its peers, also those
 * after it. `{ range: [-5, 5] }`: all whose key differs by at most 5. At the edges of the partition there are fewer rows,
 * and of none the aggregate gives what it gives of none.
 *
 * A range needs one order key, of numbers or dates; a date's unit is the millisecond. What has no key (null, undefined) and
 * what is NaN has only its like at a finite distance, and all rows on a side that is infinite, as in SQL.
 *
 * @throws FloeError InvalidArgument for what is no aggregate, or no frame
 * @example
 * const days = F.rows([{ day: 1, sum: 4 }, { day: 2, sum: 6 }, { day: 5, sum: 8 }])
 * const two = F.pipe(days, F.over({ orderBy: (d) => d.day }, {
 *   rows: W.rolling(A.sum((d) => d.sum), { rows: 2 }),
 *   days: W.rolling(A.sum((d) => d.sum), { range: 1 }),
 * }))
 * await F.toList(F.pipe(two, F.map((d) => [d.rows, d.days]))) // List [ [ 4, 4 ], [ 10, 10 ], [ 14, 8 ] ]
 */
export const rolling = <A, B>(aggregate: Aggregate<A, B, Order>, frame: Frame): Window<A, B> => {
  const ends = frameEnds(frame)
  return framed(`rolling ${givenAggregate('rolling', aggregate).name} ${printFrame(ends)}`, aggregate, ends, 'sequence')
}
