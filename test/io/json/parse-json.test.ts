/** Texts of JSON as values: the same as `JSON.parse` makes, but where that does not tell the truth. */
import { fc, test } from '@fast-check/vitest'
import { describe, expect } from 'vitest'
import { JsonFault, parseJson } from '../../../src/io/json/parse-json.ts'
import { type Making, strictJson } from '../../../src/io/json/strict-json.ts'
import { runs } from '../../runs.ts'

const plain: Making = { bigints: 'lossy', bare: false }
const careful: Making = { bigints: 'unsafe', bare: true }

/** What `JSON.parse` says, or that it refuses. */
const native = (text: string): unknown => {
  try {
    return JSON.parse(text)
  } catch {
    return 'refused'
  }
}

/** What we say in the same words: what was kept whole as it would have been rounded. */
const outcome = (value: unknown): unknown => {
  if (value instanceof JsonFault) return 'refused'
  if (typeof value === 'bigint') return Number(value)
  if (Array.isArray(value)) return value.map(outcome)
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(Object.entries(value).map(([name, field]) => [name, outcome(field)]))
}

/** Whether JSON.parse made an infinity of a number beyond the range. */
const isBeyond = (value: unknown): boolean =>
  value === Number.POSITIVE_INFINITY ||
  value === Number.NEGATIVE_INFINITY ||
  (typeof value === 'object' && value !== null && Object.values(value).some(isBeyond))

/** Texts that are JSON, or nearly. */
const nearly = fc.oneof(
  fc.json(),
  fc
    .json()
    .chain((text) =>
      fc
        .tuple(
          fc.nat(text.length),
          fc.nat(2),
          fc.constantFrom(
            '',
            ',',
            '}',
            ']',
            '"',
            '\\',
            ' ',
            '\n',
            '\u0001',
            '1',
            '-',
            'e',
            '.',
            'null',
            ':',
            '\ufeff',
            'é',
          ),
        )
        .map(([at, cut, put]) => text.slice(0, at) + put + text.slice(at + cut)),
    ),
  fc
    .array(
      fc.constantFrom(
        '{',
        '}',
        '[',
        ']',
        ',',
        ':',
        '"a"',
        '"__proto__"',
        '1',
        '-0',
        '01',
        '1.',
        '.5',
        '1e5',
        '1E-2',
        '-',
        'true',
        'nul',
        ' ',
        '\t',
        '\u00a0',
        '"\\u00e9"',
        '"\\ud83d"',
        '"\\x"',
        '"\n"',
      ),
      { maxLength: 12 },
    )
    .map((parts) => parts.join('')),
)

describe('the slow reader', () => {
  test('takes what JSON.parse takes, and gives the same', () => {
    fc.assert(
      fc.property(nearly, (text) => {
        const expected = native(text)
        expect(outcome(strictJson(text, plain))).toEqual(isBeyond(expected) ? 'refused' : expected)
      }),
      { numRuns: runs(3000) },
    )
  })

  test('gives the same under care, in objects that inherit nothing', () => {
    fc.assert(
      fc.property(fc.jsonValue(), (value) => {
        const text = JSON.stringify(value)
        expect(JSON.stringify(outcome(strictJson(text, careful)))).toBe(text)
      }),
    )
    expect(Object.getPrototypeOf(strictJson('{}', careful))).toBe(null)
  })

  test('says where a text stops being JSON: every longer beginning is as wrong', () => {
    fc.assert(
      fc.property(nearly, (text) => {
        const fault = strictJson(text, plain)
        if (!(fault instanceof JsonFault)) return
        expect(fault.at).toBeLessThanOrEqual(text.length)
        // What stands before might be completed; with what stands there nothing can.
        const cut = strictJson(text.slice(0, fault.at), plain)
        if (cut instanceof JsonFault) expect(cut.at).toBeLessThanOrEqual(fault.at)
      }),
    )
  })

  test.each([
    ['', 0, 'a value'],
    ['{"a":1', 6, 'a comma or }'],
    ['{a:1}', 1, 'a name in double quotes'],
    ['{"a" 1}', 5, 'a colon'],
    ['[1 2]', 3, 'a comma or ]'],
    ['[1,]', 3, 'a value'],
    ['"a', 2, 'a closing quote'],
    ['"a\\x"', 2, 'an escape such as \\n, \\" or \\u00e9'],
    ['1 2', 2, 'the end'],
    ['[1e999]', 1, 'a number within the range of numbers, up to 1.8e308'],
  ])('of %s says %i: %s', (text, at, expected) => {
    expect(parseJson(text, plain)).toEqual(new JsonFault(at, expected))
  })
})

