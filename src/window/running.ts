import type { Aggregate } from '../aggregate/aggregate.ts'
import { givenAggregate } from '../aggregate/given-aggregate.ts'
import type { Order } from '../data/order.ts'
import { framed, upToHere } from './framed.ts'
import type { Window } from './window.ts'

/**
 * An aggregate over the rows from the first of the partition up to this one, in their order. Peers after this row are not
 * in it (in SQL they are, unless it says ROWS). Time: one step and one result for each row.
 *
 * @throws FloeError InvalidArgument for what is no aggregate
 * @example
 * const sales = F.rows([{ sum: 1 }, { sum: 3 }, { sum: 5 }])
 * await F.toList(F.pipe(sales, F.over({}, { soFar: W.running(A.sum((s) => s.sum)) }), F.map((s) => s.soFar))) // List [ 1, 4, 9 ]
 */
export const running = <A, B>(aggregate: Aggregate<A, B, Order>): Window<A, B> =>
  framed(`running ${givenAggregate('running', aggregate).name}`, aggregate, upToHere, 'sequence')
