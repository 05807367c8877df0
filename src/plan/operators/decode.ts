import { type Codec, type Decoded, givenCodec } from '../../codec/codec.ts'
import type { Frozen } from '../../data/frozen.ts'
import type { Order } from '../../data/order.ts'
import { printValue } from '../../data/print-value.ts'
import { FloeError } from '../../error/floe-error.ts'
import { type Dataset, dataset, planOf } from '../dataset.ts'

/**
 * Decodes each row by a codec of io-ts, or a schema that follows Standard Schema, which gives the rows its type. A row that does not fit is an error of that row:
 * it fails the run, or is rejected, as the run says. Of a codec with named fields exactly these are kept.
 * Keeps the order. Memory: none.
 *
 * @example
 * const Point = t.type({ x: t.number, y: t.number })
 * const points = F.pipe(F.rows<unknown>([{ x: 1, y: 2, z: 3 }]), F.decode(Point))
 * await F.toList(points) // List [ { x: 1, y: 2 } ]
 */
export const decode = <C extends Codec>(given: C) => {
  const codec = givenCodec(given)
  if (codec === undefined)
    throw new FloeError('InvalidArgument', {
      message: `decode was given ${printValue(given)}, and takes a codec of io-ts`,
      hint: 't.type({ name: t.string })',
    })
  return <O extends Order>(rows: Dataset<unknown, O>): Dataset<Frozen<Decoded<C>>, O> =>
    dataset({ kind: 'decode', inputs: [planOf(rows)], codec })
}
