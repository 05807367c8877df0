/** Scans of files: several, packed, wrong, left early; and where there is no scan. */
import { execFile } from 'node:child_process'
import { promisify } from 'node:util'
import { gzipSync } from 'node:zlib'
import * as t from 'io-ts'
import { afterEach, describe, expect, it } from 'vitest'
import { z } from 'zod'
import * as C from '../../../../src/codec/index.ts'
import type { CsvOptions } from '../../../../src/io/csv/options.ts'
import { bytesFormat } from '../../../../src/io/csv/scan/bytes-format.ts'
import { scannerCode } from '../../../../src/io/csv/scan/scanner-code.ts'
import { csv } from '../../../../src/io/csv/source.ts'
import { openHandles } from '../../open-handles.ts'
import { sourceOf } from '../../parquet/table.ts'
import { compareScan, scanOf } from '../../scanned.ts'
import { failure, never, temporary } from '../../temporary.ts'

const { directory, put } = temporary()
afterEach(() => expect(openHandles(directory)).toEqual([]))

const AB = t.type({ a: t.number, b: t.string })
const rowsOf = (count: number) =>
  Array.from({ length: count }, (_, i) => `${i % 977},a text that comes again ${i % 13}\n`).join('')

describe('a scan of files', () => {
  it('reads one of many chunks, whose rows are cut anywhere', async () => {
    const path = put('long.csv', `a,b\n${rowsOf(50_000)}`)
    expect(await compareScan(sourceOf(csv(path, AB)), ['b', 'a'])).toEqual({
      rows: 50_000,
      errors: 0,
      fatal: undefined,
    })
  })

  it('reads several, each with a header of its own', async () => {
    const paths = [
      put('one.csv', 'a,b\n1,x\n2,"y\n"\n'),
      put('two.csv', 'b,c,a\nz,9,3\n'),
      put('three.tsv', 'a\tb\n4\t,\n'),
      put('four.csv', 'b,c,a\nq,8,5\nq,8\n'),
    ]
    expect(await compareScan(sourceOf(csv(paths, AB)), ['a', 'b'])).toEqual({ rows: 5, errors: 1, fatal: undefined })
    const wrong = [...paths, put('five.csv', 'a\n1\n')]
    expect(await compareScan(sourceOf(csv(wrong, AB)), ['a'])).toMatchObject({
      rows: 5,
      fatal: { _tag: 'SchemaMismatch' },
    })
  })

  it.each(['\n', '\r', '\r\n'])(
    'unpacks gzip, and gives the rows before what is damaged: line ends are %j',
    async (end) => {
      const packed = gzipSync(`a,b\n${rowsOf(2500)}`.replaceAll('\n', end))
      const good = sourceOf(csv(put('good.csv.gz', packed), AB))
      expect(await compareScan(good, ['a', 'b'])).toEqual({ rows: 2500, errors: 0, fatal: undefined })
      const rows: number[] = []
      for (const length of [1, 20, packed.length >> 1, packed.length - 1]) {
        const read = await compareScan(sourceOf(csv(put('cut.csv.gz', packed.subarray(0, length)), AB)), ['a', 'b'])
        expect(read.fatal).toMatchObject({ _tag: 'SourceCorrupt' })
        rows.push(read.rows)
      }
      expect(rows[2]).toBeGreaterThan(100)
    },
  )

  it('tells what is wrong with a file as a whole', async () => {
    const fatal = async (content: string | Uint8Array, options?: CsvOptions) =>
      (await compareScan(sourceOf(csv(put('wrong.csv', content), AB, options)), ['a'])).fatal
    expect(await fatal('')).toMatchObject({ _tag: 'SchemaMismatch' })
    expect(await fatal('\ufeff')).toMatchObject({ _tag: 'SchemaMismatch' })
    expect(await fatal('', { header: false })).toBe(undefined)
    expect(await fatal('a,b,a\n')).toMatchObject({ _tag: 'SchemaMismatch' })
    expect(await fatal(Buffer.from('PAR1....'))).toMatchObject({ _tag: 'SourceCorrupt' })
    expect(await fatal(Buffer.from('a,b\n', 'utf16le'))).toMatchObject({ _tag: 'SourceCorrupt' })
    expect(await fatal(Buffer.from('a,b,ü\n', 'latin1'))).toMatchObject({ _tag: 'SourceCorrupt' })
    expect(await fatal('a,b\n1,x\n2,"y\n3,z\n')).toMatchObject({ _tag: 'SourceCorrupt', place: { line: 3 } })
    expect((await compareScan(sourceOf(csv(`${directory}/none.csv`, AB)), ['a'])).fatal).toMatchObject({
      _tag: 'SourceNotFound',
    })
  })

  it('takes a number, a time or a word for nothing where they stand for it', async () => {
    const codec = t.type({
      n: t.union([t.number, t.null]),
      d: t.union([C.dateFromIso, t.null]),
      w: t.union([t.string, t.null]),
    })
    const path = put('nulls.csv', 'n,d,w\n-999,1970-01-01,NA\n-999.0,1970-01-02,"NA"\n"-999","1970-01-01",\n,,\n1,,x\n')
    const read = (nulls: readonly string[]) => compareScan(sourceOf(csv(path, codec, { nulls })), ['w', 'd', 'n'])
    expect(await read(['', '-999', '1970-01-01', 'NA'])).toEqual({ rows: 5, errors: 0, fatal: undefined })
    expect(await read(['NA'])).toEqual({ rows: 3, errors: 2, fatal: undefined })
    expect(await read([''])).toEqual({ rows: 5, errors: 0, fatal: undefined })
  })

  it('says of each row that it has cells where none are expected', async () => {
    const source = sourceOf(csv(put('bare.csv', '1,2\n3\n'), t.type({}), { header: false }))
    expect(await compareScan(source, [])).toEqual({ rows: 0, errors: 2, fatal: undefined })
  })

  it('tells nothing from an empty text by quotes, whichever came before', async () => {
    const codec = t.type({ a: t.union([t.string, t.boolean, t.null]), b: t.union([t.string, t.null]) })
    const path = put('quotes.csv', 'a,b\n,\n"",""\n,""\n"",\ntrue,true\n"true","true"\n')
    const source = sourceOf(csv(path, codec))
    expect(await compareScan(source, ['a', 'b'])).toEqual({ rows: 6, errors: 0, fatal: undefined })
    expect(await compareScan(source, [])).toEqual({ rows: 6, errors: 0, fatal: undefined })
  })

  it('reads rows that are longer than chunks', async () => {
    const huge = 'x'.repeat(1_200_000)
    const text = `a,b\n1,"${huge}"\n2,${huge}\n3,"${huge.slice(0, 9)}""${huge}"\nx,${huge}\n4,y\n`
    expect(await compareScan(sourceOf(csv(put('huge.csv', text), AB)), ['b'])).toMatchObject({ rows: 4, errors: 1 })
  })

  it('closes its file when the reader has enough, and when it is called off', async () => {
    const scan = scanOf(sourceOf(csv(put('left.csv', `a,b\n${rowsOf(50_000)}`), AB)), ['a'])
    for await (const _ of scan.open(never)) break
    expect(openHandles(directory)).toEqual([])
    const controller = new AbortController()
    const error = await failure(async () => {
      for await (const _ of scan.open(controller.signal)) controller.abort()
    })
    expect(error._tag).toBe('Cancelled')
  })
})

