import { truncateSync } from 'node:fs'
import { gzipSync } from 'node:zlib'
import { parquetMetadata } from 'hyparquet'
import * as t from 'io-ts'
import { afterEach, describe, expect, it } from 'vitest'
import { FloeError } from '../../../src/error/floe-error.ts'
import { inferParquet } from '../../../src/io/parquet/infer.ts'
import { parquet } from '../../../src/io/parquet/source.ts'
import { every } from '../../runs.ts'
import { openHandles } from '../open-handles.ts'
import { messageOf, temporary } from '../temporary.ts'
import { readSource, type TableOptions, table } from './table.ts'

const { directory, put } = temporary()

afterEach(() => expect(openHandles(directory)).toEqual([]))

const rowCount = 60
const good = (options: TableOptions = {}, count = rowCount): Uint8Array => {
  const numbers = Array.from({ length: count }, (_, i) => BigInt(i * 7919))
  return table(
    [
      { name: 'origin', data: numbers.map((n) => ['SEA', 'LAS', 'JFK', null][Number(n % 4n)]), type: 'STRING' },
      { name: 'delay', data: numbers, type: 'INT64' },
      { name: 'distance', data: numbers.map((n) => (n % 5n === 0n ? null : Number(n) / 3)), type: 'DOUBLE' },
    ],
    { rowGroupSize: 25, pageSize: 100, ...options },
  )
}

const Flight = t.type({
  origin: t.union([t.string, t.null]),
  delay: t.number,
  distance: t.union([t.number, t.null]),
})

/** What reading comes to: how many rows and rejected rows, or the tag of the error. Any other error is thrown on. */
const outcome = async (bytes: Uint8Array): Promise<number | string> => {
  try {
    const { rows, errors } = await readSource(parquet(put('broken.parquet', bytes), Flight))
    return rows.length + errors.length
  } catch (error) {
    if (error instanceof FloeError && error._tag !== 'Defect') return error._tag
    throw error
  }
}

const flipped = (bytes: Uint8Array, at: number, bit: number): Uint8Array => {
  const copy = bytes.slice()
  copy[at] = (copy[at] as number) ^ (1 << bit)
  return copy
}

/** Two row groups of a few pages: enough to break, and few enough to break every byte of them. */
const fewRows = 28

// Of those that are packed by other code only every third place: they are many.
describe.each([
  ['SNAPPY', every(1)],
  ['UNCOMPRESSED', every(1)],
  ['GZIP', every(3)],
  ['BROTLI', every(3)],
] as const)('a broken file, compressed by %s', (codec, step) => {
  it('cut at any place is an error, never fewer rows', async () => {
    const bytes = good({ codec, rowGroupSize: 14 }, fewRows)
    for (let length = 0; length < bytes.length; length += step)
      expect(await outcome(bytes.subarray(0, length))).toBe('SourceCorrupt')
  })

  it('garbled at any byte is an error, or has all its rows', async () => {
    const bytes = good({ codec, rowGroupSize: 14 }, fewRows)
    const seen = new Map<number | string, number>()
    for (let at = 0; at < bytes.length; at += step) {
      const found = await outcome(flipped(bytes, at, at % 8))
      seen.set(found, (seen.get(found) ?? 0) + 1)
      expect([fewRows, 'SourceCorrupt', 'SourceUnreadable', 'SchemaMismatch']).toContain(found)
    }
    expect(seen.get('SourceCorrupt')).toBeGreaterThan(bytes.length / step / 8)
  })

  it('with bytes missing in the middle, or put in, is an error, or has all its rows', async () => {
    const bytes = good({ codec, rowGroupSize: 14 }, fewRows)
    for (let at = 4; at < bytes.length - 8; at += every(11)) {
      const without = Buffer.concat([bytes.subarray(0, at), bytes.subarray(at + 1)])
      const more = Buffer.concat([bytes.subarray(0, at), Buffer.from([0x55]), bytes.subarray(at)])
      for (const broken of [without, more])
        expect([fewRows, 'SourceCorrupt', 'SourceUnreadable', 'SchemaMismatch']).toContain(await outcome(broken))
    }
  })
})

