/**
 * Proves that a file of Parquet is gone on with before it is known what its columns hold and after that, and that what cannot be
 * written down waits.
 */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { deserialize, serialize } from 'node:v8'
import type * as F from 'floe'
import { toParquet } from 'floe/io'
import { List } from 'immutable'
import { expect, test } from 'vitest'
import { temporary } from '../temporary.ts'

const { directory } = temporary()

const opened = (sink: F.Sink<object>, id: string, mark?: unknown): Promise<F.ResumableWriter<object>> =>
  (sink.resume as NonNullable<typeof sink.resume>)({ id, ...(mark === undefined ? {} : { mark }) })

/** Rows of which the first say too little of the columns. */
const rows = Array.from({ length: 23_000 }, (_, i) => ({
  a: i < 9_000 ? null : i % 7 === 0 ? -0 : i / 8,
  at: i % 3 === 0 ? new Date(i) : undefined,
  bytes: Uint8Array.of(i % 256),
  list: i % 5 === 0 ? [{ b: BigInt(i) }] : [],
}))

test('the columns are known at some time, and the process may end at any', async () => {
  const whole = join(directory, 'whole.parquet')
  const writer = await toParquet(whole, { rowGroup: 2_000 }).open()
  await writer.write(rows)
  await writer.close()

  const path = join(directory, 'parts.parquet')
  const sink = toParquet(path, { rowGroup: 2_000 })
  let mark: unknown
  for (let at = 0; at < rows.length; at += 1_300) {
    const one = await opened(sink, 'abc', mark)
    expect(one.committed).toBe(at)
    await one.write(rows.slice(at, at + 1_300))
    mark = sink.joinMarks?.(mark, deserialize(serialize(await one.commit())))
    // Nobody hears of these.
    await one.write(rows.slice(at + 1_300, at + 4_000))
    await one.abort()
  }
  const last = await opened(sink, 'abc', mark)
  await last.close()
  expect(readFileSync(path).equals(readFileSync(whole))).toBe(true)
})

test('rows that cannot be written down are safe when the columns are known', async () => {
  const path = join(directory, 'lists.parquet')
  const lists = Array.from({ length: 10_000 }, (_, i) => ({ list: List([i]) }))
  const writer = await opened(toParquet(path), 'abc')
  await writer.write(lists.slice(0, 9_999))
  expect(await writer.commit()).toBe(undefined)
  await writer.write(lists.slice(9_999))
  expect(await writer.commit()).toMatchObject({ rows: 10_000, waiting: [] })
  await writer.close()
})
