/**
 * One task of the user's: started, timed, tried again. What comes of it is a value, never a rejected promise, so that
 * whoever looks at it late, or never, does no harm.
 */
import type { Either } from 'fp-ts/lib/Either.js'
import { printThrown } from '../data/print-thrown.ts'
import { printValue } from '../data/print-value.ts'
import { FloeError } from '../error/floe-error.ts'
import { backoff, type Retry } from './backoff.ts'
import { sleep } from './sleep.ts'
import { whenAborted } from './when-aborted.ts'

/** A task of fp-ts, `TaskEither`, or one that looks at the signal, too. */
export type Task<E, B> = (signal: AbortSignal) => Promise<Either<E, B>>

/** What came of a task: a value, or an error to be thrown where the row's turn is. */
export type Result<B> = { readonly value: B } | { readonly thrown: unknown }

/** How a task is tried. */
export interface Trying {
  readonly retry?: Retry
  /** The longest that one try may take, in milliseconds. */
  readonly timeout?: number
}

/** Who wants to know that a task is tried again. */
export interface Retrying {
  /** Told before each further try, the how manieth it is, and what came of the one before. Must not throw. */
  readonly onRetry?: ((again: number, failed: Result<unknown>) => void) | undefined
}

const failed = (message: string, cause: unknown): FloeError => new FloeError('TaskFailed', { message, cause })

const isEither = (value: unknown): value is Either<unknown, unknown> =>
  typeof value === 'object' && value !== null && '_tag' in value && (value._tag === 'Left' || value._tag === 'Right')

const resultOf = <B>(either: unknown): Result<B> => {
  if (!isEither(either))
    throw new FloeError('LambdaThrew', {
      message: `the task gave ${printValue(either)}, and an Either is wanted`,
      hint: 'give E.right(value) or E.left(error); TE.tryCatch makes a task of a promise',
      found: printValue(either),
      expected: 'an Either',
    })
  if (either._tag === 'Right') return { value: either.right as B }
  return { thrown: failed(`the task failed: ${printThrown(either.left)}`, either.left) }
}

/** One try. It is over when the task is, when time is up, or when the signal ends it, whatever the task does then. */
const once = <B>(task: Task<unknown, B>, timeout: number | undefined, signal: AbortSignal): Promise<Result<B>> =>
  new Promise((resolve) => {
    const ending = new AbortController()
    const finish = (result: Result<B>): void => {
      clearTimeout(timer)
      ignore()
      resolve(result)
      ending.abort()
    }
    const stop = (): void => finish({ thrown: new FloeError('Cancelled', { message: 'the run was cancelled' }) })
    const timeUp = (): void => finish({ thrown: failed(`the task took longer than ${timeout} ms`, undefined) })
    const timer = timeout === undefined ? undefined : setTimeout(timeUp, timeout)
    const ignore = signal.aborted ? () => undefined : whenAborted(signal, stop)
    if (signal.aborted) return stop()
    // What throws is a result, too; so nothing is rejected behind anybody's back.
    Promise.resolve()
      .then(() => task(ending.signal))
      .then((either) => finish(resultOf(either)))
      .catch((thrown: unknown) => finish({ thrown }))
  })

const isTaskFailed = <B>(result: Result<B>): boolean =>
  'thrown' in result && result.thrown instanceof FloeError && result.thrown._tag === 'TaskFailed'

/**
 * What comes of a task, tried again as long as it fails (gives a Left, or takes too long) and there are tries left. What
 * it throws is a mistake, and would be thrown again.
 */
export const tryTask = async <B>(
  start: () => Task<unknown, B>,
  { retry, timeout, onRetry }: Trying & Retrying,
  signal: AbortSignal,
): Promise<Result<B>> => {
  try {
    const task = start()
    for (let again = 1; ; again++) {
      const result = await once(task, timeout, signal)
      if (!isTaskFailed(result) || retry === undefined || again > retry.times || signal.aborted) return result
      onRetry?.(again, result)
      await sleep(backoff(retry, again), signal)
    }
  } catch (thrown) {
    return { thrown }
  }
}
