/**
 * Proves that a job which may lose rows when it dies is found out, and that one which may not is left in peace.
 */
import * as fc from 'fast-check'
import * as L from 'floe/laws'
import { expect, test } from 'vitest'

type Parts = L.JobParts<number>
const verdictOf = async (f: (parts: Parts) => unknown) => {
  const { laws } = await L.examine(L.job<number>(f, { rows: fc.nat(9) }))
  return laws.map(({ id, verdict, why }) => [id, verdict, ...(why === undefined ? [] : [why])].join(' '))
}

/** Goes over all pages. */
const eachPage = async (
  { read, load }: Parts,
  take: (rows: readonly number[], next: number | null | undefined) => Promise<void>,
): Promise<void> => {
  let cursor = await load()
  for (;;) {
    const { rows, next } = await read(cursor)
    await take(rows, next)
    if (next == null) return
    cursor = next
  }
}

test.each<readonly [string, (parts: Parts) => unknown]>([
  [
    'saves before it writes',
    (parts) =>
      eachPage(parts, async (rows, next) => {
        if (next != null) await parts.save(next)
        await parts.write(rows)
      }),
  ],
  [
    'does not wait for what it writes',
    (parts) =>
      eachPage(parts, async (rows, next) => {
        parts.write(rows)
        if (next != null) await parts.save(next)
      }),
  ],
  [
    'does both at the same time',
    (parts) =>
      eachPage(parts, async (rows, next) => {
        await Promise.all([parts.write(rows), next == null ? undefined : parts.save(next)])
      }),
  ],
  [
    'keeps rows until there are enough, and saves all the same',
    async (parts) => {
      let kept: number[] = []
      await eachPage(parts, async (rows, next) => {
        kept.push(...rows)
        if (kept.length > 3) {
          await parts.write(kept)
          kept = []
        }
        if (next != null) await parts.save(next)
      })
      await parts.write(kept)
    },
  ],
  [
    'reads ahead, and saves the cursor of what it has read',
    async (parts) => {
      let cursor = await parts.load()
      let page = await parts.read(cursor)
      for (;;) {
        cursor = page.next ?? undefined
        const next = cursor === undefined ? undefined : await parts.read(cursor)
        if (next?.next != null) await parts.save(next.next)
        await parts.write(page.rows)
        if (next === undefined) return
        page = next
      }
    },
  ],
])('I6 is broken by a job that %s', async (_, f) => {
  expect(await verdictOf(f)).toEqual(['I6 broken'])
})

test.each<readonly [string, (parts: Parts) => unknown]>([
  [
    'writes, and then saves',
    (parts) =>
      eachPage(parts, async (rows, next) => {
        await parts.write(rows.map((n) => n * 2))
        if (next != null) await parts.save(next)
      }),
  ],
  [
    'does not wait for what it saves',
    (parts) =>
      eachPage(parts, async (rows, next) => {
        await parts.write(rows)
        if (next != null) parts.save(next)
      }),
  ],
  [
    'writes the rows of a page at the same time, and saves when all are there',
    (parts) =>
      eachPage(parts, async (rows, next) => {
        await Promise.all(rows.map((row) => parts.write([row])))
        if (next != null) await parts.save(next)
      }),
  ],
  [
    'keeps rows, and saves when they are written',
    async (parts) => {
      let kept: number[] = []
      await eachPage(parts, async (rows, next) => {
        kept.push(...rows)
        if (kept.length <= 3 && next != null) return
        await parts.write(kept)
        kept = []
        if (next != null) await parts.save(next)
      })
    },
  ],
])('I6 is kept by a job that %s', async (_, f) => {
  expect(await verdictOf(f)).toEqual(['I6 held'])
})

test.each<readonly [string, (parts: Parts) => unknown]>([
  ['it writes nothing', async ({ read }) => read()],
  ['it saves no cursor', async ({ read, write }) => write([...(await read()).rows, 1])],
  [
    'it fails',
    async () => {
      throw new Error('no')
    },
  ],
  ['it waits for something of its own', () => new Promise(() => undefined)],
])('no job has passed of which is said: %s', async (why, f) => {
  expect(await verdictOf(f)).toEqual([`I6 vacuous ${why}`])
})

test('a failure says when it died, and what is missing', async () => {
  const hasty = async ({ read, write, load, save }: Parts): Promise<void> => {
    const { rows, next } = await read(await load())
    if (next != null) await save(next)
    await write(rows)
    if (next != null) await hasty({ read, write, load, save })
  }
  const { laws } = await L.examine(L.job(hasty, { rows: fc.nat(9) }))
  expect(laws[0]?.failure?.instance).toBe('[0, 0], read 1 at once')
  expect(laws[0]?.failure?.breach).toEqual({
    what: 'when it died after load(), read(0), save(1) and began again, a row was never written',
    path: 'written',
    before: '[0, 0]',
    after: '[0], without 0',
  })
})
