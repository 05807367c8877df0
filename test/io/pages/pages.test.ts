/**
 * Proves that no page is lost or comes twice, whatever the server does, that what cannot go well is told, and that whoever leaves leaves
 * nothing behind. No test waits: time is made up.
 */
import fc from 'fast-check'
import * as F from 'floe'
import { type Ask, fetchJson, type PagesOptions, pages } from 'floe/io'
import * as t from 'io-ts'
import { describe, expect, test } from 'vitest'
import type { Clock } from '../../../src/io/pages/clock.ts'
import type { FetchPage } from '../../../src/io/pages/options.ts'
import { pagesBy } from '../../../src/io/pages/source.ts'
import { engines } from '../../engines.ts'
import { runs } from '../../runs.ts'
import { type Answer, halfBody, hangUp, json, noJson, serve, silence, status } from './server.ts'

/** Time that passes when somebody waits, and only then. Nothing takes longer than it may, unless `slow` says when. */
const madeUp = (slow?: Promise<void>): Clock & { readonly waits: number[] } => {
  let now = 0
  const waits: number[] = []
  return {
    waits,
    now: () => now,
    today: () => Date.UTC(2026, 0, 1) + now,
    sleep: async (milliseconds) => {
      waits.push(milliseconds)
      now += milliseconds
    },
    timeUp: () => slow ?? new Promise(() => {}),
    random: () => 0.5,
  }
}

interface Body {
  readonly items: readonly number[]
  readonly next?: number | null
}

const lastPage = 4
const bodyOf = (page: number): Body => ({ items: [page * 10, page * 10 + 1], next: page < lastPage ? page + 1 : null })
const all = Array.from({ length: lastPage + 1 }, (_, page) => [page * 10, page * 10 + 1]).flat()
const pageOf = (path: string): number => Number(/page=(\d+)/.exec(path)?.[1] ?? 0)

const fetching =
  (url: string): FetchPage<number> =>
  async (page = 0, ask: Ask) => {
    const { items, next } = await fetchJson<Body>(`${url}/?page=${page}`, ask)
    return { rows: items, next }
  }

const read = async (rows: F.Bag<unknown>, options: F.RunOptions = {}) => {
  const result = await F.run(rows, options)()
  if (result._tag === 'Left') throw result.left
  return result.right.rows.toArray()
}

const misbehaviours: readonly Answer[] = [
  hangUp,
  halfBody,
  noJson,
  status(500),
  status(503, { 'retry-after': '2' }),
  status(429, { 'retry-after': 'Thu, 01 Jan 2026 00:00:09 GMT' }),
  status(429),
]

test('no page is lost or comes twice, by cursor or all known, however the server misbehaves', () =>
  fc.assert(
    fc.asyncProperty(
      fc.array(fc.array(fc.nat(misbehaviours.length - 1), { maxLength: 4 }), { minLength: 5, maxLength: 5 }),
      fc.integer({ min: 1, max: 4 }),
      fc.boolean(),
      async (bad, concurrency, areKnown) => {
        const server = await serve(
          (path, time) => misbehaviours[(bad[pageOf(path)] ?? [])[time - 1] ?? -1] ?? json(bodyOf(pageOf(path))),
        )
        const clock = madeUp()
        const options = { concurrency, ...(areKnown ? { cursors: [0, 1, 2, 3, 4] } : {}) }
        expect(await read(pagesBy(clock, fetching(server.url), t.number, options))).toEqual(all)
        expect(server.asked.length).toBe(5 + bad.flat().length)
        expect(clock.waits.length).toBe(bad.flat().length)
        expect(server.busy.most).toBeLessThanOrEqual(concurrency)
      },
    ),
    { numRuns: runs(25) },
  ))

