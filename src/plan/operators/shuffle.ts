import { type Bag, dataset, planOf, type Sequence } from '../dataset.ts'
import { type Seed, seedArgument } from '../seed-argument.ts'

/**
 * The rows in an order by chance, which depends on the seed (0 unless said) and on the content of the rows alone, not on the
 * order in which they came. Identical rows stand side by side. Memory: all rows.
 *
 * @example
 * const shuffled = await F.toList(F.pipe(F.rows([1, 2, 3, 4]), F.shuffle({ seed: 'cards' })))
 * const again = await F.toList(F.pipe(F.rows([4, 3, 2, 1]), F.shuffle({ seed: 'cards' })))
 * shuffled.equals(again) // true
 */
export const shuffle = ({ seed = 0 }: { readonly seed?: Seed } = {}) => {
  const checked = seedArgument('shuffle', seed)
  return <A>(rows: Bag<A>): Sequence<A> => dataset({ kind: 'shuffle', inputs: [planOf(rows)], seed: checked })
}
