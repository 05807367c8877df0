import type { Order } from '../../data/order.ts'
import { printValue } from '../../data/print-value.ts'
import { FloeError } from '../../error/floe-error.ts'
import { type Lambda, lambda } from '../../lambda/lambda.ts'
import { type Dataset, dataset, planOf } from '../dataset.ts'

/**
 * Says what must hold for each row. A row for which it does not is an error with this message and its place, and follows
 * the policy for errors: the run ends, or the row is rejected. The others pass unchanged; a type guard narrows their type.
 * The message is text, or a function of the row. Parameters for both may be given last. Keeps the order. Memory: none.
 *
 * @throws FloeError InvalidRow while running, for a row for which it does not hold
 * @example
 * const flights = F.rows([{ origin: 'SEA', delay: 20 }, { origin: 'OAK', delay: -90 }])
 * const sane = F.validate((f: { delay: number }) => f.delay >= -60, (f) => `${f.delay} minutes early?`)
 * await F.toList(F.pipe(flights, sane))
 * // throws FLOE300 InvalidRow: -90 minutes early?
 * const result = await F.run(F.pipe(flights, sane), { onError: 'reject' })()
 * E.isRight(result) && result.right.rows // List [ { origin: 'SEA', delay: 20 } ]
 */
export function validate<A, B extends A>(
  check: (row: A) => row is B,
  message: string | ((row: A) => string),
): <O extends Order>(rows: Dataset<A, O>) => Dataset<B, O>
export function validate<A>(
  check: (row: A) => boolean,
  message: string | ((row: A) => string),
): <O extends Order>(rows: Dataset<A, O>) => Dataset<A, O>
export function validate<A, P>(
  check: (row: A, params: P) => boolean,
  message: string | ((row: A, params: P) => string),
  params: P,
): <O extends Order>(rows: Dataset<A, O>) => Dataset<A, O>
export function validate<A, P>(
  check: (row: A, params: P) => boolean,
  message: string | ((row: A, params: P) => string),
  ...params: readonly [] | readonly [P]
) {
  const read = lambda('validate', check, ...params) as Lambda<unknown, boolean>
  if (typeof message !== 'string' && typeof message !== 'function')
    throw new FloeError('InvalidArgument', {
      message: `validate was given ${printValue(message)} as its message, and takes text or a function of the row`,
      found: printValue(message),
      hint: "F.validate((row) => row.delay >= 0, 'delay is negative')",
    })
  const said =
    typeof message === 'string' ? message : (lambda('validate', message, ...params) as Lambda<unknown, string>)
  return <O extends Order>(rows: Dataset<A, O>): Dataset<A, O> =>
    dataset({ kind: 'validate', inputs: [planOf(rows)], lambda: read, message: said })
}
