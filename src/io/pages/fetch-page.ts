/**
 * One page, tried until it is there or given up.
 */
import { printValue } from '../../data/print-value.ts'
import { FloeError } from '../../error/floe-error.ts'
import type { Clock } from './clock.ts'
import { type Failure, failureOf, pageFailed, waitAskedFor } from './failure.ts'
import type { FetchPage, Page, PageStore, Paging } from './options.ts'
import type { Admit } from './rate-limit.ts'

export interface Fetching<C> {
  readonly fetchPage: FetchPage<C>
  readonly source: string
  readonly paging: Paging
  readonly store: PageStore | undefined
  readonly admit: Admit
  readonly clock: Clock
}

const cancelled = (): FloeError => new FloeError('Cancelled', { message: 'the run was cancelled' })

const isPage = (value: unknown): value is Page<never> =>
  typeof value === 'object' && value !== null && Array.isArray((value as Partial<Page<never>>).rows)

const noPage = (value: unknown, source: string): FloeError =>
  new FloeError('SchemaMismatch', {
    message: `the function gave ${printValue(value)}, and a page is wanted`,
    place: { source },
    expected: '{ rows: […], next }',
    hint: 'give { rows: answer.items, next: answer.next }, with whatever names the answer has',
  })

type Tried<C> = { readonly page: Page<C> } | { readonly failure: Failure }

/** One try. It is over when the time is, or nobody wants it any more, whatever the function does then. */
const once = <C>(
  { fetchPage, source, paging, store, clock }: Fetching<C>,
  cursor: C | undefined,
  signal: AbortSignal,
): Promise<Tried<C>> =>
  new Promise((resolve, reject) => {
    const ending = new AbortController()
    const settle = (finish: () => void): void => {
      signal.removeEventListener('abort', stop)
      finish()
      ending.abort()
    }
    const stop = (): void => settle(() => reject(cancelled()))
    if (signal.aborted) return reject(cancelled())
    signal.addEventListener('abort', stop)
    const timeUp = { code: 'TIMEOUT', message: `it took longer than ${paging.timeout} ms` }
    void clock.timeUp(paging.timeout, ending.signal).then(() => {
      if (!ending.signal.aborted)
        settle(() => resolve({ failure: failureOf(Object.assign(new Error(timeUp.message), timeUp), false) }))
    })
    const given = (answer: unknown): Tried<C> => {
      const { _tag, left, right } = (answer ?? {}) as Readonly<Record<string, unknown>>
      if (_tag === 'Left') return { failure: failureOf(left, true) }
      const page = _tag === 'Right' ? right : answer
      return isPage(page) ? { page } : { failure: failureOf(noPage(page, source), false) }
    }
    Promise.resolve()
      .then(() => fetchPage(cursor, { signal: ending.signal, store }))
      .then(
        (answer) => settle(() => resolve(given(answer))),
        (thrown: unknown) => settle(() => resolve({ failure: failureOf(thrown, false) })),
      )
  })

/** Exponential, capped, and of that a part at random, from nothing to all: "full jitter" of M. Brooker (2015). */
const waitOf = ({ retry }: Paging, again: number, random: () => number): number =>
  Math.min(retry.longest, retry.delay * 2 ** (again - 1)) * random()

/**
 * The page of a cursor.
 *
 * @throws FloeError QueryFailed for a status, SourceUnreachable for what the network says, SchemaMismatch for what is no page,
 *   SourceUnreadable for what the function throws by mistake, Cancelled
 */
export const fetchTried = async <C>(
  fetching: Fetching<C>,
  cursor: C | undefined,
  signal: AbortSignal,
): Promise<Page<C>> => {
  const { source, paging, admit, clock } = fetching
  const { retry, patience } = paging
  const page = cursor === undefined ? 'the first page' : `the page ${printValue(cursor)}`
  for (let again = 1; ; again++) {
    await admit(signal)
    const tried = await once(fetching, cursor, signal)
    if ('page' in tried) return tried.page
    const { failure } = tried
    const asked = waitAskedFor(failure, clock.today())
    if (!failure.isWorthAnotherTry || again > retry.times) throw pageFailed(failure, source, page, again)
    if (asked !== undefined && asked > patience)
      throw pageFailed(
        failure,
        source,
        page,
        again,
        `the server asks to wait for ${asked} ms, and patience is ${patience}`,
      )
    await clock.sleep(asked ?? waitOf(paging, again, clock.random), signal)
  }
}
