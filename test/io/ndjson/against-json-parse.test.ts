/** That a scan gives what `JSON.parse` makes of each line, good ones and such as have gone wrong. */
import { fc, test } from '@fast-check/vitest'
import { isRight } from 'fp-ts/lib/Either.js'
import * as t from 'io-ts'
import { afterAll, describe, expect } from 'vitest'
import { rowReader } from '../../../src/io/json/row-reader.ts'
import { bytesScan } from '../../../src/io/ndjson/scan/scan.ts'
import { runs } from '../../runs.ts'
import { chunksOf } from '../chunks.ts'
import { mutated, mutations } from '../mutated.ts'
import { scanned } from '../scanned.ts'

const Row = t.type({ a: t.string, b: t.number, c: t.union([t.number, t.null]), d: t.unknown })
const names = ['a', 'b', 'c', 'd']
const row = fc.record({
  a: fc.oneof(fc.constantFrom('x', '', 'é', '😀', '"', '\\', '\n', '\u2028'), fc.string({ maxLength: 6 })),
  b: fc.oneof(fc.integer(), fc.double({ noNaN: true, noDefaultInfinity: true })),
  c: fc.oneof(fc.constant(null), fc.nat(9)),
  d: fc.constantFrom<unknown>([1, 'a'], { é: [] }, true, ''),
})
const file = fc.array(row, { minLength: 1, maxLength: 8 })
const first = Buffer.from('{"a":"","b":0,"c":null,"d":[]}\n')
const write = (rows: readonly object[]): Buffer =>
  Buffer.concat([first, ...rows.map((one) => Buffer.from(`${JSON.stringify(one)}\n`))])

/** The lines of the bytes by their numbers, without those that are blank. */
const linesOf = (bytes: Buffer): readonly (readonly [line: number, bytes: Buffer])[] =>
  bytes
    .toString('latin1')
    .split('\n')
    .flatMap((text, i) => (/[^ \t\r]/.test(text) ? [[i + 1, Buffer.from(text, 'latin1')] as const] : []))

/** The row of a line, if it is one. */
const byJsonParse = (bytes: Buffer): readonly unknown[] | undefined => {
  try {
    const value = JSON.parse(new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes))
    return isRight(Row.decode(value)) ? names.map((name) => value[name]) : undefined
  } catch {
    return undefined
  }
}

/** Whether a line has a number that might be another by the time that it is one: such are refused. */
const mayBeWide = (bytes: Buffer): boolean => /\d{16}|\d[eE]\+?\d/.test(bytes.toString('latin1'))

const counts = { same: 0, refused: 0 }

const compare = async (bytes: Buffer, lengths: readonly number[]): Promise<void> => {
  const scan = bytesScan(Row, rowReader(Row), names, { capacity: 3 })
  if (scan === undefined) throw new Error('no scan')
  const { told, fatal } = await scanned(scan.start()(chunksOf(bytes, lengths), 'rows.jsonl'), scan.kinds)
  expect(fatal).toBe(undefined)
  const lines = linesOf(bytes)
  expect(told.map(({ where }) => (where as { readonly line: number }).line)).toEqual(lines.map(([line]) => line))
  for (const [i, { found }] of told.entries()) {
    const [, line] = lines[i] as (typeof lines)[number]
    const expected = byJsonParse(line)
    if (Array.isArray(found)) expect(found).toEqual(expected)
    else expect(expected === undefined || mayBeWide(line), line.toString()).toBe(true)
    counts[Array.isArray(found) ? 'same' : 'refused']++
  }
}

const chunkings = fc.array(fc.nat(40), { minLength: 1, maxLength: 5 })

describe('a scan of ndjson', () => {
  test.prop([file, chunkings], { numRuns: runs(200) })('is what JSON.parse reads', async (rows, lengths) => {
    await compare(write(rows), lengths)
  })

  test.prop([file, mutations, chunkings], { numRuns: runs(600) })(
    'is what JSON.parse reads of bytes that have gone wrong, or an error says that they have',
    async (rows, changes, lengths) => {
      await compare(mutated(write(rows), changes, first.length), lengths)
    },
  )

  afterAll(() => {
    expect(counts.same).toBeGreaterThan(runs(500))
    expect(counts.refused).toBeGreaterThan(runs(50))
  })
})
