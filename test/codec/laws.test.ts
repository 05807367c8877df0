/** What holds of every codec of floe/codec: there and back, one verdict everywhere, schemas that tell the truth. */
import fc from 'fast-check'
import * as F from 'floe'
import * as C from 'floe/codec'
import { isRight } from 'fp-ts/lib/Either.js'
import * as t from 'io-ts'
import { describe, expect, test } from 'vitest'
import { identical } from '../../src/data/identical.ts'
import { conforms } from '../../src/data/schema.ts'
import { decoderOf } from '../../src/plan/codec/decode-value.ts'
import { schemaOfCodec, schemaReadBy } from '../../src/plan/codec/schema-of-codec.ts'
import { readText } from '../io/csv/read-text.ts'
import { runs } from '../runs.ts'
import { anything, cases, oneCase } from './arbitrary.ts'

describe('every codec', () => {
  test('reads what it writes', () => {
    fc.assert(
      fc.property(oneCase, ({ codec, value }) => {
        const written = codec.encode(value)
        const read = codec.decode(written)
        expect(isRight(read) && identical(read.right, value) ? 'the same' : [codec.name, value, written, read]).toBe(
          'the same',
        )
      }),
      { numRuns: runs(3000) },
    )
  })

  test('makes what it says: its own values, by its own schema, which it can write', () => {
    const oneCodec = fc.constantFrom(...cases.map(({ codec }) => codec))
    let taken = 0
    fc.assert(
      fc.property(oneCodec, anything, (codec, input) => {
        const read = codec.decode(input)
        if (!isRight(read)) return
        taken++
        expect([codec.name, codec.is(read.right)]).toEqual([codec.name, true])
        expect([codec.name, conforms(schemaOfCodec(codec), read.right)]).toEqual([codec.name, true])
        expect([codec.name, conforms(schemaReadBy(codec), input)]).toEqual([codec.name, true])
        const again = codec.decode(codec.encode(read.right))
        if (codec !== C.dateFromSeconds)
          expect([codec.name, isRight(again) && identical(again.right, read.right)]).toEqual([codec.name, true])
      }),
      { numRuns: runs(5000) },
    )
    expect(taken).toBeGreaterThan(100)
  })

  test('does not take what is not its own for its own', () => {
    fc.assert(
      fc.property(fc.constantFrom(...cases), fc.anything(), ({ codec }, value) => {
        if (!codec.is(value)) return
        expect([codec.name, conforms(schemaOfCodec(codec), value)]).toEqual([codec.name, true])
        const back = codec.decode(codec.encode(value))
        expect([codec.name, isRight(back)]).toEqual([codec.name, true])
      }),
      { numRuns: runs(2000) },
    )
  })

  test('refuses in words that name what was found, and never throws', () => {
    fc.assert(
      fc.property(fc.constantFrom(...cases), anything, ({ codec }, value) => {
        const decoded = decoderOf(codec)(value)
        if (decoded.ok) return
        expect(decoded.path).toBe('')
        expect(decoded.expected).toBe(codec.name.startsWith('nullIfEmpty') ? decoded.expected : codec.name)
        expect(decoded.message.length).toBeGreaterThan(10)
        expect(decoded.message).not.toContain('threw')
      }),
      { numRuns: runs(2000) },
    )
  })

  test('is read from CSV, null where a cell is empty, as from a row in memory', async () => {
    await fc.assert(
      fc.asyncProperty(fc.constantFrom(...cases), fc.nat(), async ({ codec, values }, seed) => {
        const sample = fc.sample(values, { numRuns: 5, seed })
        const rows = sample.map((value) => ({ id: 1, value }))
        const field = t.union([codec, t.null])
        const cells = sample.map(
          (value) => `1,${value === null ? '' : `"${String(codec.encode(value)).replaceAll('"', '""')}"`}`,
        )
        const read = await readText(
          `id,value\n${[...cells, '1,'].join('\n')}\n`,
          t.type({ id: t.number, value: field }),
        )
        expect([codec.name, read.errors, read.fatal]).toEqual([codec.name, [], undefined])
        expect([codec.name, identical(read.rows, [...rows, { id: 1, value: null }])]).toEqual([codec.name, true])
        const written = F.rows(sample.map((value) => ({ id: 1, value: value === null ? null : codec.encode(value) })))
        const decoded = await F.toList(F.pipe(written, F.decode(t.type({ id: t.number, value: field }))))
        expect([codec.name, identical(decoded.toArray(), rows)]).toEqual([codec.name, true])
      }),
      { numRuns: runs(60) },
    )
  })
})

describe('explain', () => {
  test.each([
    [C.dateFromIso, 'dateFromIso', 'number', 'string'],
    [C.dateFromPostgres, 'dateFromPostgres', 'number', 'string'],
    [C.dateFromMicros, 'dateFromMicros', 'number', 'bigint | number | string | Date'],
    [C.numberFromText, 'numberFromText', 'number', 'string'],
    [C.bigintFromText, 'bigintFromText', 'bigint', 'string'],
    [C.booleanFromText, 'booleanFromText', 'boolean', 'string'],
    [C.booleanFrom('Y', 'N'), "booleanFrom('Y', 'N')", 'boolean', '"Y" | "N"'],
    [C.oneOf('a', 2), "oneOf('a', 2)", '"a" | 2', '"a" | 2'],
    [C.nullIfEmpty(C.intFromText), 'nullIfEmpty(intFromText)', 'null | number', '"" | null | string'],
    [C.nullIfEmpty(t.number), 'nullIfEmpty(number)', 'null | number', '"" | null | number'],
    [t.array(C.dateFromIso), 'Array<dateFromIso>', 'number[]', 'string[]'],
  ] as const)('%s prints well', (codec: t.Mixed, name, made, read) => {
    expect([codec.name, F.printSchema(schemaOfCodec(codec)), F.printSchema(schemaReadBy(codec))]).toEqual([
      name,
      made,
      read,
    ])
  })

  test('of many choices the first few', () => {
    const [first, ...more] = Array.from({ length: 50 }, (_, i) => i)
    expect(C.oneOf(first ?? 0, ...more).name).toBe('oneOf(0, 1, 2, 3, 4, 5, … (50 in all))')
  })
})
