/**
 * Proves that each law of codecs is broken by one that breaks it alone, and kept by codecs that look as if they did not.
 */
import * as fc from 'fast-check'
import * as C from 'floe/codec'
import * as L from 'floe/laws'
import * as t from 'io-ts'
import { describe, expect, test } from 'vitest'

const reports = async (subject: unknown): Promise<readonly L.LawReport[]> =>
  (await L.examine(subject as L.Subject<unknown, unknown>)).laws
const withVerdict = async (subject: unknown, wanted: L.LawReport['verdict']): Promise<readonly string[]> =>
  (await reports(subject)).flatMap(({ id, verdict }) => (verdict === wanted ? [id] : []))

interface Row {
  name: string
  n: number
}
const Row: fc.Arbitrary<Row> = fc.record({ name: fc.string({ maxLength: 3 }), n: fc.nat(99) })

const json = {
  encode: (row: unknown) => JSON.stringify(row),
  decode: (text: string): unknown => JSON.parse(text),
}
const utf8 = {
  encode: (text: string) => new TextEncoder().encode(text),
  decode: (bytes: Uint8Array) => new TextDecoder('utf-8', { fatal: true }).decode(bytes),
}
const words = fc.string({ unit: fc.constantFrom('a', 'é', '😀'), maxLength: 4 })

/** Each breaks the law whose number it stands behind, and no other. */
const breakers: Readonly<Record<string, () => unknown>> = {
  C1: () => L.codec(json, { values: fc.record({ at: fc.date({ noInvalidDate: true }) }) }),
  C2: () => {
    let n = 0
    return L.codec(
      {
        encode: (row: Row) => JSON.stringify({ row, n: n++ }),
        decode: (text: string): unknown => (JSON.parse(text) as { row: Row }).row,
      },
      { values: Row },
    )
  },
  C3: () => L.codec(json, { values: Row, declared: ['deterministic'] }),
  C4: () =>
    L.codec(
      { encode: ({ a, b }: { a: string; b: string }) => `${a}${b}` },
      { values: L.rowsOf(t.type({ a: t.string, b: t.string })), declared: ['injective'] },
    ),
  C5: () =>
    L.codec(utf8, {
      values: words,
      chunks: (pieces) => pieces.map((piece) => new TextDecoder().decode(piece)).join(''),
    }),
  C6: () => L.codec(t.type({ name: t.string, size: t.number }), { old: t.type({ name: t.string }) }),
  C7: () =>
    L.codec(
      {
        encode: ({ name, n }: Row) => `name=${encodeURIComponent(name)},${n},ms`,
        decode: (text: string) => {
          const [name, n] = text.split(',')
          if (name === undefined || n === undefined) throw new Error(`no row: ${text}`)
          return { name: decodeURIComponent(name.slice(5)), n: Number.parseInt(n, 10) }
        },
      },
      { values: Row },
    ),
}

describe('each law is broken by one that breaks nothing else', () => {
  test.each(Object.keys(breakers))('%s', async (id) => {
    expect(await withVerdict(breakers[id]?.(), 'broken')).toEqual([id])
  })
})

const pieces = (all: readonly Uint8Array[]): string => {
  const decoder = new TextDecoder('utf-8', { fatal: true })
  return all.map((piece) => decoder.decode(piece, { stream: true })).join('') + decoder.decode()
}

