/**
 * What `pages` is told, and the check of it.
 */
import type { Either } from 'fp-ts/lib/Either.js'
import type { Retry } from '../../concurrent/backoff.ts'
import { printValue } from '../../data/print-value.ts'
import { FloeError } from '../../error/floe-error.ts'
import type { OnError } from '../../plan/error-policy.ts'

/**
 * One page: its rows, and where the next one begins, if there is one.
 *
 * @example
 * const page: Page<string> = { rows: [{ id: 1 }], next: 'page-2' }
 * const last: Page<string> = { rows: [{ id: 2 }] }
 * console.log(page.next, last.next) // page-2 undefined
 */
export interface Page<C> {
  readonly rows: readonly unknown[]
  /** What the next page is asked for with; null or absent behind the last one. */
  readonly next?: C | null | undefined
}

/**
 * Where answers are kept with their ETags, so that what has not changed is not sent again. A `Map` will do.
 *
 * @example
 * const store: PageStore = new Map()
 * store.get('https://example.org/items') // undefined
 */
export interface PageStore {
  readonly get: (url: string) => KeptAnswer | undefined | Promise<KeptAnswer | undefined>
  readonly set: (url: string, answer: KeptAnswer) => unknown
}

/**
 * An answer, and what its server called it.
 *
 * @example
 * const kept: KeptAnswer = { etag: '"a1"', body: { items: [] } }
 * kept.etag // '"a1"'
 */
export interface KeptAnswer {
  readonly etag: string
  readonly body: unknown
}

/**
 * What a function that fetches a page is given besides the cursor.
 *
 * @example
 * const ask: Ask = { signal: new AbortController().signal }
 * ask.store // undefined
 */
export interface Ask {
  /** Ends the request: the run is cancelled, nobody wants the page any more, or it has taken too long. */
  readonly signal: AbortSignal
  readonly store?: PageStore | undefined
}

/**
 * Fetches one page. A Left, and an error with a `status`, or a `code` of the network, may be tried again; what it throws else is a
 * mistake.
 *
 * @example
 * const two: FetchPage<number> = async (page = 1) => ({ rows: [page], next: page < 2 ? page + 1 : null })
 * await F.toList(pages(two, t.number)) // List [ 1, 2 ]
 */
export type FetchPage<C> = (cursor: C | undefined, ask: Ask) => Promise<Page<C> | Either<unknown, Page<C>>>

/**
 * How pages are fetched.
 *
 * @example
 * const options: PagesOptions<number> = { cursors: [1, 2, 3], concurrency: 2, rateLimit: { requests: 10, perSeconds: 1 } }
 * const page = async (n = 0) => ({ rows: [n, n * 10] })
 * await F.toList(pages(page, t.number, options)) // List [ 1, 10, 2, 20, 3, 30 ]
 */
export interface PagesOptions<C> extends OnError {
  /** What the rows come from, for `explain` and errors. */
  readonly name?: string
  /** What the first page is asked for with. Default: nothing. */
  readonly first?: C
  /** All pages, where they are known: then `next` is not looked at. */
  readonly cursors?: readonly C[]
  /**
   * How many pages are fetched at the same time, or wait for their turn, at most. Where each page says what comes next, more than 1 means
   * that the next one is fetched while one is worked on. Default: 1.
   */
  readonly concurrency?: number
  /** So many requests in so many seconds at most, tries included, whoever reads this source. Default: any number. */
  readonly rateLimit?: { readonly requests: number; readonly perSeconds: number }
  /**
   * How often a page is tried again, and how long is waited: at random between nothing and `delay`, doubled each time, and `longest` at
   * most; in milliseconds. Default: 4 times, 500, 30,000.
   */
  readonly retry?: Partial<Retry>
  /** The longest wait that a server may ask for by Retry-After, in milliseconds. Default: 5 minutes. */
  readonly patience?: number
  /** The longest that one try may take, in milliseconds. Default: 1 minute. */
  readonly timeout?: number
  /** Where answers are kept with their ETags, for `fetchJson`. */
  readonly store?: PageStore
}

/** Options with nothing left open. */
export interface Paging {
  readonly concurrency: number
  readonly rateLimit: { readonly requests: number; readonly perSeconds: number } | undefined
  readonly retry: Retry
  readonly patience: number
  readonly timeout: number
}

const usualRetry: Retry = { times: 4, delay: 500, longest: 30_000 }

const wrong = (name: string, value: unknown, hint: string): never => {
  throw new FloeError('InvalidArgument', { message: `pages was given ${name}: ${printValue(value)}`, hint })
}

const isAmount = (value: unknown): boolean => typeof value === 'number' && value >= 0 && Number.isFinite(value)
const isCount = (value: unknown, least: number): boolean => Number.isSafeInteger(value) && (value as number) >= least

/** @throws FloeError InvalidArgument */
export const pagingOf = <C>(options: PagesOptions<C>): Paging => {
  const { concurrency = 1, rateLimit, patience = 300_000, timeout = 60_000, cursors } = options
  const retry = { ...usualRetry, ...options.retry }
  if (!isCount(concurrency, 1)) wrong('concurrency', concurrency, 'it takes a whole number from 1')
  if (rateLimit !== undefined && !(isCount(rateLimit.requests, 1) && isAmount(rateLimit.perSeconds)))
    wrong('rateLimit', rateLimit, 'it takes { requests: 10, perSeconds: 1 }')
  if (!(isCount(retry.times, 0) && isAmount(retry.delay) && isAmount(retry.longest)))
    wrong('retry', options.retry, 'it takes { times: 4, delay: 500, longest: 30_000 }, in milliseconds')
  if (!isAmount(patience)) wrong('patience', patience, 'it takes milliseconds')
  if (!(isAmount(timeout) && timeout > 0)) wrong('timeout', timeout, 'it takes milliseconds, more than 0')
  if (cursors !== undefined && !Array.isArray(cursors)) wrong('cursors', cursors, 'it takes an array')
  return Object.freeze({ concurrency, rateLimit, retry, patience, timeout })
}
