import { chmodSync, existsSync, mkdirSync, readdirSync, readFileSync, statSync, symlinkSync } from 'node:fs'
import { join } from 'node:path'
import { gunzipSync } from 'node:zlib'
import { fc, test } from '@fast-check/vitest'
import { parse } from 'csv-parse/sync'
import { afterEach, describe, expect, it } from 'vitest'
import { type ToCsvOptions, toCsv } from '../../../src/io/csv/sink.ts'
import { anyText } from '../../data/any-text.ts'
import { runs } from '../../runs.ts'
import { openHandles } from '../open-handles.ts'
import { failure, messageOf, temporary } from '../temporary.ts'

const { directory, put } = temporary()
const out = (name: string) => join(directory, name)
const message = (work: () => unknown) => messageOf(directory, work)

afterEach(() => {
  expect(openHandles(directory)).toEqual([])
  expect(readdirSync(directory).filter((name) => name.endsWith('.tmp'))).toEqual([])
})

/** As an engine does: batches, then close; abort if either fails. */
const write = async (path: string, batches: readonly (readonly unknown[])[], options?: ToCsvOptions) => {
  const writer = await toCsv(path, options).open()
  try {
    for (const rows of batches) await writer.write(rows as readonly object[])
    await writer.close()
  } catch (error) {
    await writer.abort()
    throw error
  }
  return readFileSync(path)
}

/** The text of one table. */
const text = async (rows: readonly unknown[], options?: ToCsvOptions) =>
  (await write(out('one.csv'), [rows], options)).toString()

/** Cells as a reader by another hand sees them: null for nothing, '' for "". */
const cells = (content: Buffer | string, delimiter = ','): (string | null)[][] =>
  parse(content, { delimiter, cast: (cell, { quoting }) => (cell === '' && !quoting ? null : cell) }) as unknown as (
    | string
    | null
  )[][]

const cellText = fc.oneof(
  anyText(),
  fc.string({ unit: fc.constantFrom('a', '"', ',', ';', '\n', '\r', ' ', '\t', '😀', '\ufeff', '=') }),
)
const anyCell = fc.oneof(
  cellText,
  fc.double(),
  fc.integer(),
  fc.bigInt(),
  fc.boolean(),
  fc.date({ noInvalidDate: true }),
  fc.constantFrom(null, undefined, -0, Number.NaN, Number.POSITIVE_INFINITY, 5e-324, 2 ** 53),
)

/** What a cell is to read back as. */
const expected = (value: unknown): string | null => {
  if (value === null || value === undefined) return null
  if (value instanceof Date) return value.toISOString()
  return Object.is(value, -0) ? '-0' : String(value)
}

const table = fc
  .uniqueArray(cellText, { minLength: 2, maxLength: 5 })
  .chain((names) =>
    fc.record({
      names: fc.constant(names),
      rows: fc.array(fc.tuple(...names.map(() => anyCell)), { minLength: 1, maxLength: 20 }),
    }),
  )
  .map(({ names, rows }) => ({
    names,
    rows: rows.map((values) => {
      const row = Object.create(null) as Record<string, unknown>
      for (const [i, name] of names.entries()) row[name] = values[i]
      return row
    }),
  }))

