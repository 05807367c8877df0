/**
 * Rows in columns are written as the same bytes as the objects that they stand for.
 */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fc, test } from '@fast-check/vitest'
import * as F from 'floe'
import * as t from 'io-ts'
import { describe, expect } from 'vitest'
import { type ToCsvOptions, toCsv } from '../../../src/io/csv/sink.ts'
import { csv } from '../../../src/io/csv/source.ts'
import type { Column, RowsInColumns } from '../../../src/plan/source.ts'
import { anyText } from '../../data/any-text.ts'
import { littleRoom } from '../../engine/spill/little-room.ts'
import { temporary } from '../temporary.ts'

const { directory, put } = temporary()

const text = fc.oneof(
  anyText(),
  fc.string({
    unit: fc.constantFrom('a', 'b', '"', ',', ';', '\n', '\r', ' ', '\t', '\v', '\u00a0', 'é', '😀', '\ufeff', '7'),
  }),
)
const number = fc.oneof(
  fc.double(),
  fc.integer(),
  fc.integer({ min: -1e12, max: 1e12 }),
  fc.constantFrom(0, -0, 9, 10, 99, 100, 999_999_999, 1e9, 1e9 + 1, -1e9, 2 ** 31, -(2 ** 31), Number.NaN, Infinity),
)
const value = fc.oneof(
  text,
  number,
  fc.boolean(),
  fc.bigInt(),
  fc.constantFrom(null, undefined),
  fc.date({ noInvalidDate: true }),
)

const textsOf = (texts: readonly string[], isBare: boolean): Column => {
  const at = (i: number): string => texts[i] as string
  if (isBare) return { kind: 'texts', at }
  const lengths = texts.map((one) => Buffer.byteLength(one))
  const starts = Int32Array.from(texts, (_, i) => lengths.slice(0, i).reduce((sum, one) => sum + one, 0))
  const ends = Int32Array.from(starts, (start, i) => start + (lengths[i] as number))
  // One in a few lies nowhere.
  for (let i = 2; i < texts.length; i += 5) (i % 2 === 0 ? starts : ends)[i] = -1
  return { kind: 'texts', at, texts: { bytes: Buffer.from(texts.join('')), starts, ends } }
}

type Row = { readonly a: string; readonly b: number; readonly c: unknown }

const columnsOf = (rows: readonly Row[], isBare: boolean): RowsInColumns => ({
  names: ['a', 'b', 'c'],
  length: rows.length,
  columns: [
    textsOf(
      rows.map(({ a }) => a),
      isBare,
    ),
    { kind: 'numbers', values: Float64Array.from(rows, ({ b }) => b) },
    { kind: 'values', values: rows.map(({ c }) => c) },
  ],
})

const outcome = async (options: ToCsvOptions, batches: readonly (readonly Row[])[], inColumns: boolean) => {
  const path = join(directory, 'out.csv')
  const writer = await toCsv(path, options).open()
  try {
    for (const [i, rows] of batches.entries())
      await (inColumns ? writer.writeColumns?.(columnsOf(rows, i % 3 === 1)) : writer.write(rows))
    await writer.close()
    return readFileSync(path, 'latin1')
  } catch (thrown) {
    await writer.abort()
    return String(thrown)
  }
}

const anyRows = fc.array(fc.record({ a: text, b: number, c: value }, { noNullPrototype: true }), { maxLength: 12 })

describe('columns', () => {
  test.prop([
    fc.array(anyRows, { maxLength: 3 }),
    fc.constantFrom(',', ';', '-', '1', 'é', '.'),
    fc.boolean(),
    fc.constantFrom(undefined, ['c', 'b', 'a'], ['a', 'b', 'c', 'd'], ['a', 'b']),
  ])('are the bytes of the objects that they stand for', async (batches, delimiter, header, columns) => {
    const options = { delimiter, header, ...(columns === undefined ? {} : { columns }) }
    expect(await outcome(options, batches, true)).toBe(await outcome(options, batches, false))
  })

  test('fail as objects do', async () => {
    for (const c of [[1], { x: 1 }, '\ud800', new Date(Number.NaN)]) {
      const batches = [
        [{ a: 'a', b: 1, c: null }],
        [
          { a: 'b', b: 2, c: 'c' },
          { a: 'c', b: 3, c },
        ],
      ]
      const found = await outcome({}, batches, true)
      expect(found).toMatch('SinkFailed')
      expect(found).toBe(await outcome({}, batches, false))
    }
  })

  test('are packed, too', async () => {
    const rows = Array.from({ length: 3000 }, (_, i) => ({ id: i, name: `name ${(i * 7919) % 3000}` }))
    const path = put('in.csv', `id,name\n${rows.map(({ id, name }) => `${id},${name}\n`).join('')}`)
    const plan = F.pipe(
      csv(path, t.type({ id: t.number, name: t.string })),
      F.sortBy((row) => row.name),
    )
    await F.write(plan, toCsv(join(directory, 'out.csv.gz')))
    expect(await F.toList(csv(join(directory, 'out.csv.gz'), t.type({ id: t.number, name: t.string })))).toEqual(
      await F.toList(plan, { engine: F.reference }),
    )
  })
})

describe('a sorted file', () => {
  const quote = (one: string): string => `"${one.replaceAll('"', '""')}"`
  const Line = t.type({ a: t.string, b: t.number, c: t.union([t.string, t.null]), d: t.number })
  const anyLine = fc.tuple(
    fc.string({ unit: fc.constantFrom('a', 'b', '"', ',', '\n', ' ', 'é', '😀'), maxLength: 12 }),
    fc.oneof(fc.integer(), fc.double({ noNaN: true, noDefaultInfinity: true })),
    fc.option(fc.string({ unit: fc.constantFrom('x', '"', 'ü') })),
    fc.integer({ min: 0, max: 3 }),
  )

  test.prop([fc.array(anyLine, { maxLength: 60 }), fc.constantFrom(1, 2000, 1e9), fc.boolean(), fc.boolean()])(
    'is the same bytes from columns and from objects, at any budget',
    async (lines, share, isFiltered, isDown) => {
      const body = lines.map(([a, b, c, d]) => `${quote(a)},${b},${c === null ? '' : quote(c)},${d}\n`).join('')
      const rows = csv(put('lines.csv', `a,b,c,d\n${body}`), Line)
      const fewer = F.pipe(
        rows,
        F.filter((row) => row.d > 0),
        F.map((row) => ({ a: row.a, e: row.b / 2, d: row.d })),
      )
      const plan = F.pipe(
        isFiltered ? fewer : (rows as F.Sequence<{ readonly a: string; readonly d: number }>),
        F.sortBy(
          isDown ? F.descending((row) => row.a) : (row) => row.a,
          F.descending((row) => row.d),
        ),
      )
      const [one, other] = [join(directory, 'one.csv'), join(directory, 'other.csv')]
      await F.write(plan, toCsv(one), { engine: littleRoom(share, false).engine })
      await F.write(plan, toCsv(other), { engine: F.reference })
      expect(readFileSync(one, 'latin1')).toBe(readFileSync(other, 'latin1'))
    },
  )
})
