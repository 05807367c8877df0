/**
 * The door by which sources become datasets.
 */
import { dataset, type Sequence } from './dataset.ts'
import { checkPolicy, type OnError } from './error-policy.ts'
import type { Source } from './source.ts'

/**
 * The rows of a source, in its order. `A` is the author's word for what `source.open` yields.
 *
 * @param options what a row does that cannot be read; unless said, the run decides
 * @throws FloeError InvalidArgument
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
export const fromSource = <A>(source: Source, options: OnError = {}): Sequence<A> => {
  checkPolicy(options)
  const { onError } = options
  return dataset({
    kind: 'source',
    inputs: [],
    source: Object.freeze(source),
    ...(onError === undefined ? {} : { onError }),
  })
}
