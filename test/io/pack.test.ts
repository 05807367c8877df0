/**
 * Files that are packed by their names: gzip everywhere, zstd where Node has it, and else an error before anything is written.
 */
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { Transform } from 'node:stream'
import * as zlib from 'node:zlib'
import { fc, test } from '@fast-check/vitest'
import { afterEach, describe, expect, it } from 'vitest'
import { toCsv } from '../../src/io/csv/sink.ts'
import { readBytes } from '../../src/io/files/files.ts'
import { through } from '../../src/io/files/pack.ts'
import { toJson } from '../../src/io/json/sink.ts'
import { toNdjson } from '../../src/io/ndjson/sink.ts'
import { runs } from '../runs.ts'
import { cut } from './csv/read-text.ts'
import { openHandles } from './open-handles.ts'
import { failure, never, temporary } from './temporary.ts'

const { directory } = temporary()
const isNative = 'createZstdCompress' in zlib

afterEach(() => {
  expect(openHandles(directory)).toEqual([])
  expect(readdirSync(directory).filter((name) => name.endsWith('.tmp'))).toEqual([])
})

/** Each kind of sink, with some rows and what they are in it. */
const sinks = [
  ['csv', toCsv, 'a\n1\n2\n'],
  ['ndjson', toNdjson, '{"a":1}\n{"a":2}\n'],
  ['json', toJson, '[\n{"a":1},\n{"a":2}\n]\n'],
] as const

/** What goes through to a name, in pieces. */
const packed = async (pieces: readonly Uint8Array[], name: string, zstd?: () => Transform): Promise<Buffer> => {
  const out: Buffer[] = []
  // As a disk may, it takes less than it is given.
  const file = {
    write: async (bytes: Uint8Array, from: number, length: number) => {
      const some = Math.ceil(length / 2)
      out.push(Buffer.from(bytes.subarray(from, from + some)))
      return { bytesWritten: some }
    },
  }
  const to = through(file, name, zstd)
  for (const piece of pieces) await to.write(piece)
  await to.end()
  return Buffer.concat(out)
}

/** Bytes that can be packed, of some blocks, and two ways to cut them. */
const cutTwice = fc
  .record({
    seed: fc.uint8Array({ minLength: 1, maxLength: 300 }),
    times: fc.integer({ min: 1, max: 1500 }),
    one: fc.array(fc.integer({ min: 1, max: 200_000 }), { minLength: 1, maxLength: 5 }),
    other: fc.array(fc.integer({ min: 1, max: 200_000 }), { minLength: 1, maxLength: 5 }),
  })
  .map(({ seed, times, one, other }) => ({
    bytes: Buffer.concat(Array.from({ length: times }, () => seed)),
    one,
    other,
  }))

describe('packed files', () => {
  test.prop([cutTwice], { numRuns: runs(30) })(
    'are the same bytes however they come',
    async ({ bytes, one, other }) => {
      const first = await packed(cut(bytes, one), 'a.gz')
      expect(zlib.gunzipSync(first).equals(bytes)).toBe(true)
      expect((await packed(cut(bytes, other), 'A.GZ')).equals(first)).toBe(true)
      expect((await packed(cut(bytes, one), 'a.txt')).equals(bytes)).toBe(true)
    },
  )

  it.each(sinks)('of %s are gzip by name, without a time in them', async (format, sink, text) => {
    const path = join(directory, `rows.${format}.gz`)
    const writer = await sink(path).open()
    await writer.write([{ a: 1 }])
    await writer.write([{ a: 2 }])
    await writer.close()
    const bytes = readFileSync(path)
    expect(zlib.gunzipSync(bytes).toString()).toBe(text)
    expect(bytes.subarray(3, 8)).toEqual(Buffer.alloc(5))
  })

  it.each(sinks)('of %s are zstd by name, where Node can; else an error says so', async (format, sink, text) => {
    const path = join(directory, `rows.${format}.zst`)
    if (!isNative) {
      const error = await failure(() => sink(path).open())
      expect(error._tag).toBe('SinkFailed')
      expect(error.message).toContain('packed by zstd, which Node')
      expect(error.hint).toContain('Node 22.15')
      expect(readdirSync(directory)).not.toContain(`rows.${format}.zst`)
      return
    }
    const writer = await sink(path).open()
    await writer.write([{ a: 1 }, { a: 2 }])
    await writer.close()
    const chunks: Uint8Array[] = []
    for await (const { chunk } of readBytes(path, never)) chunks.push(chunk)
    expect(Buffer.concat(chunks).toString()).toBe(text)
  })

  it('go through whatever packs zstd, in whole blocks', async () => {
    const sizes: number[] = []
    const spy = () =>
      new Transform({
        transform: (chunk: Buffer, _, done) => {
          sizes.push(chunk.length)
          done(null, chunk)
        },
      })
    const bytes = Buffer.alloc(150_000, 'x')
    expect((await packed(cut(bytes, [7, 99_999]), 'a.zst', spy)).equals(bytes)).toBe(true)
    expect(sizes).toEqual([65_536, 65_536, 18_928])
  })

  it('say what went wrong with the disk, and end', async () => {
    const file = { write: async () => Promise.reject(new Error('no room')) }
    const to = through(file, 'a.gz')
    const writing = async () => {
      for (let i = 0; i < 1000; i++)
        await to.write(Buffer.from(Array.from({ length: 65_536 }, (_, j) => (i * j * 7919) % 251)))
      await to.end()
    }
    await expect(writing()).rejects.toThrow()
    to.stop()
  })
})
