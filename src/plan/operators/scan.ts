import { type Reducer, reducer } from '../../lambda/lambda.ts'
import { dataset, planOf, type Sequence } from '../dataset.ts'

/**
 * Of each row of a sequence what has come of the rows so far: `step` makes the next state of the last one, first of
 * `initial`, and of the row. As many rows come out as go in. A row on which `step` throws leaves the state as it was, and
 * so must `step` itself. Parameters of `step` may be given as the last argument. Memory: the state.
 *
 * @throws FloeError RowMutated while running, where `step` changes the state that it is given
 * @example
 * await F.toList(F.pipe(F.rows([1, 2, 3]), F.scan((total, n) => total + n, 0))) // List [ 1, 3, 6 ]
 * const decayed = F.scan((level: number, n: number, p) => level * p.keep + n, 0, { keep: 0.5 })
 * await F.toList(F.pipe(F.rows([4, 4, 4]), decayed)) // List [ 4, 6, 7 ]
 */
export function scan<A, S>(step: (state: S, row: A) => S, initial: S): (rows: Sequence<A>) => Sequence<S>
export function scan<A, S, P>(
  step: (state: S, row: A, params: P) => S,
  initial: S,
  params: P,
): (rows: Sequence<A>) => Sequence<S>
export function scan<A, S, P>(
  step: (state: S, row: A, params: P) => S,
  initial: S,
  ...params: readonly [] | readonly [P]
) {
  const read = reducer('scan', step, ...params) as unknown as Reducer<unknown, unknown>
  return (rows: Sequence<A>): Sequence<S> => dataset({ kind: 'scan', inputs: [planOf(rows)], reducer: read, initial })
}
