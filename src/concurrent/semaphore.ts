/**
 * Permits, of which there are so many: who asks for some waits until they are free, and nobody is overtaken.
 *
 * What holds them, and how waiting ends, is in one place, so that permits are never lost and never given twice.
 */
import { printValue } from '../data/print-value.ts'
import { FloeError } from '../error/floe-error.ts'
import { checkOrder } from './check-order.ts'
import type { Holding, Lock } from './holding.ts'
import { holdNoLonger, innermost, runHolding } from './surroundings.ts'
import { whenAborted } from './when-aborted.ts'

/**
 * A number of permits, which `withPermits` takes and gives back. Its name is for error messages.
 *
 * @example
 * const downloads: Semaphore = semaphore(4, 'downloads')
 * downloads.permits // 4
 */
export interface Semaphore {
  readonly name: string
  readonly permits: number
}

const locks = new WeakMap<Semaphore, Lock>()

const isCount = (value: unknown, most: number): boolean =>
  Number.isSafeInteger(value) && (value as number) >= 1 && (value as number) <= most

const refuse = (what: string, value: unknown, expected: string): never => {
  throw new FloeError('InvalidArgument', {
    message: `${what} ${printValue(value)}, and takes ${expected}`,
    found: printValue(value),
    expected,
  })
}

/**
 * So many permits. They are given in the order in which they are asked for: who asks for many is not overtaken by who asks for
 * few.
 *
 * @throws FloeError InvalidArgument unless `permits` is a whole number from 1
 * @example
 * const two = semaphore(2)
 * let running = 0
 * const most = await Promise.all([1, 2, 3, 4].map(() => withPermits(two, 1, async () => {
 *   running++
 *   await null
 *   return running--
 * })))
 * Math.max(...most) // 2
 */
export const semaphore = (permits: number, name = 'semaphore'): Semaphore => {
  if (!isCount(permits, Number.MAX_SAFE_INTEGER)) refuse('semaphore was given', permits, 'a whole number from 1')
  const made: Semaphore = Object.freeze({ name, permits })
  locks.set(made, { name, permits, free: permits, held: new Set(), waiting: new Set() })
  return made
}

/** Takes permits that are free, if nobody waits for any. */
const takeAtOnce = (one: Holding): boolean => {
  const { lock, count } = one
  if (lock.waiting.size > 0 || lock.free < count) return false
  lock.free -= count
  lock.held.add(one)
  return true
}

/** Gives to those who wait, from the first on, as long as there is enough. */
const serve = (lock: Lock): void => {
  for (const first of lock.waiting) {
    if (lock.free < first.count) return
    lock.waiting.delete(first)
    lock.free -= first.count
    lock.held.add(first)
    first.grant()
  }
}

const giveBack = (one: Holding): void => {
  const { lock, count } = one
  one.isOver = true
  holdNoLonger(one)
  lock.held.delete(one)
  lock.free += count
  serve(lock)
}

const cancelled = ({ name }: Lock, signal: AbortSignal): FloeError<'Cancelled'> =>
  new FloeError('Cancelled', { message: `nobody waits for '${name}' any more`, cause: signal.reason })

/** Waits for its turn, or until the signal ends that. */
const turn = (one: Holding, signal: AbortSignal | undefined): Promise<void> =>
  new Promise((resolve, reject) => {
    const { lock } = one
    const leave = (): void => {
      lock.waiting.delete(one)
      reject(cancelled(lock, signal as AbortSignal))
      // Those behind may be content with less.
      serve(lock)
    }
    const ignore = whenAborted(signal, leave)
    one.grant = () => {
      ignore()
      resolve()
    }
    lock.waiting.add(one)
  })

/** Calls a function when it is the turn of a holding, and gives back its permits. */
const holdingWhile = async <A>(one: Holding, body: () => A | PromiseLike<A>, signal?: AbortSignal): Promise<A> => {
  if (signal?.aborted) throw cancelled(one.lock, signal)
  // Also who need not wait begins later, so that all begin in the order in which they asked.
  await (takeAtOnce(one) ? undefined : turn(one, signal))
  try {
    // It may have been aborted between its turn and now.
    if (signal?.aborted) throw cancelled(one.lock, signal)
    return await body()
  } finally {
    giveBack(one)
  }
}

const lockOf = (semaphore: Semaphore): Lock =>
  locks.get(semaphore) ?? refuse('withPermits was given', semaphore, 'a semaphore or a mutex')

const holdingOf = (lock: Lock, count: number, within?: Holding): Holding => ({
  lock,
  count,
  within,
  isOver: false,
  grant: () => undefined,
})

/**
 * Holds one permit of a semaphore for which nobody can ask within. So nobody needs to know that it is held, which costs time in all
 * promises of the process.
 */
export const withInnerPermit = <A>(semaphore: Semaphore, body: () => Promise<A>, signal: AbortSignal): Promise<A> =>
  holdingWhile(holdingOf(lockOf(semaphore), 1), body, signal)

/**
 * Calls a function while it holds permits, and gives them back when it has ended, however it ended. Waiting for them is ended by
 * the signal. What the function begins counts as done within it.
 *
 * A request that could end in a deadlock is refused and not waited for: permits are asked for while others of the same semaphore
 * are held, or while those of another are that somebody asked for the other way round. The error says who holds what, and who
 * waits for what.
 *
 * @throws FloeError InvalidArgument, Cancelled, Deadlock; whatever the function throws
 * @example
 * const ledger = mutex('ledger')
 * let balance = 10
 * const pay = (sum: number) => withPermits(ledger, 1, async () => {
 *   const before = balance
 *   await null
 *   balance = before - sum
 * })
 * await Promise.all([pay(1), pay(2)])
 * balance // 7
 */
export const withPermits = async <A>(
  semaphore: Semaphore,
  count: number,
  body: () => A | PromiseLike<A>,
  { signal }: { readonly signal?: AbortSignal } = {},
): Promise<A> => {
  const lock = lockOf(semaphore)
  if (!isCount(count, lock.permits))
    refuse(`withPermits asks '${lock.name}' for`, count, `a whole number from 1 to ${lock.permits}`)
  const within = innermost()
  checkOrder(lock, count, within)
  const one = holdingOf(lock, count, within)
  return holdingWhile(one, () => runHolding(one, body), signal)
}
