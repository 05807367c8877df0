/**
 * Proves that each law of sources in pages is broken by one that breaks it alone, and kept by those that look as if they did not.
 */
import * as L from 'floe/laws'
import { describe, expect, test } from 'vitest'

const reports = async (subject: unknown) => (await L.examine(subject as L.Subject)).laws
const broken = async (subject: unknown) =>
  (await reports(subject)).flatMap(({ id, verdict }) => (verdict === 'broken' ? [id] : []))

const log = Array.from({ length: 11 }, (_, i) => ({ id: i, at: Math.floor(i / 3) }))

/** Each breaks the law whose number it stands behind, and no other. */
const breakers: Readonly<Record<string, readonly (readonly [string, () => unknown])[]>> = {
  I2: [
    [
      'by a time that others have, too',
      () =>
        L.pages((after = -1, limit = 4) => {
          const rows = log.filter(({ at }) => at > after).slice(0, limit)
          return { rows, next: rows.at(-1)?.at }
        }),
    ],
    [
      'by the last row itself',
      () =>
        L.pages((from = 0, limit = 4) => {
          const rows = log.slice(from, from + limit)
          return { rows, next: rows.length < 2 ? null : from + limit - 1 }
        }),
    ],
    [
      'by the number of the page',
      () =>
        L.pages((page = 0, limit = 4) => {
          const rows = log.slice(page * limit, (page + 1) * limit)
          return { rows, next: rows.length < limit ? null : page + 1 }
        }),
    ],
  ],
  I3: [
    [
      'by a table in memory',
      () =>
        L.pages(
          L.fresh(() => {
            const tokens = new Map<string, number>()
            return (token?: string, limit = 4) => {
              const from = token === undefined ? 0 : tokens.get(token)
              if (from === undefined) throw new Error(`unknown token ${token}`)
              const next = `token ${from + limit}`
              tokens.set(next, from + limit)
              return { rows: log.slice(from, from + limit), next: from + limit < log.length ? next : null }
            }
          }),
        ),
    ],
    [
      'by an iterator',
      () =>
        L.pages((cursor: Iterator<unknown> = log.values(), limit = 4) => {
          const rows = Array.from({ length: limit }, () => cursor.next()).flatMap(({ value }) => value ?? [])
          return { rows, next: rows.length < limit ? null : cursor }
        }),
    ],
    [
      'by where it stands itself',
      () =>
        L.pages(
          L.fresh(() => {
            let at = 0
            return (cursor?: number, limit = 4) => {
              if (cursor === undefined) at = 0
              const rows = log.slice(at, at + limit)
              at += rows.length
              return { rows, next: at < log.length ? at : null }
            }
          }),
        ),
    ],
  ],
}

describe.each(Object.entries(breakers))('%s alone is broken', (id, all) => {
  test.each(all)('%s', async (_, make) => {
    expect(await broken(make())).toEqual([id])
  })
})

/** The lines of a text, by their place in bytes. */
const text = Buffer.from('ä,1\nbc,2\n\nd,3\neee,4\n')
const lines = (from = 0, limit = 2) => {
  const rows: string[] = []
  let at = from
  while (rows.length < limit && at < text.length) {
    const end = text.indexOf(10, at)
    rows.push(text.toString('utf8', at, end))
    at = end + 1
  }
  return { rows, next: at < text.length ? at : undefined }
}

test.each<readonly [string, unknown]>([
  [
    'an API, by the last id',
    L.pages(async (after = -1, limit = 4) => {
      const rows = log.filter(({ id }) => id > after).slice(0, limit)
      return { rows, next: rows.at(-1)?.id }
    }),
  ],
  [
    'an API, by time and id',
    L.pages((after: { at: number; id: number } = { at: -1, id: -1 }, limit = 4) => {
      const rows = log.filter(({ at, id }) => at > after.at || (at === after.at && id > after.id)).slice(0, limit)
      return { rows, next: rows.at(-1) }
    }),
  ],
  ['a file, by its bytes', L.pages(lines)],
  [
    'a log that can be asked again at its end',
    L.pages((offset = 0, limit = 3) => {
      const rows = log.slice(offset, offset + limit)
      return { rows, next: offset + rows.length }
    }),
  ],
  [
    'pages that are shorter than they may be',
    L.pages((from = 0, limit = 4) => {
      const end = Math.min(from + Math.min(limit, 1 + (from % 3)), log.length)
      return { rows: log.slice(from, end), next: end < log.length ? end : null }
    }),
  ],
])('%s is lawful', async (_, subject) => {
  expect((await reports(subject)).map(({ id, verdict }) => `${id} ${verdict}`)).toEqual(['I2 held', 'I3 held'])
})

test('a source of pages as long as it likes has not passed I2, and one that gives nothing has passed none', async () => {
  const own = await reports(
    L.pages((page = 0) => ({ rows: log.slice(page * 4, page * 4 + 4), next: page < 2 ? page + 1 : null })),
  )
  expect(own.map(({ id, verdict }) => `${id} ${verdict}`)).toEqual(['I2 vacuous', 'I3 held'])
  const none = await reports(L.pages(() => ({ rows: [] })))
  expect(none.map(({ verdict }) => verdict)).toEqual(['vacuous', 'vacuous'])
})