describe('waiting', () => {
  const waitsFor = async (answers: readonly Answer[], options: PagesOptions<number> = {}) => {
    const server = await serve((_, time) => answers[time - 1] ?? json({ items: [7] }))
    const clock = madeUp()
    const result = await F.run(pagesBy(clock, fetching(server.url), t.number, options))()
    return { waits: clock.waits, result, asked: server.asked.length }
  }

  test('as long as Retry-After says, in seconds or by date', async () => {
    const date = 'Thu, 01 Jan 2026 00:00:09 GMT'
    const { waits } = await waitsFor([status(429, { 'retry-after': '2' }), status(503, { 'retry-after': date })])
    expect(waits).toEqual([2000, 7000])
  })

  test('else twice as long each time, up to a longest, of which chance takes a part', async () => {
    const { waits } = await waitsFor([status(500), hangUp, status(502), status(504)], {
      retry: { delay: 100, longest: 500 },
    })
    expect(waits).toEqual([50, 100, 200, 250])
  })

  test('not for ever', async () => {
    const { result } = await waitsFor([status(429, { 'retry-after': '3600' })])
    expect(result).toMatchObject({
      left: { _tag: 'QueryFailed', hint: 'the server asks to wait for 3600000 ms, and patience is 300000' },
    })
  })

  test('a rate holds, tries and all', async () => {
    const server = await serve((path, time) => (time === 1 ? status(500) : json(bodyOf(pageOf(path)))))
    const clock = madeUp()
    const times: number[] = []
    const fetchPage: FetchPage<number> = (page, ask) => {
      times.push(clock.now())
      return fetching(server.url)(page, ask)
    }
    const options = { rateLimit: { requests: 2, perSeconds: 10 }, retry: { delay: 0 } }
    expect(await read(pagesBy(clock, fetchPage, t.number, options))).toEqual(all)
    expect(times).toEqual([0, 0, 10_000, 10_000, 20_000, 20_000, 30_000, 30_000, 40_000, 40_000])
  })
})

describe('what cannot go well is told', () => {
  const errorOf = async (behave: Answer, fetch = fetching, clock: Clock = madeUp()) => {
    const server = await serve(() => behave)
    const result = await F.run(pagesBy(clock, fetch(server.url), t.number, { name: 'items', retry: { times: 2 } }))()
    if (result._tag === 'Right') throw new Error('it went well')
    return { error: result.left, asked: server.asked.length }
  }

  test.each([
    ['no page of that name', status(404), 'QueryFailed', 'the first page cannot be fetched: ', 1],
    ['an error that stays', status(500), 'QueryFailed', 'the first page cannot be fetched, tried 3 times: ', 3],
    ['nobody answers', hangUp, 'SourceUnreachable', 'the first page cannot be fetched, tried 3 times: ', 3],
    ['no JSON, however often', noJson, 'SourceUnreachable', 'is no JSON', 3],
    ['JSON without rows', json({ things: [] }), 'SchemaMismatch', 'and a page is wanted', 1],
  ])('%s', async (_, behave, tag, message, asked) => {
    const found = await errorOf(behave)
    expect([found.error._tag, found.error.place.source, found.asked]).toEqual([tag, 'items', asked])
    expect(found.error.summary).toContain(message)
  })

  test('an answer that takes too long', async () => {
    const { error, asked } = await errorOf(silence, fetching, madeUp(Promise.resolve()))
    expect([error._tag, asked <= 3]).toEqual(['SourceUnreachable', true])
    expect(error.summary).toContain('it took longer than 60000 ms')
  })

  test('pages in a circle, after their rows', async () => {
    const server = await serve((path) => json({ items: [pageOf(path)], next: (pageOf(path) + 1) % 3 }))
    const got: unknown[] = []
    const reading = async () => {
      for await (const batch of F.stream(pagesBy(madeUp(), fetching(server.url), t.number, { first: 0 })))
        got.push(...batch)
    }
    await expect(reading()).rejects.toThrow('FLOE202 SourceCorrupt: the pages go round in a circle: 0 comes next')
    expect([got, server.asked.length]).toEqual([[0, 1, 2], 3])
  })

  test('a mistake of the function is not tried again', async () => {
    const { error, asked } = await errorOf(json(1), () => async () => {
      throw new TypeError('x is undefined')
    })
    expect([error._tag, asked]).toEqual(['SourceUnreadable', 0])
  })

  test.each([
    [{ concurrency: 0 }],
    [{ rateLimit: { requests: 0, perSeconds: 1 } }],
    [{ retry: { times: -1 } }],
    [{ timeout: 0 }],
    [{ patience: Number.NaN }],
    [{ cursors: 3 as never }],
  ] as readonly (readonly [PagesOptions<number>])[])('options that make no sense: %j', (options) => {
    expect(() => pages(fetching(''), t.number, options)).toThrow('FLOE100')
  })
})