describe('numbers', () => {
  test('an integer keeps its digits, as a number or as a bigint', () => {
    fc.assert(
      fc.property(fc.bigInt({ min: -(2n ** 70n), max: 2n ** 70n }), (integer) => {
        const read = parseJson(`[${integer}]`, plain) as readonly (number | bigint)[]
        const [value] = read
        // As a number only if its digits, exact or as JavaScript prints them, are those that stood there.
        if (typeof value === 'number') expect([String(BigInt(value)), String(value)]).toContain(String(integer))
        else expect(value).toBe(integer)
        if (integer >= -(2n ** 53n) && integer <= 2n ** 53n) expect(value).toBe(Number(integer))
        const [whole] = parseJson(`[${integer}]`, careful) as readonly (number | bigint)[]
        expect(BigInt(whole as bigint)).toBe(integer)
      }),
      { numRuns: runs(1000) },
    )
  })

  test('any double comes back from the text that JavaScript prints', () => {
    fc.assert(
      fc.property(fc.double({ noNaN: true, noDefaultInfinity: true }), (number) => {
        const text = Object.is(number, -0) ? '-0' : String(number)
        expect(Object.is(parseJson(text, plain), number)).toBe(true)
      }),
      { numRuns: runs(1000) },
    )
  })

  test.each([
    ['9007199254740992', 2 ** 53],
    ['9007199254740993', 9007199254740993n],
    ['-9007199254740993', -9007199254740993n],
    ['123456789012345680000', 123456789012345680000],
    ['123456789012345678901', 123456789012345678901n],
    ['0.12345678901234567890123', 0.12345678901234568],
    ['9007199254740993.0', 9007199254740992],
    ['1e-400', 0],
    ['1e308', 1e308],
    ['-0', -0],
  ])('%s is %s', (text, value) => {
    expect(parseJson(text, plain)).toBe(value)
    expect(parseJson(`{"a":[${text}]}`, plain)).toEqual({ a: [value] })
  })

  test('beyond the range is refused, however it is written', () => {
    for (const text of ['1e309', '-1e0400', `1${'0'.repeat(309)}`, '123456789012345678e300'])
      expect(parseJson(`[${text}]`, plain)).toBeInstanceOf(JsonFault)
  })
})

describe('objects', () => {
  test('of names that stand twice the last one counts, quickly read and slowly', () => {
    for (const read of [parseJson, strictJson])
      for (const making of [plain, careful])
        expect({ ...(read('{"a":1,"b":2,"a":3}', making) as object) }).toEqual({ a: 3, b: 2 })
  })

  test('a name such as __proto__ is a name', () => {
    for (const read of [parseJson, strictJson]) {
      const value = read('{"__proto__":{"x":1}}', plain) as object
      expect(Object.keys(value)).toEqual(['__proto__'])
      expect(Object.getPrototypeOf(value)).toBe(Object.prototype)
    }
  })

  test('are nested 1,000 levels deep and no deeper', () => {
    const nested = (levels: number) => `${'['.repeat(levels)}${']'.repeat(levels)}`
    expect(parseJson(nested(1000), plain)).not.toBeInstanceOf(JsonFault)
    expect(parseJson(nested(1001), plain)).toEqual(new JsonFault(1000, 'at most 1000 levels of nesting'))
    expect(parseJson(nested(200_000), plain)).toBeInstanceOf(JsonFault)
    // Brackets in text are no nesting, and many beside each other neither.
    expect(parseJson(`["${'['.repeat(3000)}"]`, plain)).not.toBeInstanceOf(JsonFault)
    expect(parseJson(`[${'[],'.repeat(3000)}1]`, plain)).not.toBeInstanceOf(JsonFault)
  })
})
