/**
 * Proves that the parts of a source give what the source gives: the same rows, the same errors at the same places, the same
 * bytes, whatever the text is and however small the parts are; and that text without quotes is cut about where it should be.
 */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import fc from 'fast-check'
import * as F from 'floe'
import { type CsvOptions, csv, ndjson, parquet } from 'floe/io'
import * as t from 'io-ts'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { fingerprint } from '../../src/data/fingerprint.ts'
import { isApart, numbersApart, placeAfter } from '../../src/engine/workers/numbers.ts'
import type { Batch, Part, Source } from '../../src/plan/source.ts'
import { runs } from '../runs.ts'
import { table } from './parquet/table.ts'

let folder = ''
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'floe-parts-'))
})
afterAll(() => rmSync(folder, { recursive: true }))

const { signal } = new AbortController()

interface Read {
  readonly seen: readonly string[]
  readonly bytes: number
  readonly rows: number
  readonly ended: boolean
}

/** All that is to be seen of rows, one by one, with their places. */
const readAll = async (batches: AsyncIterable<Batch>, before = { rows: 0, lines: 0 }): Promise<Read> => {
  const seen: string[] = []
  let bytes = 0
  let rows = 0
  const say = (error: F.RunError): string =>
    JSON.stringify([error._tag, error.summary, placeAfter(error.place, [before]), error.found, error.expected])
  try {
    for await (const batch of batches) {
      bytes += batch.bytes
      rows += batch.rows.length
      for (const [i, row] of batch.rows.entries()) {
        const error = batch.errors.get(i)
        const where = JSON.stringify(placeAfter(batch.where(i), [before]))
        seen.push(`${error === undefined ? fingerprint(row) : say(error)} ${where}`)
      }
    }
    return { seen, bytes, rows, ended: true }
  } catch (thrown) {
    seen.push(say(thrown as F.RunError))
    return { seen, bytes, rows, ended: false }
  }
}

const partsOf = async (source: Source, bytes: number, rows = 3): Promise<readonly Part[]> => {
  const parts: Part[] = []
  for await (const part of source.parts?.cut({ bytes, rows }, signal) ?? []) parts.push(part)
  return parts
}

/** The parts one after the other, numbers put right. */
const readParts = async (source: Source, parts: readonly Part[], by: 'open' | 'scan', fields: readonly string[]) => {
  const seen: string[] = []
  let bytes = 0
  let before = { name: '', rows: 0, lines: 0 }
  for (const part of parts) {
    if (part.name !== before.name) before = { name: part.name, rows: 0, lines: 0 }
    const of = numbersApart((source.parts as F.Parts).of(part))
    const lead = part.lead ?? 0
    const scan = of.scan?.(fields)
    const batches = by === 'scan' && scan !== undefined ? asRows(scan, fields) : of.open
    const read = await readAll(batches(signal), { rows: before.rows, lines: before.lines - lead })
    seen.push(...read.seen)
    bytes += read.bytes
    if (!read.ended) break
    const lines = (await source.parts?.lines?.(part, signal)) ?? 0
    before = { name: part.name, rows: before.rows + read.rows, lines: before.lines + lines }
  }
  return { seen, bytes }
}

/** Columns as rows. */
const asRows = (scan: F.Scan, fields: readonly string[]) =>
  async function* (given: AbortSignal): AsyncGenerator<Batch> {
    for await (const { length, columns, ...batch } of scan.open(given)) {
      const rows = Array.from({ length }, (_, i) =>
        Object.fromEntries(
          fields.map((name, f) => {
            const column = columns[f] as F.Column
            return [name, column.kind === 'texts' ? (batch.errors.has(i) ? '' : column.at(i)) : column.values[i]]
          }),
        ),
      )
      yield { ...batch, rows }
    }
  }

const sourceOf = (dataset: F.Bag<unknown>): Source => (dataset.plan as F.NodeOf<'source'>).source

const Row = t.type({ a: t.string, b: t.union([t.number, t.null]) })
const fields = ['a', 'b']

/** Text of all that means something to a reader of CSV. */
const anyText = fc
  .array(
    fc.oneof(
      { weight: 3, arbitrary: fc.constantFrom('x,1\n', '"y",2\r\n', '"a\n""b",3\n', 'é,\n', '\n') },
      { weight: 2, arbitrary: fc.constantFrom(',', '"', '\n', '\r', '\r\n', '\\', 'x', ' ', '1', '""', '\0') },
    ),
    { maxLength: 24 },
  )
  .map((texts) => texts.join(''))

const formats = [
  {},
  { quote: false },
  { escape: '\\' },
  { delimiter: ';' },
  { header: false },
  { quote: "'" },
] as const satisfies readonly CsvOptions[]

let cut = 0