/** Lawful codecs that look as if they were not. */
const lawful: Readonly<Record<string, () => unknown>> = {
  'json of what it holds': () => L.codec(json, { values: Row }),
  'json with its keys sorted': () =>
    L.codec(
      { ...json, encode: ({ name, n }: Row) => JSON.stringify({ n, name }) },
      { values: Row, declared: ['deterministic', 'injective'] },
    ),
  'json of finite numbers, of which a half may be -0': () =>
    L.codec(json, { values: fc.double({ noNaN: true, noDefaultInfinity: true }).map((n) => n + 0) }),
  'times within an object': () =>
    L.codec(
      {
        encode: (row: { at: Date }) => JSON.stringify(row),
        decode: (text: string) => ({ at: new Date((JSON.parse(text) as { at: string }).at) }),
      },
      { values: fc.record({ at: fc.date({ noInvalidDate: true }) }) },
    ),
  'a time that is refused by being none': () =>
    L.codec(
      { encode: (at: Date) => at.toISOString(), decode: (text: string) => new Date(text) },
      { values: fc.date({ noInvalidDate: true, min: new Date(0), max: new Date('2100-01-01') }) },
    ),
  'a number that is refused by being NaN': () =>
    L.codec({ encode: String, decode: Number }, { values: fc.integer(), declared: ['injective', 'deterministic'] }),
  'a decoder that gives an Either': () =>
    L.codec(
      { encode: (n: number) => `${n}`, decode: (text: string) => t.Int.decode(text === '' ? text : Number(text)) },
      { values: fc.nat(), declared: ['total'] },
    ),
  'Eithers as what is encoded': () => L.codec(t.type({ _tag: t.literal('Left'), left: t.number })),
  'promises, and a buffer': () =>
    L.codec(
      {
        encode: async (text: string) => Buffer.from(text, 'utf8').toString('base64'),
        decode: async (text: string) => Buffer.from(text, 'base64').toString('utf8'),
      },
      { values: words },
    ),
  'a key of lengths': () =>
    L.codec(
      { encode: ({ a, b }: { a: string; b: string }) => `${a.length}:${a}${b}` },
      { values: L.rowsOf(t.type({ a: t.string, b: t.string })), declared: ['injective', 'deterministic'] },
    ),
  'pieces of bytes by one decoder': () => L.codec(utf8, { values: words, chunks: pieces }),
  'a default for what is new': () =>
    L.codec(t.intersection([t.type({ name: t.string }), t.partial({ size: t.number })]), {
      old: t.type({ name: t.string }),
    }),
  'the same values, once written otherwise': () =>
    L.codec(
      { encode: (n: number) => `n${n}`, decode: (text: string) => Number(text.replace('n', '')) },
      { values: fc.nat(), old: { encode: String } },
    ),
  'differences, of which a decoder takes all': () =>
    L.codec(
      {
        encode: (all: readonly number[]) => all.map((n, i) => n - (all[i - 1] ?? 0)).join(' '),
        decode: (text: string) => {
          let sum = 0
          return text === ''
            ? []
            : text.split(' ').map((n) => {
                sum += Number(n)
                return sum
              })
        },
      },
      { values: fc.array(fc.nat(99)) },
    ),
  'lines that check what they find': () =>
    L.codec(
      {
        encode: ({ name, n }: Row) => `${encodeURIComponent(name)},${n}`,
        decode: (text: string) => {
          const [, name, n] = /^([^,]*),(\d+)$/.exec(text) ?? []
          if (name === undefined || n === undefined) throw new Error(`no row: ${text}`)
          return { name: decodeURIComponent(name), n: Number(n) }
        },
      },
      { values: Row, declared: ['total'] },
    ),
}

describe('the lawful keep all laws', () => {
  test.each(Object.keys(lawful))('%s', async (name) => {
    expect(await withVerdict(lawful[name]?.(), 'broken')).toEqual([])
  })
})

const Tree: t.Mixed = t.recursion('Tree', (): t.Mixed => t.type({ value: t.number, within: t.array(Tree) }))

describe('codecs of io-ts and of floe/codec keep them', () => {
  test.each<readonly [string, t.Mixed]>([
    ['values', t.type({ name: t.string, n: t.number, or: t.union([t.number, t.null]), any: t.unknown })],
    ['optional and exact', t.exact(t.intersection([t.type({ a: t.Int }), t.partial({ b: t.string })]))],
    ['dictionary', t.record(t.string, C.dateFromIso)],
    ['tree', Tree],
    ['times', t.type({ iso: C.dateFromIso, s: C.dateFromSeconds, us: C.dateFromMicros, pg: C.dateFromPostgres })],
    ['texts', t.type({ n: C.numberFromText, i: C.intFromText, b: C.bigintFromText, t: C.booleanFromText })],
    ['choices', t.type({ size: C.oneOf('S', 'M'), yes: C.booleanFrom('Y', 'N'), born: C.nullIfEmpty(C.dateFromIso) })],
  ])('%s', async (_, codec) => {
    expect(await withVerdict(L.codec(codec), 'broken')).toEqual([])
    expect(await withVerdict(L.codec(codec), 'held')).toEqual(['C1', 'C2', 'C7'])
  })
})

