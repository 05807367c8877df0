/**
 * What a service gives page by page, as a dataset.
 */
import type * as t from 'io-ts'
import { type Codec, type Decoded, givenCodec } from '../../codec/codec.ts'
import { inOrder } from '../../concurrent/in-order.ts'
import { whenAborted } from '../../concurrent/when-aborted.ts'
import { fingerprint } from '../../data/fingerprint.ts'
import type { Frozen } from '../../data/frozen.ts'
import { printValue } from '../../data/print-value.ts'
import { rowFromText, rowToText } from '../../data/row-text.ts'
import { FloeError, isFloeError, type RunError } from '../../error/floe-error.ts'
import { decodeRow } from '../../plan/codec/decode-row.ts'
import { schemaOfCodec } from '../../plan/codec/schema-of-codec.ts'
import type { Sequence } from '../../plan/dataset.ts'
import { fromSource } from '../../plan/from-source.ts'
import type { Batch, Where } from '../../plan/source.ts'
import { type Clock, realClock } from './clock.ts'
import { type Fetching, fetchTried } from './fetch-page.ts'
import { type FetchPage, type Page, type PagesOptions, pagingOf } from './options.ts'
import { rateLimit } from './rate-limit.ts'

const comesAgain = (cursor: unknown, source: string): FloeError =>
  new FloeError('SourceCorrupt', {
    message: `the pages go round in a circle: ${printValue(cursor)} comes next a second time`,
    place: { source },
    hint: 'next must be null or absent behind the last page, and differ from page to page',
  })

/** Each page says what the next one is asked for with; `ahead`: whether that is fetched while this one is worked on. */
async function* oneByOne<C>(
  fetching: Fetching<C>,
  first: C | undefined,
  ahead: boolean,
  signal: AbortSignal,
): AsyncGenerator<Page<C>> {
  const seen = new Set<string>(first === undefined ? [] : [fingerprint(first)])
  const begin = (cursor: C | undefined): Promise<Page<C>> => {
    const page = fetchTried(fetching, cursor, signal)
    // Whoever asks for it meets the error.
    page.catch(() => {})
    return page
  }
  let cursor = first
  let coming: Promise<Page<C>> | undefined = begin(first)
  while (coming !== undefined) {
    const page: Page<C> = await coming
    coming = undefined
    const isLast = page.next === undefined || page.next === null
    let failure: FloeError | undefined
    if (!isLast) {
      cursor = page.next as C
      const mark = fingerprint(cursor)
      if (seen.has(mark)) failure = comesAgain(cursor, fetching.source)
      seen.add(mark)
      if (ahead && failure === undefined) coming = begin(cursor)
    }
    yield page
    if (failure !== undefined) throw failure
    if (!isLast) coming ??= begin(cursor)
  }
}

/** All pages are known: some are fetched at the same time, and come in their order. */
async function* allOf<C>(fetching: Fetching<C>, cursors: readonly C[], signal: AbortSignal): AsyncGenerator<Page<C>> {
  const each = async function* (): AsyncGenerator<C> {
    yield* cursors
  }
  const start = (cursor: C) => async (ending: AbortSignal) =>
    ({ _tag: 'Right', right: await fetchTried(fetching, cursor, ending) }) as const
  const { concurrency } = fetching.paging
  for await (const { result } of inOrder(each(), { concurrency, start }, signal)) {
    if ('thrown' in result) throw result.thrown
    yield result.value
  }
}

/** The rows of pages, each decoded; numbered through all pages. */
async function* decoded<C>(pages: AsyncIterable<Page<C>>, codec: t.Mixed, source: string): AsyncGenerator<Batch> {
  const decode = decodeRow(codec)
  let before = 0
  for await (const page of pages) {
    const first = before + 1
    const where = (i: number): Where => ({ source, row: first + i })
    yield batchOf(page.rows, decode, where)
    before += page.rows.length
  }
}