describe('there is no scan', () => {
  const path = put('any.csv', 'a,b\n1,x\n')
  const has = (codec: t.Mixed, fields: readonly string[], options?: CsvOptions) =>
    sourceOf(csv(path, codec, options)).scan?.(fields) !== undefined

  it('of rows that are more than their fields, or of fields that are not surely there', () => {
    expect(has(AB, ['a', 'b'])).toBe(true)
    expect(has(AB, [])).toBe(true)
    expect(has(t.readonly(t.exact(AB)), ['a'])).toBe(true)
    expect(has(AB, ['c'])).toBe(false)
    const optional = t.intersection([AB, t.partial({ c: t.string })])
    expect([has(optional, ['a']), has(optional, ['a', 'c'])]).toEqual([true, false])
    expect(
      has(
        t.refinement(AB, ({ a }) => a > 0),
        ['a'],
      ),
    ).toBe(false)
    expect(has(t.union([AB, t.type({ a: t.number, c: t.string })]), ['a'])).toBe(false)
    expect(has(t.record(t.string, t.string), ['a'])).toBe(false)
    expect(sourceOf(csv(path)).scan?.(['a'])).toBe(undefined)
    expect(sourceOf(csv(path, z.object({ a: z.string() }))).scan?.(['a'])).toBe(undefined)
  })

  it('of delimiters and quotes that are no single byte, or may be part of a number', () => {
    const signs = [';', '\t', '|', ' ', '\u0001'].map((delimiter) => has(AB, ['a'], { delimiter }))
    expect(signs).toEqual([true, true, true, true, true])
    expect(['¦', '1', '-', '.', '+', 'e'].map((delimiter) => has(AB, ['a'], { delimiter }))).toEqual(
      Array(6).fill(false),
    )
    expect([has(AB, ['a'], { quote: false }), has(AB, ['a'], { quote: "'" })]).toEqual([true, true])
    expect([has(AB, ['a'], { quote: '«' }), has(AB, ['a'], { escape: '«' })]).toEqual([false, false])
    expect([has(AB, ['a'], { quote: ',' }), has(AB, ['a'], { quote: '\t' })]).toEqual([false, false])
  })

  it('where no code may be made', async () => {
    const script = `
      import * as t from 'io-ts'
      import { csv } from ${JSON.stringify(new URL('../../../../src/io/csv/source.ts', import.meta.url).href)}
      const { plan } = csv('any.csv', t.type({ a: t.number }))
      console.log(plan.source.scan(['a']))`
    const run = (...flags: string[]) =>
      promisify(execFile)(process.execPath, [...flags, '--import', 'tsx', '--input-type=module', '-e', script])
    expect((await run()).stdout).toMatch(/kinds/)
    expect((await run('--disallow-code-generation-from-strings')).stdout).toBe('undefined\n')
  })
})

