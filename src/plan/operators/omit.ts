import type { Order } from '../../data/order.ts'
import { type Dataset, dataset, planOf } from '../dataset.ts'
import { fieldNames, type WithFields } from '../field-names.ts'

/**
 * A record without the fields of these names.
 *
 * @example
 * const rest: F.Omitted<{ origin: string; delay: number }, 'delay'> = { origin: 'SEA' }
 * rest // { origin: 'SEA' }
 */
export type Omitted<A, K> = A extends unknown ? { readonly [N in keyof A as Exclude<N, K>]: A[N] } : never

/**
 * Each record without the fields of these names. Keeps the order. Memory: none.
 *
 * @throws FloeError InvalidRow while running, for a row that is no plain object
 * @example
 * const flights = F.rows([{ id: 7, origin: 'SEA', delay: 20 }])
 * await F.toList(F.pipe(flights, F.omit('id'))) // List [ { origin: 'SEA', delay: 20 } ]
 */
export const omit = <A extends WithFields, const K extends keyof A & string>(...names: readonly K[]) => {
  const read = fieldNames('omit', names, "F.omit('origin', 'delay')")
  return <O extends Order>(rows: Dataset<A, O>): Dataset<Omitted<A, K>, O> =>
    dataset({ kind: 'omit', inputs: [planOf(rows)], names: read })
}