const batchOf = (given: readonly unknown[], decode: (row: unknown) => unknown, where: (i: number) => Where): Batch => {
  const errors = new Map<number, RunError>()
  const rows = given.map((row, i) => {
    try {
      return decode(row)
    } catch (thrown) {
      if (!isFloeError(thrown)) throw thrown
      errors.set(i, thrown.at(where(i), rowToText(row)) as RunError)
      return undefined
    }
  })
  return { rows, errors, where, bytes: 0 }
}

/** @param clock time and chance, for tests */
export const pagesBy = <C>(
  clock: Clock,
  fetchPage: FetchPage<C>,
  given: Codec,
  options: PagesOptions<C> = {},
): Sequence<unknown> => {
  const codec = givenCodec(given)
  if (codec === undefined || typeof fetchPage !== 'function')
    throw new FloeError('InvalidArgument', {
      message: `pages was given ${printValue(codec === undefined ? given : fetchPage)}`,
      hint: 'it takes a function that fetches a page, and a codec that says what a row is: t.type({ id: t.number })',
    })
  const paging = pagingOf(options)
  const { cursors, first, store, name = '' } = options
  const source = name === '' ? 'pages' : name
  const fetching = { fetchPage, source, paging, store, admit: rateLimit(paging.rateLimit, clock), clock }
  return fromSource(
    {
      format: 'pages',
      name,
      details: codec.name,
      schema: schemaOfCodec(codec),
      codec,
      waits: true,
      open: async function* (signal) {
        // Whoever leaves early ends what is under way.
        const ending = new AbortController()
        const stop = (): void => ending.abort()
        const ignore = signal.aborted ? () => {} : whenAborted(signal, stop)
        if (signal.aborted) stop()
        const all =
          cursors === undefined
            ? oneByOne(fetching, first, paging.concurrency > 1, ending.signal)
            : allOf(fetching, cursors, ending.signal)
        try {
          yield* decoded(all, codec, source)
        } finally {
          ignore()
          stop()
        }
      },
      again: (raws) =>
        async function* () {
          const decode = decodeRow(codec)
          const rows = raws.map(({ text }) => rowFromText(text))
          yield batchOf(rows, decode, (i) => (raws[i] as { readonly where: Where }).where)
        },
      size: async () => ({}),
    },
    options,
  )
}

/**
 * The rows that a service gives page by page, in their order, decoded by a codec, frozen.
 *
 * A function fetches a page: it is given a cursor, and gives the page's rows and the cursor of the next one, until there is none. Where
 * the pages are known, by number or by offset, `cursors` lists them, and some are fetched at the same time; their rows come in order all
 * the same. A cursor that comes a second time is an error, not a run that never ends.
 *
 * What may go well later is tried again: a Left, an answer with status 408, 425, 429, 500, 502, 503 or 504, what the network says. It is
 * waited as long as Retry-After says, in seconds or by date, or else for a time that doubles, of which a part at random counts. Other
 * answers end the run, and so does what the function throws by mistake. Leaving early, and aborting, end what is under way.
 *
 * Memory: the pages under way, and a mark of each cursor.
 *
 * Running it may fail with SourceUnreachable (the network, time), QueryFailed (a status), SchemaMismatch (no page), SourceCorrupt (pages
 * in a circle), SourceUnreadable (the function threw), Cancelled; a row with InvalidRow.
 *
 * @param fetchPage fetches one page; `fetchJson` does most of it
 * @param codec a codec of io-ts for a row, or a schema that follows Standard Schema
 * @throws FloeError InvalidArgument
 * @example
 * const letters = [['a', 'b'], ['c']]
 * const fetchLetters = async (page = 0) => ({ rows: letters[page] ?? [], next: page < 1 ? page + 1 : null })
 * await F.toList(pages(fetchLetters, t.string)) // List [ 'a', 'b', 'c' ]
 */
export const pages = <C, K extends Codec>(
  fetchPage: FetchPage<C>,
  codec: K,
  options?: PagesOptions<C>,
): Sequence<Frozen<Decoded<K>>> => pagesBy(realClock, fetchPage, codec, options) as Sequence<Frozen<Decoded<K>>>
