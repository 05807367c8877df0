/** Which rows a scanner takes by itself, and which it leaves to the careful way. */
import * as t from 'io-ts'
import { describe, expect, it } from 'vitest'
import * as C from '../../../../src/codec/index.ts'
import { bytesFormat } from '../../../../src/io/csv/scan/bytes-format.ts'
import { scanner } from '../../../../src/io/csv/scan/scanner.ts'
import { viewOf } from '../../../../src/io/scan/carried-bytes.ts'
import { scanFields } from '../../../../src/io/scan/scan-fields.ts'
import type { Column } from '../../../../src/plan/source.ts'

const codec = t.type({
  text: t.string,
  number: t.number,
  maybe: t.union([t.number, t.null]),
  word: t.union([t.string, t.null]),
  yes: t.boolean,
  time: C.dateFromIso,
})
const columns = Object.keys(codec.props)

const cell = (column: Column, index: number): unknown =>
  column.kind === 'texts' ? column.at(index) : column.values[index]

/** The rows that a scanner takes from the first on, and whether it stops at one. */
const taken = (text: string, { wide = false, asked = columns, escapedBy = '"' } = {}) => {
  const format = bytesFormat({ delimiter: ',', quote: '"', escape: escapedBy })
  const fields = scanFields(codec, asked)
  if (format === undefined || fields === undefined) throw new Error('no scan')
  const others = wide ? Array.from({ length: 8 }, (_, i) => `other ${i}`) : []
  const made = scanner([...columns, ...others], { fields, format, nulls: ['', 'NA'], capacity: 10 })
  const bytes = Buffer.from(
    `${wide ? text.replaceAll(/(?<=[^|])[|]/g, ',,,"",x,,"y,z",,|') : text}${' '.repeat(24)}`.replaceAll('|', '\n'),
  )
  made.over(bytes)
  const isStopped = made.fill(bytes, viewOf(bytes), 0, bytes.lastIndexOf(10) + 1, 0, 10, 1)
  const rows = Array.from({ length: made.at.row }, (_, i) => made.columns.map((column) => cell(column, i)))
  return { isStopped, rows, lines: [...made.lines.subarray(0, made.at.row)], line: made.at.line }
}

const time = '1970-01-01'

describe.each([{ wide: false }, { wide: true }])('a scanner, wide: $wide,', ({ wide }) => {
  it('takes plain rows, quotes and all', () => {
    const text = [
      `a,1,2,b,true,${time}`,
      `"a","-1.5","","",FALSE,"${time}"`,
      `"say ""hi""",12345678901234,,,true,${time}`,
      `"two\r\n\nlines",1e3,NA,NA,true,${time}`,
      `,+.5,-0,"NA",true,${time}`,
      `žluťoučký,0.1,31.95376472,"""",true,${time}`,
    ]
    expect(taken(text.map((row) => `${row}|`).join(''), { wide })).toEqual({
      isStopped: false,
      rows: [
        ['a', 1, 2, 'b', true, 0],
        ['a', -1.5, null, '', false, 0],
        ['say "hi"', 12345678901234, null, null, true, 0],
        ['two\r\n\nlines', 1000, null, null, true, 0],
        ['', 0.5, -0, 'NA', true, 0],
        ['žluťoučký', 0.1, 31.95376472, '"', true, 0],
      ],
      lines: [1, 2, 3, 4, 7, 8],
      line: 9,
    })
  })

  it('stops at a row that is wrong or odd, on its line', () => {
    const good = `a,1,2,b,true,${time}|`
    const bad = [
      `a,one,2,b,true,${time}|`,
      `a,,2,b,true,${time}|`,
      `a,1,two,b,true,${time}|`,
      `a,1,2,b,yes,${time}|`,
      'a,1,2,b,true,never|',
      `a,9007199254740993,2,b,true,${time}|`,
      `"a"x,1,2,b,true,${time}|`,
      `"a"\0,1,2,b,true,${time}|`,
      `"a,1,2,b,true,${time}|`,
      `a,1,2,b,true|`,
      `a,1,2,b,true,${time},|`,
      `"a\n",1,2,b,yes,${time}|`,
    ]
    for (const row of bad)
      for (const asked of [columns, []])
        expect(taken(`${good}||${row}${good}`, { asked, wide })).toMatchObject({ isStopped: true, lines: [1], line: 4 })
    expect(taken(`"\\"",1,2,b,true,${time}|`, { escapedBy: '\\', wide })).toMatchObject({ isStopped: true, rows: [] })
  })
})
