/**
 * The door by which sources become datasets.
 */
import { dataset, type Sequence } from './dataset.ts'
import type { Source } from './source.ts'

/** The rows of a source, in its order. `A` is the author's word for what `source.open` yields. */
export const fromSource = <A>(source: Source): Sequence<A> =>
  dataset({ kind: 'source', inputs: [], source: Object.freeze(source) })
