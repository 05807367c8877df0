import { type Bag, dataset, planOf } from '../dataset.ts'

/**
 * Every pair of a row of the dataset and a row of another: the product of both. The result is a bag, of as many rows as
 * the one has times those of the other. Memory: the rows of the right side.
 *
 * @example
 * const sizes = F.rows(['S', 'L'])
 * const shirts = F.pipe(F.rows(['red', 'blue']), F.cross(sizes), F.map(([colour, size]) => `${colour} ${size}`))
 * await F.toList(shirts) // List [ 'blue L', 'blue S', 'red L', 'red S' ]
 */
export const cross =
  <B>(other: Bag<B>) =>
  <A>(rows: Bag<A>): Bag<readonly [A, B]> =>
    dataset({ kind: 'cross', inputs: [planOf(rows), planOf(other)] })
