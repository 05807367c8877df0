/** What a person reads when CSV is not what it should be: all of it, so that it can be read here. */

import * as t from 'io-ts'
import { describe, expect, it } from 'vitest'
import type { CsvOptions } from '../../../src/io/csv/options.ts'
import { csv } from '../../../src/io/csv/source.ts'
import { AnyText, readText } from './read-text.ts'

const Flight = t.type({ origin: t.string, delay: t.number })

/** Every message that reading gives, in order. */
const told = async (text: string | Uint8Array, codec: t.Mixed = Flight, options: CsvOptions = {}): Promise<string> => {
  const { errors, fatal } = await readText(text, codec, options)
  return ['', ...[...errors, ...(fatal === undefined ? [] : [fatal])].map(({ message }) => message), ''].join('\n')
}

const cell = (value: string, codec: t.Mixed): Promise<string> => told(`delay\n${value}\n`, t.type({ delay: codec }))

const thrown = (work: () => unknown): string => {
  try {
    work()
  } catch (error) {
    return `\n${(error as Error).message}\n`
  }
  return 'nothing'
}

describe('a row that does not fit', () => {
  it('is told with file, line, column, text and hint', async () => {
    expect(await told('origin,delay\nSEA,4\n"New\nYork",late\nLAX,5\n')).toMatchInlineSnapshot(`
      "
      FLOE300 InvalidRow: 'late' is not a number
        at table.csv, line 3, field delay
        hint: onError: 'reject' sets such rows aside
      "
    `)
  })
  it('is told a hint made to measure', async () => {
    expect(await cell('x', t.Int)).toMatchInlineSnapshot(`
      "
      FLOE300 InvalidRow: 'x' is not a number
        at table.csv, line 2, field delay
        hint: onError: 'reject' sets such rows aside
      "
    `)
    expect(await told('delay,x\n,1\n', t.type({ delay: t.number }))).toMatchInlineSnapshot(`
      "
      FLOE300 InvalidRow: '' is not a number
        at table.csv, line 2, field delay
        hint: an empty cell is null where the codec takes it: t.union([t.number, t.null])
      "
    `)
    expect(await cell('""', t.number)).toMatchInlineSnapshot(`
      "
      FLOE300 InvalidRow: '' is not a number
        at table.csv, line 2, field delay
        hint: an empty cell is null where the codec takes it: t.union([t.number, t.null])
      "
    `)
    expect(await cell('NA', t.union([t.number, t.null]))).toMatchInlineSnapshot(`
      "
      FLOE300 InvalidRow: 'NA' is not number | null
        at table.csv, line 2, field delay
        hint: if 'NA' stands for no value, say nulls: ['', 'NA'], and let the codec take null
      "
    `)
    expect(await cell('NaN', t.number)).toMatchInlineSnapshot(`
      "
      FLOE300 InvalidRow: 'NaN' is not a number
        at table.csv, line 2, field delay
        hint: if 'NaN' stands for no value, say nulls: ['', 'NaN'], and let the codec take null
      "
    `)
    expect(await cell('"1,234.5"', t.number)).toMatchInlineSnapshot(`
      "
      FLOE300 InvalidRow: '1,234.5' is not a number
        at table.csv, line 2, field delay
        hint: separators of thousands and decimal commas are not read: take t.string, and map it
      "
    `)
    expect(await cell('$5', t.number)).toMatchInlineSnapshot(`
      "
      FLOE300 InvalidRow: '$5' is not a number
        at table.csv, line 2, field delay
        hint: a number with a unit is text: take t.string, and map it
      "
    `)
    expect(await cell('0x1F', t.number)).toMatchInlineSnapshot(`
      "
      FLOE300 InvalidRow: '0x1F' is not a number
        at table.csv, line 2, field delay
        hint: onError: 'reject' sets such rows aside
      "
    `)
    expect(await cell('1e999', t.number)).toMatchInlineSnapshot(`
      "
      FLOE300 InvalidRow: '1e999' is not a number
        at table.csv, line 2, field delay
        hint: it lies beyond the range of numbers; t.string in the codec reads the text
      "
    `)
    expect(await cell('9007199254740993', t.number)).toMatchInlineSnapshot(`
      "
      FLOE300 InvalidRow: '9007199254740993' is not a number
        at table.csv, line 2, field delay
        hint: as a number it would lose digits; t.bigint or t.string in the codec reads it whole
      "
    `)
    expect(await cell('1.5', t.Int)).toMatchInlineSnapshot(`
      "
      FLOE300 InvalidRow: 1.5 is not Int
        at table.csv, line 2, field delay
        hint: onError: 'reject' sets such rows aside
      "
    `)
    expect(await cell('yes', t.boolean)).toMatchInlineSnapshot(`
      "
      FLOE300 InvalidRow: 'yes' is not a boolean
        at table.csv, line 2, field delay
        hint: booleans are written true and false; read the column as t.string, or as t.number, and map it
      "
    `)
    expect(await cell('blue', t.keyof({ red: null, green: null }))).toMatchInlineSnapshot(`
      "
      FLOE300 InvalidRow: 'blue' is not "red" | "green"
        at table.csv, line 2, field delay
        hint: onError: 'reject' sets such rows aside
      "
    `)
    expect(await cell('x', t.array(t.string))).toMatchInlineSnapshot(`
      "
      FLOE300 InvalidRow: 'x' is not an array
        at table.csv, line 2, field delay
        hint: a cell is one text: take t.string, and split or parse it in a map
      "
    `)
  })
  it('may be one of a codec of your own', async () => {
    const Iata = t.refinement(t.string, (s) => /^[A-Z]{3}$/.test(s), 'Iata')
    expect(await cell('sea', Iata)).toMatchInlineSnapshot(`
      "
      FLOE300 InvalidRow: 'sea' is not Iata
        at table.csv, line 2, field delay
        hint: onError: 'reject' sets such rows aside
      "
    `)
    const Broken = new t.Type<string>(
      'Broken',
      t.string.is,
      () => {
        throw new Error('out of order')
      },
      t.identity,
    )
    expect(await cell('sea', Broken)).toMatchInlineSnapshot(`
      "
      FLOE300 InvalidRow: the codec { delay: Broken } threw: out of order
        at table.csv, line 2
        hint: onError: 'reject' sets such rows aside
      "
    `)
  })
  it('may be ragged', async () => {
    expect(await told('origin,delay\nSEA\nNew York, NY,4\n')).toMatchInlineSnapshot(`
      "
      FLOE301 MalformedRow: the row has 1 cell, and 2 are named by the header: 'SEA'
        at table.csv, line 2
        hint: a line end within a cell needs quotes around the cell; onError: 'reject' sets such rows aside
      FLOE301 MalformedRow: the row has 3 cells, and 2 are named by the header: 'New York, NY,4'
        at table.csv, line 3
        hint: a delimiter within a cell needs quotes around the cell; onError: 'reject' sets such rows aside
      "
    `)
  })
  it('may be no UTF-8', async () => {
    expect(await told(Buffer.from('origin,delay\nSEA,4\nMálaga,5\n', 'latin1'))).toMatchInlineSnapshot(`
      "
      FLOE300 InvalidRow: the bytes are no UTF-8: 'M�laga'
        at table.csv, line 3, field origin
        hint: convert the file first: iconv -f LATIN1 -t UTF-8, if it is Latin-1
      "
    `)
  })
})

