/** CSV as the world writes it. */
import * as t from 'io-ts'
import { describe, expect, it } from 'vitest'
import { AnyText, readText } from './read-text.ts'

const AB = t.type({ a: t.string, b: t.string })

/** Cells of good rows, as the file has them. */
const cells = async (
  text: string | Uint8Array,
  ...rest: Parameters<typeof readText> extends [unknown, ...infer R] ? R : never
) => {
  const { rows, errors, fatal } = await readText(text, ...rest)
  expect([...errors, ...(fatal === undefined ? [] : [fatal])].map(({ message }) => message)).toEqual([])
  return rows.map((row) => Object.values(row as object))
}

describe('csv', () => {
  it.each([
    ['LF', 'a,b\n1,2\n3,4\n'],
    ['CRLF', 'a,b\r\n1,2\r\n3,4\r\n'],
    ['CR', 'a,b\r1,2\r3,4\r'],
    ['all three in one file', 'a,b\r\n1,2\n3,4\r'],
    ['no line end at the end', 'a,b\n1,2\n3,4'],
    ['a byte order mark', '\ufeffa,b\n1,2\n3,4\n'],
    ['a mark and a quoted header', '\ufeff"a","b"\n1,2\n3,4\n'],
    ['all quoted', '"a","b"\n"1","2"\n"3","4"\n'],
    ['blank lines', '\n\na,b\n\n1,2\n\n\n3,4\n\n'],
    ['blank lines in CRLF', '\r\na,b\r\n1,2\r\n\r\n3,4\r\n\r\n'],
  ])('reads %s', async (_, text) => {
    expect(await cells(text, AB)).toEqual([
      ['1', '2'],
      ['3', '4'],
    ])
    expect(await cells(text, AB, {}, [1])).toEqual([
      ['1', '2'],
      ['3', '4'],
    ])
  })

  it.each([
    ['a delimiter in quotes', '"x,y",z', ['x,y', 'z']],
    ['doubled quotes', '"say ""hi""",z', ['say "hi"', 'z']],
    ['a cell of one quote', '"""",z', ['"', 'z']],
    ['LF in quotes', '"x\ny",z', ['x\ny', 'z']],
    ['CRLF in quotes, as it is', '"x\r\ny",z', ['x\r\ny', 'z']],
    ['a quote in the midst of a cell', '5" pipe,z', ['5" pipe', 'z']],
    ['text behind a closing quote, as it is', '"x"y,z', ['"x"y', 'z']],
    ['blanks, never trimmed', ' x , z\t', [' x ', ' z\t']],
    ['empty cells', ',', ['', '']],
    ['unicode of all planes', 'žluťoučký 😀,日本', ['žluťoučký 😀', '日本']],
    ['U+FFFD where the file has it', 'x\ufffd,z', ['x\ufffd', 'z']],
    ['a mark elsewhere, as it is', '\ufeffx,z', ['\ufeffx', 'z']],
    ['zero characters', 'x\0y,z', ['x\0y', 'z']],
  ])('reads %s', async (_, line, expected) => {
    expect(await cells(`a,b\n${line}\n`, AB)).toEqual([expected])
    expect(await cells(`a,b\r\n${line}\r\n`, AB, {}, [1])).toEqual([expected])
  })

  it('knows the line on which each row begins', async () => {
    const text = 'a,b\n\n1,2\r\n"x\r\ny\n\nz",3\r"p",q\n\n\n"\n",r\n'
    const { lines, ordinals } = await readText(text, AB)
    expect(lines).toEqual([3, 4, 8, 11])
    expect(ordinals).toEqual([1, 2, 3, 4])
  })

  it('reads a cell of several megabytes', async () => {
    const huge = 'x'.repeat(5_000_000)
    const { rows } = await readText(`a,b\n"${huge}",1\n2,3\n`, AB, {}, [262_144])
    expect((rows as { a: string }[]).map(({ a }) => a.length)).toEqual([5_000_000, 1])
  })

  it('takes other delimiters, quotes and escapes', async () => {
    expect(await cells('a;b\n1;"x;y"\n', AB, { delimiter: ';' })).toEqual([['1', 'x;y']])
    expect(await cells('a\tb\n1\tx\n', AB, { delimiter: '\t' })).toEqual([['1', 'x']])
    expect(await cells('a¦b\n1¦x\n', AB, { delimiter: '¦' })).toEqual([['1', 'x']])
    expect(await cells("a,b\n'x,y','it''s'\n", AB, { quote: "'" })).toEqual([['x,y', "it's"]])
    expect(await cells('a,b\n"x,y\n', AB, { quote: false })).toEqual([['"x', 'y']])
    expect(await cells('a,b\n"say \\"hi\\"",y\n', AB, { escape: '\\' })).toEqual([['say "hi"', 'y']])
  })

  it('yields the fields of the codec, in its order, frozen', async () => {
    const { rows } = await readText('c,b,a\n3,2,1\n', t.type({ a: t.number, b: t.number }))
    expect(JSON.stringify(rows)).toBe('[{"a":1,"b":2}]')
    expect(Object.isFrozen(rows[0])).toBe(true)
  })

  it('reads a table without rows', async () => {
    for (const text of ['a,b', 'a,b\n', '\ufeffa,b\r\n'])
      expect(await readText(text, AB)).toMatchObject({
        rows: [],
        errors: [],
        fatal: undefined,
        bytes: Buffer.byteLength(text),
      })
    expect(await readText('', AnyText)).toMatchObject({ rows: [], fatal: undefined })
    expect(await readText('\ufeff', AnyText)).toMatchObject({ rows: [], fatal: undefined })
    expect(await readText('', AB, { header: false })).toMatchObject({ rows: [], fatal: undefined })
  })

  it('reads files without a header, by position', async () => {
    expect(await cells('1,2\n3,4\n', AB, { header: false })).toEqual([
      ['1', '2'],
      ['3', '4'],
    ])
    const { rows } = await readText('1,2\n', AB, { columns: ['b', 'a'] })
    expect(rows).toEqual([{ a: '2', b: '1' }])
    expect((await readText('1,2\n', AnyText, { header: false })).rows).toEqual([{ column1: '1', column2: '2' }])
    expect((await readText('1,2\n', t.type({ a: t.string }), { columns: ['x', 'a'] })).rows).toEqual([{ a: '2' }])
  })

  it('sets ragged rows aside, and reads on', async () => {
    const read = await readText('a,b\n1,2\n3\n4,5,6\n7,8\n"x\ny"\n9,9\n', AB)
    expect(read.rows.map((row) => (row as { a: string }).a)).toEqual(['1', '7', '9'])
    expect(read.errors.map(({ _tag, place, found, expected }) => [_tag, place.line, found, expected])).toEqual([
      ['MalformedRow', 3, '1 cell', '2 cells'],
      ['MalformedRow', 4, '3 cells', '2 cells'],
      ['MalformedRow', 6, '1 cell', '2 cells'],
    ])
  })

  it('tells an empty cell from an empty text by quotes, where both may be', async () => {
    const codec = t.type({ a: t.union([t.string, t.null]), b: t.union([t.number, t.null]), c: t.string })
    const text = 'a,b,c\n,,\n"","",""\n\n"x""",1,z\n'
    const expected = [
      { a: null, b: null, c: '' },
      { a: '', b: null, c: '' },
      { a: 'x"', b: 1, c: 'z' },
    ]
    expect((await readText(text, codec)).rows).toEqual(expected)
    expect((await readText(text, codec, {}, [1])).rows).toEqual(expected)
    const na = t.type({ a: t.union([t.string, t.null]) })
    expect((await readText('a\nNA\n"NA"\n""\n', na, { nulls: ['NA'] })).rows).toEqual([
      { a: null },
      { a: 'NA' },
      { a: '' },
    ])
  })

  it('leaves out what is optional and not there', async () => {
    const codec = t.intersection([t.type({ a: t.string }), t.partial({ b: t.number, constructor: t.string })])
    expect((await readText('a,b\nx,\ny,1\n', codec)).rows).toStrictEqual([{ a: 'x' }, { a: 'y', b: 1 }])
    expect((await readText('a\nx\n', codec)).rows).toStrictEqual([{ a: 'x' }])
    expect((await readText('a\nx\n', t.type({ a: t.string, b: t.union([t.number, t.undefined]) }))).rows).toStrictEqual(
      [{ a: 'x', b: undefined }],
    )
  })

  it('knows columns of any name', async () => {
    const { rows } = await readText('__proto__,constructor,a b\n1,2,3\n', t.record(t.string, t.number))
    expect(Object.entries(rows[0] as object)).toEqual([
      ['__proto__', 1],
      ['constructor', 2],
      ['a b', 3],
    ])
  })

  it('reads unions of records, dictionaries and codecs of your own', async () => {
    const shape = t.union([
      t.type({ kind: t.literal('circle'), r: t.number }),
      t.type({ kind: t.literal('box'), w: t.number, h: t.number }),
    ])
    expect((await readText('kind,r,w,h\ncircle,1,,\nbox,,2,3\n', shape)).rows).toEqual([
      { kind: 'circle', r: 1 },
      { kind: 'box', w: 2, h: 3 },
    ])
    const Pair = new t.Type<readonly string[]>(
      'Pair',
      (u): u is readonly string[] => Array.isArray(u),
      (u) => t.success(Object.values(u as Record<string, string>)),
      t.identity,
    )
    expect((await readText('a,b\n1,2\n', Pair)).rows).toEqual([['1', '2']])
    expect(
      (await readText('id,x,y\nk,1,2\n', t.intersection([t.type({ id: t.string }), t.record(t.string, t.unknown)])))
        .rows,
    ).toEqual([{ id: 'k', x: '1', y: '2' }])
  })
})
