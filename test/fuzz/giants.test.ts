/**
 * Single inputs that are too large in one way: they are read in bounded memory, or refused with a clear error.
 */
import { gzipSync } from 'node:zlib'
import * as t from 'io-ts'
import { describe, expect, it } from 'vitest'
import { FloeError } from '../../src/error/floe-error.ts'
import { csvFormat } from '../../src/io/csv/options.ts'
import { readCsvBytes } from '../../src/io/csv/read-file.ts'
import { bytesScan } from '../../src/io/csv/scan/scan-csv.ts'
import { csv } from '../../src/io/csv/source.ts'
import type { ByteChunk } from '../../src/io/files/byte-chunk.ts'
import { unpack } from '../../src/io/files/unpack.ts'
import { readJsonBytes } from '../../src/io/json/read-file.ts'
import { rowReader } from '../../src/io/json/row-reader.ts'
import { readLineBytes } from '../../src/io/lines/read-file.ts'
import { readNdjsonBytes } from '../../src/io/ndjson/read-file.ts'
import { ndjson } from '../../src/io/ndjson/source.ts'
import { toParquet } from '../../src/io/parquet/sink.ts'
import { parquet } from '../../src/io/parquet/source.ts'
import { type RowDecoder, rowDecoder } from '../../src/io/text/row-decoder.ts'
import { readSource, sourceOf } from '../io/parquet/table.ts'
import { compareScan } from '../io/scanned.ts'
import { temporary } from '../io/temporary.ts'

const { directory, put } = temporary()
const megabyte = 1024 * 1024

const Row = t.type({ a: t.string })
const format = csvFormat({})
const decoder = rowDecoder(Row, format) as RowDecoder
const readRow = rowReader(Row)
const columns = bytesScan(Row, format, decoder, ['a'])

/** A text that begins in some way and goes on with one letter for so many megabytes; and how many were asked for. */
const endless = (start: string, megabytes: number) => {
  const asked = { megabytes: 0 }
  const chunks = async function* (): AsyncGenerator<ByteChunk> {
    yield { chunk: Buffer.from(start), stored: start.length }
    for (let i = 0; i < megabytes; i++) {
      asked.megabytes++
      yield { chunk: Buffer.alloc(megabyte, 'x'), stored: megabyte }
    }
  }
  return { asked, chunks }
}

/** The same with a delimiter for each letter. */
async function* ofCells(chunks: AsyncIterable<ByteChunk>): AsyncGenerator<ByteChunk> {
  for await (const { chunk, stored } of chunks) yield { chunk: chunk.map((byte) => (byte === 120 ? 44 : byte)), stored }
}

/** How a reading ended, and how many rows and rejects there were. */
const ending = async (
  batches: AsyncIterable<{ readonly errors: ReadonlyMap<number, unknown>; readonly bytes: number }>,
) => {
  let rejects = 0
  try {
    for await (const batch of batches) rejects += batch.errors.size
  } catch (error) {
    if (error instanceof FloeError) return error._tag
    throw error
  }
  return rejects
}

describe('a line of a gigabyte', () => {
  it.each([
    [
      'columns of csv',
      'a\n',
      (chunks: AsyncIterable<ByteChunk>) => (columns as NonNullable<typeof columns>).start()(chunks, 'in'),
    ],
    ['csv in cells', 'a\n', (chunks: AsyncIterable<ByteChunk>) => readCsvBytes(ofCells(chunks), 'in', format, decoder)],
    [
      'columns of csv in cells',
      'a\n',
      (chunks: AsyncIterable<ByteChunk>) => (columns as NonNullable<typeof columns>).start()(ofCells(chunks), 'in'),
    ],
    ['ndjson', '{"a":"', (chunks: AsyncIterable<ByteChunk>) => readNdjsonBytes(chunks, 'in', readRow)],
    ['json', '[{"a":"', (chunks: AsyncIterable<ByteChunk>) => readJsonBytes(chunks, 'in', [], readRow)],
    ['lines', '', (chunks: AsyncIterable<ByteChunk>) => readLineBytes(chunks, 'in')],
  ] as const)('of %s is refused before it is in memory', async (_, start, read) => {
    const { asked, chunks } = endless(start, 1024)
    expect(await ending(read(chunks()))).toBe('SourceCorrupt')
    expect(asked.megabytes).toBeLessThan(80)
  })
})

describe('a gzip bomb', () => {
  it('is read in the memory of a chunk', async () => {
    const member = gzipSync(Buffer.alloc(16 * megabyte, `${'x'.repeat(1023)}\n`), { level: 9 })
    const times = 24
    const stored = async function* (): AsyncGenerator<Buffer> {
      for (let i = 0; i < times; i++) yield member
    }
    let rows = 0
    let most = 0
    const before = process.memoryUsage.rss()
    for await (const batch of readLineBytes(unpack(stored(), 'gzip', 'in'), 'in')) {
      rows += batch.rows.length
      most = Math.max(most, process.memoryUsage.rss() - before)
    }
    expect(member.length * times).toBeLessThan(megabyte)
    expect(rows).toBe(times * 16 * 1024)
    expect(most).toBeLessThan(256 * megabyte)
  })
})

describe('a hundred thousand columns', () => {
  const names = Array.from({ length: 100_000 }, (_, i) => `c${i}`)
  const Two = t.type({ c7: t.number, c99999: t.number })
  const two = { c7: 7, c99999: 99_999 }

  it('of CSV are read', async () => {
    const path = put('wide.csv', `${names.join(',')}\n${names.map((_, i) => i).join(',')}\n`)
    expect((await readSource(csv(path, Two))).rows).toEqual([two])
  })

  it('of NDJSON are read', async () => {
    const path = put('wide.jsonl', `${JSON.stringify(Object.fromEntries(names.map((name, i) => [name, i])))}\n`)
    expect((await readSource(ndjson(path, Two))).rows).toEqual([two])
    expect(Object.keys((await readSource(ndjson(path))).rows[0] as object)).toHaveLength(100_000)
  })

  const stored = async (columns: readonly string[]) => {
    const path = `${directory}/${columns.length}.parquet`
    const row = Object.fromEntries(columns.map((name, i) => [name, i]))
    const writer = await toParquet(path).open()
    await writer.write([row])
    await writer.close()
    return { path, row }
  }

  it('of Parquet are written, and two of them read', async () => {
    const { path } = await stored(names)
    const source = sourceOf(parquet(path, Two))
    expect(await compareScan(source, ['c7', 'c99999'])).toEqual({ rows: 1, errors: 0, fatal: undefined })
  })

  // Ten times as many take ten times as long.
  it('of Parquet, ten thousand of them, are all read', async () => {
    const { path, row } = await stored(names.slice(0, 10_000))
    expect((await readSource(parquet(path))).rows).toEqual([row])
  })
})