describe('a file that does not fit', () => {
  it('lacks columns', async () => {
    expect(await told('Origin ,DELAY,x\nSEA,4,1\n')).toMatchInlineSnapshot(`
      "
      FLOE203 SchemaMismatch: the codec names columns that the file does not have: 'origin', 'delay'
        at table.csv
        hint: did you mean 'Origin ' for 'origin', 'DELAY' for 'delay'? the file has 'Origin ', 'DELAY', 'x'
      "
    `)
    expect(await told('orgin,delay\nSEA,4\n')).toMatchInlineSnapshot(`
      "
      FLOE203 SchemaMismatch: the codec names a column that the file does not have: 'origin'
        at table.csv
        hint: did you mean 'orgin' for 'origin'? the file has 'orgin', 'delay'
      "
    `)
    expect(await told('origin;delay\nSEA;4\n')).toMatchInlineSnapshot(`
      "
      FLOE203 SchemaMismatch: the codec names columns that the file does not have: 'origin', 'delay'
        at table.csv
        hint: the header is one cell with ';' in it: say delimiter: ';'
      "
    `)
    expect(await told('')).toMatchInlineSnapshot(`
      "
      FLOE203 SchemaMismatch: the file is empty: it has not even a header
        at table.csv
        hint: a table without rows still has a header; header: false reads a file that has none
      "
    `)
  })
  it('has a column twice', async () => {
    expect(await told('origin,delay,delay\nSEA,4,5\n')).toMatchInlineSnapshot(`
      "
      FLOE203 SchemaMismatch: two columns have the name 'delay': it is not clear which is meant
        at table.csv, field delay
        hint: rename one of them in the file; a codec that does not name them reads the other columns
      "
    `)
    expect(await told('a,b,a\n1,2,3\n', AnyText)).toMatchInlineSnapshot(`
      "
      FLOE203 SchemaMismatch: two columns have the name 'a': it is not clear which is meant
        at table.csv, field a
        hint: rename one of them in the file; a codec that does not name them reads the other columns
      "
    `)
  })
  it('has a quote that is never closed', async () => {
    expect(await told('origin,delay\nSEA,4\n"a\nb","LAX,5\nJFK,6\n')).toMatchInlineSnapshot(`
      "
      FLOE202 SourceCorrupt: a quote is opened and never closed, so that the rest of the file is one cell: "\\"LAX,5\\nJFK,6\\n"
        at table.csv, line 4
        hint: close it, double a quote that is text (""), or say quote: false if quotes mean nothing; or the file was cut short
      "
    `)
  })
  it('is something else', async () => {
    expect(await told(Buffer.from('\ufefforigin,delay\n', 'utf16le'))).toMatchInlineSnapshot(`
      "
      FLOE202 SourceCorrupt: the file is text in UTF-16 (little endian), and CSV is text in UTF-8
        at table.csv
        hint: convert it first: iconv -f UTF-16 -t UTF-8
      "
    `)
    expect(await told(Buffer.from('origin,delay\n', 'utf16le'))).toMatchInlineSnapshot(`
      "
      FLOE202 SourceCorrupt: the file has zero bytes where text begins: it is binary, or UTF-16 without a byte order mark
        at table.csv
        hint: of UTF-16, convert it first: iconv -f UTF-16 -t UTF-8
      "
    `)
    expect(await told('PAR1....')).toMatchInlineSnapshot(`
      "
      FLOE202 SourceCorrupt: the file is Parquet, and CSV is text in UTF-8
        at table.csv
        hint: read it with parquet(path)
      "
    `)
    expect(await told(Buffer.from('orígin,delay\nSEA,4\n', 'latin1'))).toMatchInlineSnapshot(`
      "
      FLOE202 SourceCorrupt: the bytes of the header are no UTF-8
        at table.csv, line 1
        hint: convert the file first: iconv -f LATIN1 -t UTF-8, if it is Latin-1
      "
    `)
  })
})