describe('toCsv', () => {
  test.prop([table, fc.constantFrom(',', ';', '\t', '|')], { numRuns: runs(200) })(
    'writes what another reader reads: the same cells, and nothing told from empty',
    async ({ names, rows }, delimiter) => {
      const content = await write(out('any.csv'), [rows], { columns: names, delimiter })
      expect(cells(content, delimiter)).toEqual([names, ...rows.map((row) => names.map((name) => expected(row[name])))])
    },
  )

  test.prop([fc.double()])('writes numbers that read back the same', async (number) => {
    const [[cell = null] = []] = cells(await text([{ number, other: 1 }], { header: false }))
    expect(Object.is(Number(cell), number)).toBe(true)
  })

  test.prop([table, fc.integer({ min: 1, max: 7 }), fc.boolean()], { numRuns: runs(40) })(
    'writes the same bytes every time, however rows come in batches',
    async ({ rows }, size, packed) => {
      const batches = Array.from({ length: Math.ceil(rows.length / size) }, (_, i) =>
        rows.slice(i * size, (i + 1) * size),
      )
      const name = packed ? 'same.csv.gz' : 'same.csv'
      const whole = await write(out(name), [rows])
      expect((await write(out(name), [[], ...batches])).equals(whole) || packed).toBe(true)
      expect((await write(out(name), [rows])).equals(whole)).toBe(true)
    },
  )

  it('writes each kind of cell in one way', async () => {
    const row = {
      text: 'plain',
      quoted: 'say "hi", twice\r\nor more',
      blanks: ' x ',
      empty: '',
      nothing: null,
      missing: undefined,
      formula: '=1+1',
      integer: 42,
      fraction: 0.1 + 0.2,
      tiny: 5e-324,
      huge: 1e21,
      minusZero: -0,
      notANumber: Number.NaN,
      infinite: Number.NEGATIVE_INFINITY,
      big: 9007199254740993n,
      yes: true,
      date: new Date(Date.UTC(2001, 0, 10, 10, 35)),
    }
    expect(await text([row])).toMatchInlineSnapshot(`
      "text,quoted,blanks,empty,nothing,missing,formula,integer,fraction,tiny,huge,minusZero,notANumber,infinite,big,yes,date
      plain,"say ""hi"", twice
      or more"," x ","",,,=1+1,42,0.30000000000000004,5e-324,1e+21,-0,NaN,-Infinity,9007199254740993,true,2001-01-10T10:35:00.000Z
      "
    `)
  })

  it('takes its columns from the first row, or as they are given; absent fields are empty cells', async () => {
    expect(await text([{ a: 1, b: 2 }, { b: 3 }])).toBe('a,b\n1,2\n,3\n')
    expect(await text([{ a: 1 }], { columns: ['b', 'a'] })).toBe('b,a\n,1\n')
  })

  it('leaves the header out, and writes it alone when there are no rows', async () => {
    expect(await text([{ a: 1 }], { header: false })).toBe('1\n')
    expect(await text([], { columns: ['a', 'b'] })).toBe('a,b\n')
    expect(await text([])).toBe('')
  })

  it('loses no row of a table of one column', async () => {
    expect(await text([{ a: 'x' }, { a: null }, { a: '' }])).toBe('a\nx\n""\n""\n')
  })

  it('does not take inherited fields, nor trip over a field called __proto__', async () => {
    const row = JSON.parse('{ "__proto__": 1, "a": 2 }') as object
    expect(await text([row])).toBe('__proto__,a\n1,2\n')
    expect(await text([{ a: 1 }], { columns: ['a', 'toString'] })).toBe('a,toString\n1,\n')
  })

  it('packs by gzip when the name says so', async () => {
    const rows = Array.from({ length: 50_000 }, (_, i) => ({ i, square: i * i }))
    const batches = Array.from({ length: 50 }, (_, i) => rows.slice(i * 1000, (i + 1) * 1000))
    const packed = await write(out('packed.csv.gz'), batches)
    expect(cells(gunzipSync(packed))).toHaveLength(50_001)
  })

  it('says what no cell can hold, and leaves nothing behind', async () => {
    const rows = [
      { a: 1, tags: ['x', 'y'] },
      { a: 1, tags: { city: 'Paris' } },
      { a: 1, tags: new Uint8Array(3) },
      { a: 1, tags: new Date(Number.NaN) },
      { a: 1, tags: 'half \ud83d' },
      { a: 1, tags: null, more: 2 },
      42,
      null,
    ]
    const messages = []
    for (const row of rows) messages.push(await message(() => write(out('bad.csv'), [[{ a: 1, tags: 'x' }, row]])))
    messages.push(await message(() => write(out('bad.csv'), [[{}]])))
    messages.push(await message(() => write(out('bad.csv'), [[new Map([['a', 1]])]])))
    expect(messages.join('\n')).toMatchInlineSnapshot(`
      "FLOE400 SinkFailed: a cell of CSV cannot hold ['x', 'y']
        at DIR/bad.csv, row 2, field tags
        hint: map the row to one whose fields are text, numbers, booleans, dates or null; JSON.stringify makes text of the rest
      FLOE400 SinkFailed: a cell of CSV cannot hold { city: 'Paris' }
        at DIR/bad.csv, row 2, field tags
        hint: map the row to one whose fields are text, numbers, booleans, dates or null; JSON.stringify makes text of the rest
      FLOE400 SinkFailed: a cell of CSV cannot hold Uint8Array(3 bytes) [0, 0, 0]
        at DIR/bad.csv, row 2, field tags
        hint: map the row to one whose fields are text, numbers, booleans, dates or null; JSON.stringify makes text of the rest
      FLOE400 SinkFailed: an invalid Date has no time to write
        at DIR/bad.csv, row 2, field tags
        hint: map it to null
      FLOE400 SinkFailed: the text has half of a surrogate pair, which UTF-8 cannot hold: 'half \\ud83d'
        at DIR/bad.csv, row 2, field tags
        hint: it was cut in the middle of a character; text.toWellFormed() puts a mark in its place
      FLOE400 SinkFailed: the row has a field that the table has no column for: 'more'
        at DIR/bad.csv, row 2, field more
        hint: the columns are a, tags; toCsv(path, { columns: [...] }) names others
      FLOE400 SinkFailed: a line of CSV is made of an object with fields, and the row is 42
        at DIR/bad.csv, row 2
        hint: map the rows to objects first: map((value) => ({ value }))
      FLOE400 SinkFailed: a line of CSV is made of an object with fields, and the row is null
        at DIR/bad.csv, row 2
        hint: map the rows to objects first: map((value) => ({ value }))
      FLOE400 SinkFailed: the first row has no fields to name columns by
        at DIR/bad.csv, row 1
        hint: name them: toCsv(path, { columns: [...] })
      FLOE400 SinkFailed: a line of CSV is made of an object with fields, and the row is Map(1) { 'a' => 1 }
        at DIR/bad.csv, row 1
        hint: map the rows to objects first: map((value) => ({ value }))"
    `)
    expect(existsSync(out('bad.csv'))).toBe(false)
  })

  it('shows nothing at its name before it is closed, and keeps what was there until then', async () => {
    put('kept.csv', 'before\n')
    chmodSync(out('kept.csv'), 0o640)
    const writer = await toCsv(out('kept.csv')).open()
    await writer.write([{ a: 1 }])
    expect(readFileSync(out('kept.csv'), 'utf8')).toBe('before\n')
    const [temporaryName = ''] = readdirSync(directory).filter((name) => name.endsWith('.tmp'))
    expect(statSync(out(temporaryName)).mode & 0o777).toBe(0o600)
    await writer.close()
    await writer.abort()
    expect(readFileSync(out('kept.csv'), 'utf8')).toBe('a\n1\n')
    expect(statSync(out('kept.csv')).mode & 0o777).toBe(0o640)
  })

  it('gives a new file the rights that any program would', async () => {
    await write(out('rights.csv'), [[{ a: 1 }]])
    expect(statSync(out('rights.csv')).mode & 0o777).toBe(0o666 & ~process.umask())
  })

  it('leaves nothing after an abort, packed or not, also twice', async () => {
    put('there.csv', 'before\n')
    for (const name of ['there.csv', 'new.csv', 'new.csv.gz']) {
      const writer = await toCsv(out(name)).open()
      await writer.write(Array.from({ length: 10_000 }, (_, i) => ({ i })))
      await writer.abort()
      await writer.abort()
    }
    expect(readFileSync(out('there.csv'), 'utf8')).toBe('before\n')
    expect(existsSync(out('new.csv')) || existsSync(out('new.csv.gz'))).toBe(false)
  })

  it('follows a link to what it points to', async () => {
    put('target.csv', '')
    symlinkSync(out('target.csv'), out('link.csv'))
    await write(out('link.csv'), [[{ a: 1 }]])
    expect(readFileSync(out('target.csv'), 'utf8')).toBe('a\n1\n')
  })

  it('says where it cannot write', async () => {
    mkdirSync(out('folder'))
    put('file', '')
    const paths = [out('nowhere/out.csv'), out('folder'), out('file/out.csv'), '/dev/null']
    const messages = []
    for (const path of paths) messages.push(await message(() => toCsv(path).open()))
    expect(messages.join('\n')).toMatchInlineSnapshot(`
      "FLOE400 SinkFailed: 'DIR/nowhere/out.csv' cannot be written: there is no directory DIR/nowhere
        hint: mkdir -p DIR/nowhere
      FLOE400 SinkFailed: 'DIR/folder' cannot be written: it is a directory
        hint: name a file in it
      FLOE400 SinkFailed: 'DIR/file/out.csv' cannot be written: DIR/file is not a directory
      FLOE400 SinkFailed: '/dev/null' is a pipe or a device, and a file is needed
        hint: write to a file, and copy it there"
    `)
    expect(statSync('/dev/null').isCharacterDevice()).toBe(true)
  })

  it.skipIf(!existsSync('/dev/full'))('says when the disk is full', async () => {
    // A full disk is hard to come by: a handle to /dev/full behaves like a file on one.
    const { open } = await import('node:fs/promises')
    const { writeError } = await import('../../../src/io/files/file-errors.ts')
    const full = await open('/dev/full', 'w')
    const error = await full.write('x').catch((thrown: unknown) => writeError(thrown, 'out.csv'))
    await full.close()
    expect((error as Error).message.replaceAll(process.cwd(), 'CWD')).toMatchInlineSnapshot(`
      "FLOE400 SinkFailed: 'out.csv' cannot be written: the disk is full
        hint: df -h CWD shows how much is left"
    `)
  })

  it('refuses options that make no sense, where it is built', async () => {
    const wrong: ToCsvOptions[] = [
      { delimiter: '' },
      { delimiter: '"' },
      { delimiter: ', ' },
      { columns: [] },
      { columns: ['a', 'a'] },
    ]
    const messages = []
    for (const options of wrong) messages.push(await message(() => toCsv('out.csv', options)))
    messages.push(await message(() => toCsv('')))
    expect(messages.join('\n')).toMatchInlineSnapshot(`
      "FLOE100 InvalidArgument: '' cannot delimit cells
        hint: a delimiter is one character, and neither a quote nor a line end
      FLOE100 InvalidArgument: '"' cannot delimit cells
        hint: a delimiter is one character, and neither a quote nor a line end
      FLOE100 InvalidArgument: ', ' cannot delimit cells
        hint: a delimiter is one character, and neither a quote nor a line end
      FLOE100 InvalidArgument: toCsv was given no columns
        hint: leave them out, and the first row names them
      FLOE100 InvalidArgument: the column 'a' is given twice
        hint: name each column once
      FLOE100 InvalidArgument: toCsv was given no path to write to
        hint: toCsv('out.csv')"
    `)
  })

  it('touches nothing before it is opened', async () => {
    toCsv(out('untouched.csv'))
    expect(existsSync(out('untouched.csv'))).toBe(false)
    expect((await failure(() => toCsv(out('none/x.csv')).open()))._tag).toBe('SinkFailed')
  })
})
