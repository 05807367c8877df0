/**
 * One value, again and again.
 */
import type { Frozen } from '../data/frozen.ts'
import { printValue } from '../data/print-value.ts'
import * as S from '../data/schema.ts'
import { countArgument } from '../plan/count-argument.ts'
import type { Sequence } from '../plan/dataset.ts'
import { fromSource } from '../plan/from-source.ts'
import { batchesOf } from './batches-of.ts'

function* times(value: unknown, count: number): Generator<unknown> {
  for (let i = 0; i < count; i++) yield value
}

/**
 * `value`, `count` times; without a count, without end: for `take`. The value is taken as it is, not copied or frozen.
 *
 * Memory: none.
 *
 * @throws FloeError InvalidArgument unless `count` is a whole number from 0
 * @example
 * await F.toList(F.repeat('la', 3)) // List [ 'la', 'la', 'la' ]
 */
export const repeat = <A>(value: A, count?: number): Sequence<Frozen<A>> => {
  const checked = count === undefined ? Number.POSITIVE_INFINITY : countArgument('repeat', count)
  return fromSource({
    format: 'repeat',
    name: count === undefined ? 'without end' : `${count} times`,
    details: printValue(value),
    schema: S.unknown,
    open: () => batchesOf(times(value, checked), 'repeat', 'repeat'),
    size: async () => (count === undefined ? {} : { rows: checked }),
  })
}
