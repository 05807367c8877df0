import type { Aggregate } from '../aggregate/aggregate.ts'
import { givenAggregate } from '../aggregate/given-aggregate.ts'
import type { Order } from '../data/order.ts'
import { framed, wholePartition } from './framed.ts'
import type { Window } from './window.ts'

/**
 * An aggregate over the whole partition, the same for all its rows. It needs an order only if the aggregate does.
 *
 * @throws FloeError InvalidArgument for what is no aggregate
 * @example
 * const sales = F.rows([{ shop: 'a', sum: 1 }, { shop: 'a', sum: 3 }, { shop: 'b', sum: 5 }])
 * const totals = F.pipe(sales, F.over({ by: (s) => s.shop }, { total: W.whole(A.sum((s) => s.sum)) }))
 * await F.toList(F.pipe(totals, F.map((s) => s.sum / s.total))) // List [ 0.25, 0.75, 1 ]
 */
export const whole = <A, B, O extends Order>(aggregate: Aggregate<A, B, O>): Window<A, B, O> => {
  const { name, needs } = givenAggregate('whole', aggregate)
  return framed(`whole ${name}`, aggregate, wholePartition, needs)
}
