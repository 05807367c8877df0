/**
 * The door by which sources become datasets.
 */
import { dataset, type Sequence } from './dataset.ts'
import type { Source } from './source.ts'

/**
 * The rows of a source, in its order. `A` is the author's word for what `source.open` yields.
 *
 * @example
 * const countdown: F.Source = {
 *   format: 'countdown',
 *   name: 'from 3',
 *   details: '',
 *   schema: { kind: 'number' },
 *   size: async () => ({ rows: 3 }),
 *   open: async function* () {
 *     yield { rows: [3, 2, 1], errors: new Map(), where: (i) => ({ source: 'countdown', row: i + 1 }), bytes: 0 }
 *   },
 * }
 * await F.toList(F.fromSource<number>(countdown)) // List [ 3, 2, 1 ]
 */
export const fromSource = <A>(source: Source): Sequence<A> =>
  dataset({ kind: 'source', inputs: [], source: Object.freeze(source) })
