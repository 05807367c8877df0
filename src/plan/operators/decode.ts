import type * as t from 'io-ts'
import type { Frozen } from '../../data/frozen.ts'
import type { Order } from '../../data/order.ts'
import { printValue } from '../../data/print-value.ts'
import { FloeError } from '../../error/floe-error.ts'
import { type Dataset, dataset, planOf } from '../dataset.ts'

/**
 * Decodes each row by an io-ts codec, which gives the rows its type. A row that does not fit is an error of that row:
 * it fails the run, or is rejected, as the run says. Of a codec with named fields exactly these are kept.
 * Keeps the order. Memory: none.
 *
 * @example
 * const Point = t.type({ x: t.number, y: t.number })
 * const points = F.pipe(F.rows<unknown>([{ x: 1, y: 2, z: 3 }]), F.decode(Point))
 * await F.toList(points) // List [ { x: 1, y: 2 } ]
 */
export const decode = <C extends t.Mixed>(codec: C) => {
  if (typeof (codec as Partial<t.Mixed> | undefined)?.decode !== 'function')
    throw new FloeError('InvalidArgument', {
      message: `decode was given ${printValue(codec)}, and takes a codec of io-ts`,
      hint: 't.type({ name: t.string })',
    })
  return <O extends Order>(rows: Dataset<unknown, O>): Dataset<Frozen<t.TypeOf<C>>, O> =>
    dataset({ kind: 'decode', inputs: [planOf(rows)], codec })
}
