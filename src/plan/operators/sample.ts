import type { Order } from '../../data/order.ts'
import { printValue } from '../../data/print-value.ts'
import { FloeError } from '../../error/floe-error.ts'
import { type Dataset, dataset, planOf } from '../dataset.ts'
import { type Seed, seedArgument } from '../seed-argument.ts'

/**
 * Each row with a chance of `fraction`. Which rows are kept depends on the seed (0 unless said) and on the content of each
 * row alone, never on order, neighbours or partition: so identical rows are kept or left out together, and a larger fraction
 * with the same seed keeps the same rows and more. Keeps the order. Memory: none. For so many rows, shuffle and take.
 *
 * @throws FloeError InvalidArgument unless `fraction` is a number from 0 to 1
 * @example
 * const numbers = F.rows([1, 2, 3, 4, 5, 6, 7, 8, 9])
 * const some = await F.toList(F.pipe(numbers, F.sample(0.5, { seed: 1 })))
 * const more = await F.toList(F.pipe(numbers, F.sample(0.9, { seed: 1 })))
 * some.every((n) => more.includes(n)) // true
 */
export const sample = (fraction: number, { seed = 0 }: { readonly seed?: Seed } = {}) => {
  if (!(typeof fraction === 'number' && fraction >= 0 && fraction <= 1))
    throw new FloeError('InvalidArgument', {
      message: `sample was given ${printValue(fraction)}, and takes a fraction from 0 to 1`,
      found: printValue(fraction),
      expected: 'a number from 0 to 1',
      hint: 'for so many rows: F.shuffle(), then F.take(100)',
    })
  const checked = seedArgument('sample', seed)
  return <A, O extends Order>(rows: Dataset<A, O>): Dataset<A, O> =>
    dataset({ kind: 'sample', inputs: [planOf(rows)], fraction, seed: checked })
}
