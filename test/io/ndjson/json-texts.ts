/**
 * Texts of JSON values, right and wrong ones, where readers are apt to differ: each by itself, and any.
 */
import { fc } from '@fast-check/vitest'
import { anyText } from '../../data/any-text.ts'

export const numbers: readonly string[] = (
  '0 -0 -0.0 00 01 -01 0.5 00.5 .5 5. - -.5 1e3 1E+2 1e-400 1e400 -1e400 1e 0e0 1.e1 1.5e300 1e308 2e308 0.1e-7 1e-99 123456789 ' +
  '1234567890 123456789012345 1234567890123456 12345678901234567 9007199254740993 -9007199254740993 9007199254740992.5 ' +
  '0.1234567890123456 1234567.12345678 12345678901234567890123 0.00000000000000000000001 72.80512345678901 +1 1_0 NaN ' +
  `-Infinity 1${'0'.repeat(250)} 1${'0'.repeat(150)}e99 1${'0'.repeat(400)} 0.${'1'.repeat(400)}`
).split(' ')

export const texts: readonly string[] = [
  ...['""', '"a"', '"b"', '" "', '"!"', '"\\u0041"', '"\\ud800"', '"\\n"', '"\\/"', '"\\x"', '"\\u00g0"', '"\\u00"'],
  ...['"\t"', '"\u001f"', '"\u007f"', '"é"', '"😀"', '"2020-02-30"', '"2020-02-29"', '"1"', '"', "'a'", '"\\"', '"\\'],
  `"${'long '.repeat(10)}"`,
]

export const nested: readonly string[] = [
  ...['[]', '[ 1 , 2 ]', '{}', '{"a":1}', '{"a":1,"a":2}', '{"a" : 1 }', '[1,]', '[,1]', '[1 2]', '{"a":1,}', '{"a"}'],
  ...[
    '{"a":}',
    '{1:1}',
    '{"a":1]',
    '[1}',
    '["]"]',
    '["\\""]',
    '["\\"]',
    '[12345678901234567]',
    '[1e999]',
    '["\u0001"]',
  ],
  ...[
    '{"__proto__":1}',
    '{"constructor":1}',
    '[[[[]]]]',
    '[',
    '{',
    ']',
    '[true,false,null]',
    '[tru]',
    '{"a":[1,{"b":"c"}]}',
  ],
  ...[
    '[1,"a"]',
    '[1,"a",2]',
    '[1]',
    '{"b":"x","a":1}',
    '{"\\u0061":1}',
    '{"\\u0061":"x"}',
    '{"a":null}',
    '{"b":1,"a":1}',
    '["a","b"]',
    '[true]',
  ],
  ...[
    '{"a":1,"x":[{}]}',
    '[true , false]',
    '{"c":1}',
    '{"b":"x"}',
    '{"a":1,"b":null}',
    '{"a":1 "b":1}',
    '[true false]',
  ],
  `${'['.repeat(70)}${']'.repeat(70)}`,
]

export const words: readonly string[] = ['true', 'false', 'null', 'nul', 'True', 'undefined', 'truefalse', '']

export const number: fc.Arbitrary<string> = fc.oneof(
  fc.integer().map(String),
  fc.double({ noNaN: true, noDefaultInfinity: true }).map(String),
  fc.constantFrom(...numbers),
)
export const text: fc.Arbitrary<string> = fc.oneof(
  anyText({ maxLength: 4 }).map((one) => JSON.stringify(one)),
  fc.string({ maxLength: 40 }).map((one) => JSON.stringify(one)),
  fc.constantFrom(...texts),
)
export const anyValue: fc.Arbitrary<string> = fc.oneof(
  number,
  text,
  fc.jsonValue({ maxDepth: 2 }).map((one) => JSON.stringify(one)),
  fc.constantFrom(...nested, ...words),
)