describe('a broken file', () => {
  it('with all bytes of a stretch set is an error, or has all its rows', async () => {
    const bytes = good()
    for (const fill of [0x00, 0xff, 0x7f])
      for (let at = 0; at < bytes.length; at += every(7)) {
        const broken = bytes.slice()
        broken.fill(fill, at, at + 6)
        expect([rowCount, 'SourceCorrupt', 'SourceUnreadable', 'SchemaMismatch']).toContain(await outcome(broken))
      }
  })

  it('gives the rows of the row groups before the damage', async () => {
    const bytes = good({ codec: 'UNCOMPRESSED' })
    const last = parquetMetadata(bytes).row_groups.at(-1)?.columns.at(-1)?.meta_data
    const broken = bytes.slice()
    broken.fill(0xff, Number(last?.data_page_offset), Number(last?.data_page_offset) + 20)
    let rows = 0
    await expect(async () => {
      const { plan } = parquet(put('late.parquet', broken), Flight)
      if (plan.kind !== 'source') return
      for await (const batch of plan.source.open(new AbortController().signal)) rows += batch.rows.length
    }).rejects.toMatchObject({ _tag: 'SourceCorrupt' })
    expect(rows).toBe(50)
  })

  it('says what it is', async () => {
    const bytes = good()
    const page = bytes.slice()
    page.fill(0xff, 20, 40)
    const footer = bytes.slice()
    footer.fill(0xff, bytes.length - 60, bytes.length - 40)
    const length = bytes.slice()
    length.fill(0x7f, bytes.length - 8, bytes.length - 4)
    const files: readonly (readonly [string, Uint8Array | string])[] = [
      ['empty.parquet', ''],
      ['short.parquet', 'PAR1'],
      ['table.csv', 'origin,delay\nSEA,4\n'],
      ['binary.parquet', new Uint8Array([0, 1, 2, 3, 4, 5])],
      ['packed.parquet.gz', gzipSync(bytes)],
      ['half.parquet', bytes.subarray(0, bytes.length / 2)],
      ['encrypted.parquet', 'PARE0123456789PARE'],
      ['page.parquet', page],
      ['footer.parquet', footer],
      ['length.parquet', length],
    ]
    const messages = []
    for (const [name, content] of files) {
      const path = put(name, content)
      messages.push(await messageOf(directory, () => readSource(parquet(path, Flight))))
    }
    messages.push(await messageOf(directory, () => readSource(parquet(`${directory}/none.parquet`, Flight))))
    messages.push(await messageOf(directory, () => readSource(parquet(directory, Flight))))
    expect(messages.join('\n')).toMatchInlineSnapshot(`
      "FLOE202 SourceCorrupt: the Parquet file is empty: it has no bytes at all
        at DIR/empty.parquet
        hint: copy or download it again
      FLOE202 SourceCorrupt: the Parquet file has lost its end, where its metadata stands: it was cut short
        at DIR/short.parquet
        hint: copy or download it again, to the last byte
      FLOE202 SourceCorrupt: this is no Parquet file: it begins with "orig", and Parquet begins with "PAR1"
        at DIR/table.csv
        hint: csv(path, codec) reads tables of text
      FLOE202 SourceCorrupt: this is no Parquet file: it begins with the bytes 00 01 02 03, and Parquet begins with "PAR1"
        at DIR/binary.parquet
        hint: copy or download it again
      FLOE202 SourceCorrupt: this is no Parquet file: it begins with the bytes 1f 8b 08 00, and Parquet begins with "PAR1"
        at DIR/packed.parquet.gz
        hint: it is compressed as a whole: gunzip DIR/packed.parquet.gz
      FLOE202 SourceCorrupt: the Parquet file has lost its end, where its metadata stands: it was cut short
        at DIR/half.parquet
        hint: copy or download it again, to the last byte
      FLOE201 SourceUnreadable: the Parquet file is encrypted, and Floe cannot decrypt it
        at DIR/encrypted.parquet
        hint: write it again without encryption
      FLOE202 SourceCorrupt: the Parquet file is damaged: column origin cannot be read: Invalid typed array length: 4294967043
        at DIR/page.parquet
        hint: copy or download it again
      FLOE202 SourceCorrupt: the Parquet file is damaged: its metadata cannot be read: thrift unhandled type: 15
        at DIR/footer.parquet
        hint: copy or download it again
      FLOE202 SourceCorrupt: the Parquet file is damaged: its metadata cannot be read: metadata length 2139062143 exceeds available buffer 2061
        at DIR/length.parquet
        hint: copy or download it again
      FLOE200 SourceNotFound: there is no file 'DIR/none.parquet'; looked in DIR
        hint: did you mean 'DIR/late.parquet' or 'DIR/page.parquet' or 'DIR/broken.parquet'?
      FLOE201 SourceUnreadable: 'DIR' is a directory, and a file is needed
        hint: several files are read by a pattern: 'DIR/*.parquet'"
    `)
  })

  it('says which compression it cannot read', async () => {
    const bytes = table([{ name: 'delay', data: [1, 2], type: 'INT32' }], { codec: 'UNCOMPRESSED' })
    // The footer has the compression as field 4 of the column's metadata: 15 00 is UNCOMPRESSED, 15 06 is LZO.
    const text = Buffer.from(bytes).toString('latin1')
    const at = text.indexOf('delay\x15\x00', bytes.length - 400)
    const lzo = bytes.slice()
    lzo[at + 6] = 6
    expect(await messageOf(directory, () => readSource(parquet(put('lzo.parquet', lzo))))).toMatchInlineSnapshot(`
      "FLOE201 SourceUnreadable: the Parquet file uses a compression codec that Floe cannot read: LZO
        at DIR/lzo.parquet
        hint: write it again with another, such as ZSTD or SNAPPY"
    `)
  })

  it('is not described either', async () => {
    expect(
      await messageOf(directory, () => inferParquet(put('cut.parquet', good().subarray(0, 300)))),
    ).toMatchInlineSnapshot(`
      "FLOE202 SourceCorrupt: the Parquet file has lost its end, where its metadata stands: it was cut short
        at DIR/cut.parquet
        hint: copy or download it again, to the last byte"
    `)
  })

  it('is told when it shrinks while it is read', async () => {
    // Larger than what is read ahead.
    const values = Array.from({ length: 40_000 }, (_, i) => Math.sin(i))
    const path = put('shrinks.parquet', table([{ name: 'n', data: values, type: 'DOUBLE' }], { rowGroupSize: 20_000 }))
    const { plan } = parquet(path, t.type({ n: t.number }))
    if (plan.kind !== 'source') throw new Error('no source')
    const batches = plan.source.open(new AbortController().signal)[Symbol.asyncIterator]()
    for (let rows = 0; rows < 20_000; ) rows += (await batches.next()).value.rows.length
    truncateSync(path, 4)
    expect(await messageOf(directory, () => batches.next())).toMatchInlineSnapshot(`
      "FLOE202 SourceCorrupt: the Parquet file became shorter while it was read
        at DIR/shrinks.parquet
        hint: run again when it is written to the end"
    `)
  })
})