describe('a scan of columns', () => {
  it('says their kinds', () => {
    const codec = t.type({
      text: t.string,
      number: t.number,
      int: t.Int,
      maybe: t.union([t.number, t.null]),
      word: t.union([t.string, t.null]),
      yes: t.boolean,
      time: C.dateFromIso,
    })
    const names = Object.keys(codec.props)
    expect(scanOf(sourceOf(csv(put('kinds.csv', ''), codec)), names).kinds).toEqual([
      'texts',
      'numbers',
      'numbers',
      'values',
      'values',
      'values',
      'numbers',
    ])
  })

  it('is code of numbers and names of our own', () => {
    const format = bytesFormat({ delimiter: ',', quote: '"', escape: '"' })
    if (format === undefined) throw new Error('no format')
    const cell = (way: 'text' | 'number', slot: number) => ({ way, slot, isNumbers: way === 'number', reader: 'read0' })
    const code = scannerCode(
      {
        names: ['at', 'lines', 'quoted', 'found', 'powers', 'read0', 'values0', 'starts1', 'ends1'],
        cells: [cell('number', 0), cell('text', -1)],
        missing: [-1],
        isEmptyNull: true,
      },
      format,
    )
    expect(code).toMatchInlineSnapshot(`
      "// Equals:
      //   for (; i < n && p < end; i++) {
      //     skip blank lines
      //     const record = cutRecord(b, p, …)
      //     const row = decode(record.cells)
      //     if (record or row is wrong, or not plain) return true
      //     for (const slot of the columns) columns[slot][i] = row[its field]
      //     p = record.next
      //   }
      //   return false
      return (values, b, d, p, end, i, n, line) => {
        const at = values[0], lines = values[1], quoted = values[2], found = values[3], powers = values[4], read0 = values[5], values0 = values[6]
        let c = 0, s = 0, e = 0, q = 0, f = 0, v = 0, m = false, start = p
        quoted.lines = 0
        while (i < n) {
          c = b[p]
          while ((c === 10 || c === 13) && p < end) {
            p += c === 13 && b[p + 1] === 10 ? 2 : 1
            line++
            c = b[p]
          }
          start = p
          if (p >= end) break
          lines[i] = line
          row: {
            if (!missing0()) break row
            // column 0: number
            s = p; c = b[p]
            m = c === 45; if (m) c = b[++p]
            q = p; f = -1; v = 0;
            if (c >= 48 && c <= 57) { v = (v * 10 + c - 48) | 0; c = b[++p]; if (c >= 48 && c <= 57) { v = (v * 10 + c - 48) | 0; c = b[++p]; if (c >= 48 && c <= 57) { v = (v * 10 + c - 48) | 0; c = b[++p]; while (c >= 48 && c <= 57) { v = (v * 10 + c - 48) | 0; c = b[++p] } } } }
            if (c === 46) { f = p + 1; c = b[++p]; if (c >= 48 && c <= 57) { v = (v * 10 + c - 48) | 0; c = b[++p]; if (c >= 48 && c <= 57) { v = (v * 10 + c - 48) | 0; c = b[++p]; if (c >= 48 && c <= 57) { v = (v * 10 + c - 48) | 0; c = b[++p]; while (c >= 48 && c <= 57) { v = (v * 10 + c - 48) | 0; c = b[++p] } } } } }
            if ((c === 44 || c === 10 || c === 13) && (f < 0 ? p > q && p - q < 10 : p - q > 1 && p - q < 11)) {
              values0[i] = f < 0 ? (m ? -v : v) : (m ? -v : v) / powers[p - f]
            } else {
              p = read0(b, d, s, end)
              if (p < 0) break row
              c = b[p]
              values0[i] = found.value
            }
            if (!(c === 44)) break row
            p++
            // column 1: text, only checked
            s = p; c = b[p]
            if (c === 34) {
              e = quoted.find(b, ++s, end)
              if (e < 0) break row
              p = e + 1; c = b[p]
              if (quoted.isDoubled) e = ~e
            } else {
              for (;;) { if (c > 44) { c = b[++p]; if (c > 44) { c = b[++p]; if (c > 44) { c = b[++p]; if (c > 44) { c = b[++p]; if (c > 44) { c = b[++p]; if (c > 44) { c = b[++p]; continue } } } } } }; if (c === 44 || c === 10 || c === 13) break; c = b[++p] }
              e = p
            }
            if (!(c === 10 || c === 13)) break row
            p += c === 13 && b[p + 1] === 10 ? 2 : 1
            line += 1 + quoted.lines
            quoted.lines = 0
            i++
            continue
          }
          at.position = start; at.row = i; at.line = line
          return true
        }
        at.position = p; at.row = i; at.line = line
        return false
      }"
    `)
  })
})
