/**
 * Rows that grow out of a seed.
 */
import type { Option } from 'fp-ts/lib/Option.js'
import type { Frozen } from '../data/frozen.ts'
import { printValue } from '../data/print-value.ts'
import * as S from '../data/schema.ts'
import { FloeError } from '../error/floe-error.ts'
import { type Lambda, lambda } from '../lambda/lambda.ts'
import { printLambda } from '../lambda/print-lambda.ts'
import type { Sequence } from '../plan/dataset.ts'
import { fromSource } from '../plan/from-source.ts'
import { batchesOf } from './batches-of.ts'

const unfit = (given: unknown, row: number): FloeError =>
  new FloeError('SourceUnreadable', {
    message: `the function gave ${printValue(given)}, and an Option of [row, next seed] is wanted`,
    place: { source: 'unfold', row },
    found: printValue(given),
    expected: 'an Option of a pair',
    hint: 'give O.some([row, next]), or O.none at the end',
  })

function* grow(seed: unknown, f: Lambda<unknown, unknown>): Generator<unknown> {
  let state = seed
  for (let row = 1; ; row++) {
    const made = f.call(state) as Option<readonly [unknown, unknown]> | null | undefined
    if (made?._tag === 'None') return
    if (made?._tag !== 'Some' || !Array.isArray(made.value) || made.value.length !== 2) throw unfit(made, row)
    yield made.value[0]
    state = made.value[1]
  }
}

/**
 * The rows that a function makes of a seed: it gives `some([row, next])`, the row and what it will be called with next, and
 * `none` at the end; as `unfold` of fp-ts, but step by step, so that there may be no end. The function must be pure: it is
 * called anew at each run.
 *
 * Memory: none but the seed. The function runs ahead of what is asked for by as much at most as was asked for before, and by
 * 1,024 rows.
 *
 * Running it may fail with SourceUnreadable, if the function throws or gives something else, after the rows before.
 *
 * @throws FloeError InvalidArgument for what is no function
 * @example
 * const powers = F.unfold(1n, (n) => O.some([n, n * 2n]))
 * await F.toList(F.pipe(powers, F.take(5))) // List [ 1n, 2n, 4n, 8n, 16n ]
 *
 * const digits = F.unfold(2024, (n) => (n === 0 ? O.none : O.some([n % 10, Math.floor(n / 10)])))
 * await F.toList(digits) // List [ 4, 2, 0, 2 ]
 */
export const unfold = <A, B>(seed: B, f: (seed: B) => Option<readonly [A, B]>): Sequence<Frozen<A>> => {
  const read = lambda('unfold', f) as Lambda<unknown, unknown>
  return fromSource({
    format: 'unfold',
    name: printValue(seed),
    details: printLambda(read),
    schema: S.unknown,
    open: () => batchesOf(grow(seed, read), 'unfold', 'the function', 1),
    size: async () => ({}),
  })
}