const customOf = (decode: (text: string) => Date) =>
  new t.Type<Date, string, unknown>(
    'Custom',
    (value): value is Date => value instanceof Date,
    (value, context) => (typeof value === 'string' ? t.success(decode(value)) : t.failure(value, context)),
    (date) => date.toISOString(),
  )

describe('garbage', () => {
  test('must not be made into an invalid Date by a codec of io-ts', async () => {
    const values = fc.date({ noInvalidDate: true, min: new Date(0), max: new Date('2100-01-01') })
    const subject = L.codec(t.type({ at: customOf((text) => new Date(text)) }), { values: fc.record({ at: values }) })
    const [failure] = (await reports(subject)).flatMap((one) => one.failure ?? [])
    expect(failure?.law.id).toBe('C7')
    expect(failure?.breach.what).toBe('of garbage was made half a value, with an invalid Date in it')
  })

  test('must not make a codec of io-ts throw', async () => {
    const values = fc.date({ noInvalidDate: true, min: new Date(0), max: new Date('2100-01-01') })
    const subject = L.codec(
      customOf((text) => new Date(new Date(text).toISOString())),
      { values },
    )
    const [failure] = (await reports(subject)).flatMap((one) => one.failure ?? [])
    expect(failure?.law.id).toBe('C7')
    expect(failure?.breach.what).toBe('the codec threw, and did not give a Left')
  })

  test('must be refused with a reason', async () => {
    const silent = new t.Type<number, number, unknown>(
      'Silent',
      t.number.is,
      (value) => (typeof value === 'number' ? t.success(value) : { _tag: 'Left', left: [] }),
      (n) => n,
    )
    expect(await withVerdict(L.codec(silent, { values: fc.nat() }), 'broken')).toEqual(['C7'])
  })

  test('is taken by those who refuse nothing, unless it is promised that they do', async () => {
    const loose = {
      encode: ({ name, n }: Row) => `${encodeURIComponent(name)},${n}`,
      decode: (text: string) => {
        const [name, n] = text.split(',')
        return { name: decodeURIComponent(name ?? ''), n: Number(n) }
      },
    }
    expect(await withVerdict(L.codec(loose, { values: Row }), 'vacuous')).toContain('C7')
    expect(await withVerdict(L.codec(loose, { values: Row, declared: ['total'] }), 'broken')).toEqual(['C7'])
  })

  test('of any kind is refused only where that is promised', async () => {
    const loose = { encode: (row: Row) => ({ ...row }), decode: ({ name, n }: Row) => ({ name, n: Number(n) }) }
    expect(await withVerdict(L.codec(loose, { values: Row }), 'broken')).toEqual([])
    expect(await withVerdict(L.codec(loose, { values: Row, declared: ['total'] }), 'broken')).toEqual(['C7'])
  })
})

test('a decoder that is made afresh knows nothing of what was encoded', async () => {
  const make = () => {
    const known: string[] = []
    return {
      encode: (text: string) => (known.includes(text) ? known.indexOf(text) : known.push(text) - 1),
      decode: (n: number) => known[n],
    }
  }
  expect(await withVerdict(L.codec(make(), { values: words }), 'broken')).toEqual([])
  expect(await withVerdict(L.codec(L.fresh(make), { values: words }), 'broken')).toEqual(['C1'])
  expect(
    await withVerdict(
      L.codec(
        L.fresh(() => utf8),
        { values: words },
      ),
      'broken',
    ),
  ).toEqual([])
})

test('what holds and is not promised is proposed', async () => {
  expect(
    await withVerdict(L.codec({ encode: ({ n, name }: Row) => `${n}:${name}` }, { values: Row }), 'proposed'),
  ).toEqual(['C3', 'C4'])
  expect(await withVerdict(L.codec(json, { values: Row }), 'undeclared')).toEqual(['C3'])
})

test('a failure is one small value, and says what became of it', async () => {
  const [failure] = (await reports(breakers.C1?.())).flatMap((one) => one.failure ?? [])
  expect(failure?.instance).toBe('[{ at: Date(1970-01-01T00:00:00.000Z) }]')
  expect(failure?.breach).toEqual({
    what: 'it was decoded to something else',
    path: 'values[0].at',
    before: 'Date(1970-01-01T00:00:00.000Z)',
    after: "'1970-01-01T00:00:00.000Z'",
  })
})

test('a pair without values is refused', () => {
  expect(() => L.codec(json)).toThrow('codec was given a pair of functions without values to try them on')
})