test('a Left is tried again, a Right taken', async () => {
  let tries = 0
  const fetchPage: FetchPage<number> = async () =>
    ++tries < 3 ? { _tag: 'Left', left: 'busy' } : { _tag: 'Right', right: { rows: [1] } }
  expect(await read(pagesBy(madeUp(), fetchPage, t.number))).toEqual([1])
})

test('what has not changed is not sent again', async () => {
  const server = await serve((path) => (response, request) => {
    const etag = `"${pageOf(path)}"`
    if (request.headers['if-none-match'] === etag) status(304)(response, request)
    else json(bodyOf(pageOf(path)), { etag })(response, request)
  })
  const store = new Map()
  const rows = pagesBy(madeUp(), fetching(server.url), t.number, { store })
  expect(await read(rows)).toEqual(all)
  expect(await read(rows)).toEqual(all)
  expect([store.size, server.asked.length]).toEqual([5, 10])
})

describe.each(engines)('$name', (engine) => {
  test('rows that do not fit are told with their place, and worked once more', async () => {
    const server = await serve((path) => json({ ...bodyOf(pageOf(path)), items: [pageOf(path), `x${pageOf(path)}`] }))
    const rows = pagesBy(madeUp(), fetching(server.url), t.number, { name: 'items', onError: 'reject' })
    const result = await F.run(rows, { engine })()
    if (result._tag === 'Left') throw result.left
    const { rejects, report } = result.right
    expect(rejects.toArray().map(({ place, raw }) => [place.source, place.row, raw])).toEqual(
      [0, 1, 2, 3, 4].map((page) => ['items', 2 * page + 2, `"x${page}"`]),
    )
    expect([report.rowsIn, report.rowsOut, report.rowsRejected]).toEqual([10, 5, 5])
    const mended = pagesBy(madeUp(), fetching(server.url), t.union([t.number, t.string]), {
      name: 'items',
      onError: 'reject',
    })
    expect(await read(F.pipe(mended, F.replay(rejects)), { engine })).toEqual(['x0', 'x1', 'x2', 'x3', 'x4'])
  })

  test('whoever leaves early asks for no more, and leaves nothing under way', async () => {
    let arrived = (): void => {}
    const second = new Promise<void>((resolve) => {
      arrived = resolve
    })
    const server = await serve((path) => {
      if (pageOf(path) === 0) return json(bodyOf(0))
      return (response, request) => {
        silence(response, request)
        arrived()
      }
    })
    const rows = pagesBy(madeUp(), fetching(server.url), t.number, { concurrency: 2 })
    const gone = async (): Promise<void> => {
      while (server.busy.now > 0) await new Promise((resolve) => setImmediate(resolve))
    }
    expect(await read(F.pipe(rows, F.take(2)), { engine })).toEqual([0, 1])
    await gone()
    expect(server.asked.length).toBeLessThanOrEqual(2)
    if (rows.plan.kind !== 'source') throw new Error('no source')
    for await (const batch of rows.plan.source.open(new AbortController().signal)) {
      expect(batch.rows).toEqual([0, 1])
      await second
      break
    }
    await gone()
    expect(server.left()).toBeGreaterThan(0)
  })

  test('cancelling ends what is under way', async () => {
    const cancelling = new AbortController()
    const server = await serve(() => (response, request) => {
      silence(response, request)
      cancelling.abort()
    })
    const rows = pagesBy(madeUp(), fetching(server.url), t.number, { cursors: [0, 1, 2], concurrency: 3 })
    const result = await F.run(rows, { engine, signal: cancelling.signal })()
    expect(result).toMatchObject({ left: { _tag: 'Cancelled' } })
    while (server.busy.now > 0) await new Promise((resolve) => setImmediate(resolve))
  })
})