describe('a call that makes no sense', () => {
  it('is told at once', () => {
    expect(thrown(() => csv('x.csv', t.number))).toMatchInlineSnapshot(`
      "
      FLOE100 InvalidArgument: a row of CSV is an object with a field for each column, which number does not take
        hint: name the columns: t.type({ origin: t.string, delay: t.number })
      "
    `)
    expect(thrown(() => csv('x.csv', Flight, { delimiter: '||' }))).toMatchInlineSnapshot(`
      "
      FLOE100 InvalidArgument: '||' can be no delimiter
        hint: a delimiter is one character, and no line end: delimiter: ';'
      "
    `)
    expect(thrown(() => csv('x.csv', Flight, { delimiter: '"' }))).toMatchInlineSnapshot(`
      "
      FLOE100 InvalidArgument: '"' is both delimiter and quote
        hint: quote: false, if quotes mean nothing
      "
    `)
    expect(thrown(() => csv('x.csv', Flight, { header: true, columns: ['a'] }))).toMatchInlineSnapshot(`
      "
      FLOE100 InvalidArgument: columns are named twice: by the header, and by columns
        hint: leave out columns; or header, if the file has none
      "
    `)
    expect(thrown(() => csv('x.csv', { nulls: 'NA' as never }))).toMatchInlineSnapshot(`
      "
      FLOE100 InvalidArgument: nulls is 'NA', and must be a list of texts
        hint: nulls: ['a', 'b']
      "
    `)
    expect(thrown(() => csv('x.csv', { sample: 0 }))).toMatchInlineSnapshot(`
      "
      FLOE100 InvalidArgument: sample is 0, and must be a count of rows
        hint: sample: 10_000
      "
    `)
  })
})
