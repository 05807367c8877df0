import type { Order } from '../../data/order.ts'
import { type Dataset, dataset, planOf } from '../dataset.ts'
import { fieldNames, type WithFields } from '../field-names.ts'

/**
 * A record with only the fields of these names.
 *
 * @example
 * const short: F.Selected<{ origin: string; delay: number }, 'delay'> = { delay: 20 }
 * short // { delay: 20 }
 */
export type Selected<A, K extends keyof A> = A extends unknown ? { readonly [N in K]: A[N] } : never

/**
 * Each record with only the fields of these names, in this order. What is absent stays absent. Keeps the order.
 * Memory: none.
 *
 * @throws FloeError InvalidRow while running, for a row that is no plain object
 * @example
 * const flights = F.rows([{ id: 7, origin: 'SEA', delay: 20 }])
 * await F.toList(F.pipe(flights, F.select('origin', 'delay'))) // List [ { origin: 'SEA', delay: 20 } ]
 */
export const select = <A extends WithFields, const K extends keyof A & string>(...names: readonly K[]) => {
  const read = fieldNames('select', names, "F.select('origin', 'delay')")
  return <O extends Order>(rows: Dataset<A, O>): Dataset<Selected<A, K>, O> =>
    dataset({ kind: 'select', inputs: [planOf(rows)], names: read })
}
