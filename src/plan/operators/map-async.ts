import type { Retry } from '../../concurrent/backoff.ts'
import type { Task } from '../../concurrent/try-task.ts'
import type { Order } from '../../data/order.ts'
import { printValue } from '../../data/print-value.ts'
import { FloeError } from '../../error/floe-error.ts'
import { type Lambda, lambda } from '../../lambda/lambda.ts'
import { type Dataset, dataset, planOf } from '../dataset.ts'

/**
 * What `mapAsync` starts for a row: a `TaskEither` of fp-ts. It may take a signal that tells when its result is no longer
 * wanted: the run was cancelled, or time is up.
 *
 * @example
 * const half: F.Task<string, number> = async () => E.right(21 / 2)
 * await F.toList(F.pipe(F.rows([1]), F.mapAsync(() => half, { concurrency: 1 }))) // List [ 10.5 ]
 */
export type { Task }

/**
 * How `mapAsync` works. Times are in milliseconds.
 *
 * @example
 * const options: F.MapAsyncOptions = { concurrency: 4, retry: { times: 2, delay: 100 }, timeout: 5000 }
 * const slow = (n: number) => async () => E.right(n * 10)
 * await F.toList(F.pipe(F.rows([1, 2]), F.mapAsync(slow, options))) // List [ 10, 20 ]
 */
export interface MapAsyncOptions {
  /** How many tasks are under way at most. */
  readonly concurrency: number
  /**
   * A task that gives a Left, or takes too long, is tried so many more times. Before the first of them it waits `delay`,
   * then twice as long each time, up to `longest` (30,000 unless said); of each wait a random part between half and all.
   */
  readonly retry?: { readonly times: number; readonly delay: number; readonly longest?: number }
  /** How long one try may take. Then its signal is aborted, and it has failed. */
  readonly timeout?: number
}

const check = (name: string, value: unknown, isRight: boolean, expected: string): void => {
  if (!isRight)
    throw new FloeError('InvalidArgument', {
      message: `mapAsync was given ${name}: ${printValue(value)}, and takes ${expected}`,
      found: printValue(value),
      expected,
    })
}

const isTime = (value: unknown): boolean =>
  typeof value === 'number' && Number.isFinite(value) && value >= 0 && value < 2 ** 31

const checked = (options: MapAsyncOptions): { concurrency: number; retry?: Retry; timeout?: number } => {
  const { concurrency, retry, timeout } = options ?? {}
  check('concurrency', concurrency, Number.isSafeInteger(concurrency) && concurrency >= 1, 'a whole number from 1')
  if (timeout !== undefined) check('timeout', timeout, isTime(timeout) && timeout > 0, 'milliseconds, more than 0')
  if (retry === undefined) return { concurrency, ...(timeout === undefined ? {} : { timeout }) }
  const { times, delay, longest = 30_000 } = retry
  check('retry.times', times, Number.isSafeInteger(times) && times >= 0, 'a whole number from 0')
  check('retry.delay', delay, isTime(delay), 'milliseconds')
  check('retry.longest', longest, isTime(longest), 'milliseconds')
  return { concurrency, retry: Object.freeze({ times, delay, longest }), ...(timeout === undefined ? {} : { timeout }) }
}

/**
 * Each row replaced by what a task makes of it: the one door for work that is not pure, such as a question to a service.
 * Rows come out in the order in which they went in, however long each takes; at most `concurrency` tasks are under way.
 * So the rows before are asked for that much ahead: behind `take(3)`, up to `concurrency - 1` more tasks are begun.
 *
 * A Left is the error of its row, `TaskFailed`, and follows the policy for errors; so does a task that takes too long. When
 * the run ends early the signals of all tasks under way are aborted, and nobody waits for them. Memory: `concurrency` rows.
 *
 * @throws FloeError InvalidArgument for options that make no sense
 * @throws FloeError TaskFailed while running, where a task gives a Left or takes too long, after all its tries
 * @example
 * const prices: Record<string, number> = { pear: 3, fig: 7 }
 * const priceOf = (name: string) => async () => {
 *   const price = prices[name]
 *   return price === undefined ? E.left(`no price of ${name}`) : E.right({ name, price })
 * }
 * const priced = F.mapAsync(priceOf, { concurrency: 2, retry: { times: 1, delay: 10 }, timeout: 1000 })
 * await F.toList(F.pipe(F.rows(['fig', 'pear']), priced)) // List [ { name: 'fig', price: 7 }, { name: 'pear', price: 3 } ]
 * const result = await F.run(F.pipe(F.rows(['fig', 'nut']), priced), { onError: 'reject' })()
 * E.isRight(result) && result.right.rejects.map((error) => error.summary) // List [ "the task failed: 'no price of nut'" ]
 */
export function mapAsync<A, E, B>(
  f: (row: A) => Task<E, B>,
  options: MapAsyncOptions,
): <O extends Order>(rows: Dataset<A, O>) => Dataset<B, O>
export function mapAsync<A, E, B, P>(
  f: (row: A, params: P) => Task<E, B>,
  options: MapAsyncOptions,
  params: P,
): <O extends Order>(rows: Dataset<A, O>) => Dataset<B, O>
export function mapAsync<A, E, B, P>(
  f: (row: A, params: P) => Task<E, B>,
  options: MapAsyncOptions,
  ...params: readonly [] | readonly [P]
) {
  const read = lambda('mapAsync', f, ...params) as Lambda<unknown, Task<unknown, unknown>>
  const trying = checked(options)
  return <O extends Order>(rows: Dataset<A, O>): Dataset<B, O> =>
    dataset({ kind: 'mapAsync', inputs: [planOf(rows)], lambda: read, ...trying })
}
