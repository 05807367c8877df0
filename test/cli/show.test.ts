/**
 * `floe show`, on good files and on bad ones.
 */
import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { describe, expect, test } from 'vitest'
import { floe as started, temporaryFolder } from './floe.ts'
import { keptFloe } from './kept-floe.ts'

const floe = keptFloe()

const folder = temporaryFolder()
const file = (name: string, content: string | Uint8Array): string => {
  const path = join(folder, name)
  writeFileSync(path, content)
  return path
}
const people = 'name,age,city\nAda,36,London\nAlan,41,\n'
const shown = `
  name  string | null
  age   number | null
  city  string | null

name  age  city
────  ───  ──────
Ada    36  London
Alan   41  ∅
`

describe('show', () => {
  test.each([
    ['csv', people],
    ['csv.gz', gzipSync(people)],
    ['tsv', people.replaceAll(',', '\t')],
    ['data', people],
  ])('people.%s', async (extension, content) => {
    const path = file(`people.${extension}`, content)
    const { code, out, err } = await floe('show', path)
    expect(err).toBe('')
    expect(out.replace(/^.*\n/, '')).toBe(shown)
    expect(out).toMatch(/^.*people\..* {2}csv · 2 rows · 3 columns · \d+ B\n/)
    expect(code).toBe(0)
  })

  test('what is in each column, of all rows', async () => {
    const path = file('described.csv', people)
    const { code, out } = await floe('show', path, '--describe', '--rows', '1')
    expect(code).toBe(0)
    expect(out).toContain('\ncolumn  types   count  missing')
    expect(out).toContain('\nage     number      2        0')
    expect(out).not.toContain('more row')
    const { out: text } = await floe('show', path, '--describe', '--json')
    expect(JSON.parse(text)).toMatchObject({
      summaries: [{ column: 'name', count: 2 }, { column: 'age' }, { missing: 1 }],
    })
  })

  const array = '[{"name":"Ada","age":36},\n{"name":"Alan","tags":["x"]}]'
  const objects = '{"name":"Ada","age":36}\n\n{"name":"Alan","tags":["x"]}\n'

  test.each([
    ['array.json', 'json', array],
    ['array.JSON.gz', 'json', gzipSync(array)],
    ['array.data', 'json', array],
    ['objects.ndjson', 'ndjson', objects],
    ['objects.jsonl', 'ndjson', objects],
    ['objects.jsonl.gz', 'ndjson', gzipSync(objects)],
    ['objects.data', 'ndjson', objects],
  ])('%s', async (name, format, content) => {
    const { code, out, err } = await floe('show', file(name, content))
    expect(err).toBe('')
    expect(out).toMatch(new RegExp(`^.*${name} {2}${format} · 2 rows · 3 columns · \\d+ B\n`))
    expect(out.replace(/^.*\n/, '')).toBe(`
  name   string
  age?   number
  tags?  string[]

name  age  tags
────  ───  ─────
Ada    36
Alan       ['x']
`)
    expect(code).toBe(0)
  })

  test('rows that are no objects', async () => {
    const { code, out } = await floe('show', file('numbers.jsonl', '1\nnull\n'))
    expect(code).toBe(0)
    expect(out).toContain('number | null')
  })

  test('another delimiter', async () => {
    const { out } = await floe('show', file('semicolons.csv', people.replaceAll(',', ';')), '--delimiter', ';')
    expect(out.replace(/^.*\n/, '')).toBe(shown)
  })

  test('Parquet, of which it reads the first rows', async () => {
    const { code, out } = await started('show', 'node_modules/vega-datasets/data/flights-3m.parquet', '--rows', '1')
    expect(code).toBe(0)
    expect(
      out,
    ).toBe(`node_modules/vega-datasets/data/flights-3m.parquet  parquet · 3,000,000 rows · 5 columns · 13.5 MB · 11 row groups · ZSTD

  date         Date | null
  delay        number | null
  distance     number | null
  origin       string | null
  destination  string | null

date                  delay  distance  origin  destination
────────────────────  ─────  ────────  ──────  ───────────
2001-01-01T00:01:00Z     33      2176  LAS     PHL
… 2,999,999 more rows
`)
  })

  test('for machines', async () => {
    const { out } = await floe('show', file('json.csv', people), '--json', '--rows', '1')
    expect(JSON.parse(out)).toEqual({
      file: join(folder, 'json.csv'),
      format: 'csv',
      columns: [
        { name: 'name', type: 'string | null', optional: false },
        { name: 'age', type: 'number | null', optional: false },
        { name: 'city', type: 'string | null', optional: false },
      ],
      totalRows: 2,
      bytes: people.length,
      rowsLookedAt: 2,
      rows: [{ name: 'Ada', age: 36, city: 'London' }],
    })
  })

  test('says what is wrong', async () => {
    const failure = async (path: string): Promise<string> => {
      const { code, out, err } = await floe('show', path)
      expect(code).toBe(1)
      expect(out).toBe('')
      return err
    }
    mkdirSync(join(folder, 'a-folder'))
    expect(await failure(join(folder, 'peple.csv'))).toContain('FLOE200 SourceNotFound')
    expect(await failure(join(folder, 'a-folder'))).toContain('is a directory')
    expect(await failure(file('cut.parquet', 'PAR1 and no more'))).toContain('FLOE202 SourceCorrupt')
    expect(await failure(file('half.json', '[{"a":1},{"a"'))).toContain('FLOE202 SourceCorrupt')
    expect(await failure(file('none.json', ''))).toContain('the file is empty')
    expect(await failure(file('object.json', '{"a":1}'))).toContain('the file is an object')
    expect(await failure(file('bad.jsonl', '{"a":1}\n{"a"\n'))).toContain('FLOE301 MalformedRow')
    expect(await failure(file('noise.bin', new Uint8Array([1, 0, 2])))).toContain('is neither text nor Parquet')
    expect((await floe('show', 'x.csv', '--rows', 'few')).code).toBe(2)
    expect((await started('show')).code).toBe(2)
  })
})