describe('parts of CSV', () => {
  test.each(['open', 'scan'] as const)('give what the file gives, read by %s', (by) =>
    fc.assert(
      fc.asyncProperty(
        anyText,
        fc.constantFrom('', '\ufeff', '\n\n'),
        fc.constantFrom(...formats),
        fc.constantFrom(1, 2, 5, 16),
        async (text, start, format, size) => {
          const path = join(folder, 'any.csv')
          const separator = 'delimiter' in format ? format.delimiter : ','
          const header = 'header' in format ? '' : `a${separator}b\n`
          writeFileSync(path, `${start}${header}${text}`)
          const source = sourceOf(csv(path, Row, format))
          const parts = await partsOf(source, size)
          cut += parts.length - 1
          const scan = by === 'scan' ? source.scan?.(fields) : undefined
          const { seen, bytes } = await readAll(scan === undefined ? source.open(signal) : asRows(scan, fields)(signal))
          const found = await readParts(source, parts, by, fields)
          expect(found.seen).toEqual(seen)
          if (seen.every((one) => !one.includes('SourceCorrupt'))) expect(found.bytes).toBe(bytes)
        },
      ),
      { numRuns: runs(120) },
    ),
  )

  test('were several', () => expect(cut).toBeGreaterThan(runs(200)))

  test('of several files follow each other; what is packed is one', async () => {
    const { gzipSync } = await import('node:zlib')
    const text = `a,b\n${Array.from({ length: 50 }, (_, i) => `row ${i},${i}\n`).join('')}`
    writeFileSync(join(folder, 'one.csv'), text)
    writeFileSync(join(folder, 'two.csv'), gzipSync(text))
    const source = sourceOf(csv([join(folder, 'one.csv'), join(folder, 'two.csv')], Row))
    const parts = await partsOf(source, 100)
    expect(parts.filter(({ name }) => name.endsWith('two.csv'))).toHaveLength(1)
    expect(parts.length).toBeGreaterThan(4)
    expect((await readParts(source, parts, 'open', fields)).seen).toEqual((await readAll(source.open(signal))).seen)
  })
})

describe('parts of NDJSON', () => {
  test.each(['open', 'scan'] as const)('give what the file gives, read by %s', (by) =>
    fc.assert(
      fc.asyncProperty(
        fc.array(fc.constantFrom('{"a":"x","b":1}', '{"a":"\\n","b":null}', '{"a":1}', '', ' ', '\r', 'x', '\u00e9'), {
          maxLength: 12,
        }),
        fc.constantFrom('', '\ufeff'),
        fc.constantFrom('\n', '\r\n'),
        fc.constantFrom(1, 7, 20),
        async (lines, start, end, size) => {
          const path = join(folder, 'any.ndjson')
          writeFileSync(path, start + lines.join(end))
          const source = sourceOf(ndjson(path, Row))
          const scan = by === 'scan' ? source.scan?.(fields) : undefined
          const { seen, bytes } = await readAll(scan === undefined ? source.open(signal) : asRows(scan, fields)(signal))
          expect(await readParts(source, await partsOf(source, size), by, fields)).toEqual({ seen, bytes })
        },
      ),
      { numRuns: runs(80) },
    ),
  )
})

describe('parts of rows in memory', () => {
  test('are slices', async () => {
    const source = sourceOf(F.rows([1, 2, 3, 4, 5, 6, 7]))
    const parts = await partsOf(source, 1, 3)
    expect(parts.map(({ from, to }) => [from, to])).toEqual([
      [0, 3],
      [3, 6],
      [6, 7],
    ])
    expect(parts.map((part) => source.parts?.of(part).held)).toEqual([[1, 2, 3], [4, 5, 6], [7]])
    expect((await readParts(source, parts, 'open', [])).seen).toEqual((await readAll(source.open(signal))).seen)
  })

  test('are none of what is no list', () => {
    expect(sourceOf(F.rows(new Set([1, 2]))).parts).toBeUndefined()
  })
})

describe('parts of Parquet', () => {
  test('are row groups', async () => {
    const path = join(folder, 'groups.parquet')
    const numbers = Array.from({ length: 40 }, (_, i) => i)
    const columns = [
      { name: 'a', data: numbers.map((i) => `row ${i}`) },
      { name: 'b', data: numbers.map((i) => (i === 17 ? null : i)), type: 'INT32', nullable: true },
    ] as const
    writeFileSync(path, table(columns, { rowGroupSize: 7 }))
    const Strict = t.type({ a: t.string, b: t.number })
    const source = sourceOf(parquet(path, Strict))
    const parts = await partsOf(source, 1)
    expect(parts.length).toBe(6)
    for (const by of ['open', 'scan'] as const) {
      const scan = by === 'scan' ? source.scan?.(fields) : undefined
      const whole = await readAll(scan === undefined ? source.open(signal) : asRows(scan, fields)(signal))
      expect(whole.seen.filter((one) => one.includes('InvalidRow'))).toHaveLength(1)
      const { seen, bytes } = await readParts(source, parts, by, fields)
      expect({ seen, bytes }).toEqual({ seen: whole.seen, bytes: whole.bytes })
    }
  })
})

test('numbers of a part are told from others', () => {
  expect(isApart({ row: 7, line: 8 })).toBe(false)
  expect(placeAfter({ source: 'x', row: 7 }, [{ rows: 5, lines: 5 }])).toEqual({ source: 'x', row: 7 })
})
