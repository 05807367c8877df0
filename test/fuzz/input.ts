/**
 * Inputs for the readers of files: texts of their grammars, with whatever is odd in it more often than in life, and damage.
 */
import { gzipSync } from 'node:zlib'
import { table } from '../io/parquet/table.ts'
import { type Chance, chanceOf } from './chance.ts'

export type Format = 'csv' | 'ndjson' | 'json' | 'lines' | 'parquet'

export interface Input {
  readonly format: Format
  readonly packing: 'gzip' | 'zstd' | undefined
  readonly bytes: Buffer
  /** In how many bytes at a time it comes. */
  readonly step: number
}

const odd = [
  ...[
    '',
    '0',
    '-0',
    '1',
    '007',
    '-1.5',
    '1e3',
    '1e999',
    '.5',
    '5.',
    '+1',
    '0x10',
    'NaN',
    'Infinity',
    '9007199254740993',
    '1_0',
  ],
  ...[
    'true',
    'TRUE',
    'false',
    'null',
    'a',
    'é',
    '😀',
    '\u2028',
    '\ufeff',
    '\0',
    ' ',
    '\t',
    ' a ',
    'a"b',
    '"',
    '""',
    "'",
    '\\',
    '\r',
  ],
  ...['__proto__', 'constructor', '=1+1', 'x'.repeat(300), '\ud83d', '2024-01-31', '1'.repeat(40)],
]

const csvCell = ({ below, oneOf }: Chance): string => {
  const text = oneOf(odd)
  const how = below(10)
  if (how < 5) return text.replace(/[",\r\n]/g, '')
  if (how < 8) return `"${text.replaceAll('"', '""')}${oneOf(['', '', '\n', '\r\n', ',', '""'])}"`
  return how < 9 ? text : `${oneOf(['"', ' "', 'a"'])}${text}${oneOf(['"', '" ', '"b', ''])}`
}

const csvText = (chance: Chance): string => {
  const { below, oneOf } = chance
  const end = oneOf(['\n', '\n', '\r\n', '\r'])
  const rows = Array.from({ length: below(12) }, () => {
    const cells = below(15) === 0 ? below(8) : 4
    return Array.from({ length: cells }, () => csvCell(chance)).join(',')
  })
  const header = oneOf(['a,b,c,d', 'd,c,b,a', 'a,b,c,d', '"a","b",c,d', 'a,b,c,d,e', 'a,b', ''])
  return [header, ...rows].join(end) + oneOf(['', end])
}

const jsonValue = (chance: Chance, level: number): string => {
  const { below, oneOf } = chance
  switch (below(level > 3 ? 4 : 7)) {
    case 0:
      return oneOf([
        '0',
        '-0',
        '1',
        '1.5e3',
        '1e999',
        '9007199254740993',
        '-',
        '01',
        '.5',
        '1.',
        'NaN',
        '123456789012345678901',
      ])
    case 1:
      return JSON.stringify(oneOf(odd))
    case 2:
      return oneOf(['true', 'false', 'null', 'nul', 'undefined', '"\\u12"', '"\\ud800"', '"\t"', '"a', "'a'"])
    case 3:
      return oneOf(['1', '"a"', 'true', 'null'])
    case 4:
      return `[${Array.from({ length: below(4) }, () => jsonValue(chance, level + 1)).join(oneOf([',', ',', ', ', ';', ',,']))}]`
    default:
      return jsonObject(chance, level + 1)
  }
}

const jsonObject = (chance: Chance, level = 0): string => {
  const { below, oneOf } = chance
  const good = below(3) > 0 && level === 0
  if (good) return `{"a":${oneOf(['1', '-2.5', 'null'])},"b":"x","c":${oneOf(['true', 'null'])},"d":["y"]}`
  const names = ['a', 'b', 'c', 'd', 'e', '__proto__', 'a', '']
  const fields = Array.from({ length: below(6) }, () => `"${oneOf(names)}":${jsonValue(chance, level)}`)
  return `{${oneOf(['', ' '])}${fields.join(oneOf([',', ',', ' ,\t']))}${oneOf(['}', '}', '}', ',}', ''])}`
}

const jsonLines = (chance: Chance): string =>
  Array.from({ length: chance.below(12) }, () =>
    chance.below(8) === 0 ? chance.oneOf(['', ' ', '\t', '1', '[]', 'null', '{}{}']) : jsonObject(chance),
  ).join(chance.oneOf(['\n', '\n', '\r\n'])) + chance.oneOf(['', '\n'])

const jsonArray = (chance: Chance): string =>
  `${chance.oneOf(['[', '[', ' [', '', '{"x":['])}${Array.from({ length: chance.below(8) }, () => jsonObject(chance)).join(',')}${chance.oneOf([']', ']', ']\n', '', '] x'])}`

const textOf = (format: Format, chance: Chance): string =>
  format === 'csv'
    ? csvText(chance)
    : format === 'ndjson'
      ? jsonLines(chance)
      : format === 'json'
        ? jsonArray(chance)
        : chance.oneOf([csvText, jsonLines])(chance)

/** A few tables, which are made once; others come of them by damage. */
const tables: readonly Buffer[] = (['SNAPPY', 'UNCOMPRESSED', 'GZIP', 'BROTLI'] as const).flatMap((codec) =>
  [1, 3, 40].map((rows) => {
    const of = <A>(make: (i: number) => A): (A | null)[] =>
      Array.from({ length: rows }, (_, i) => (i % 5 === 4 ? null : make(i)))
    const columns = [
      { name: 'a', data: of((i) => i / 4), type: 'DOUBLE' as const },
      { name: 'b', data: of((i) => `text ${i % 3}`), type: 'STRING' as const },
      { name: 'c', data: of((i) => i % 2 === 0), type: 'BOOLEAN' as const },
      { name: 'e', data: of((i) => BigInt(i) * 10n ** 9n), type: 'INT64' as const },
      { name: 'f', data: of((i) => new Date(i)), type: 'TIMESTAMP' as const },
    ]
    return Buffer.from(table(columns, { codec, rowGroupSize: 15, pageSize: 100 }))
  }),
)

const interesting = [0, 1, 9, 10, 13, 32, 34, 44, 45, 48, 92, 91, 93, 123, 125, 127, 128, 0xbf, 0xc0, 0xed, 0xef, 0xff]

/** One change; of Parquet most often behind, where it says what it holds. */
const damaged = (bytes: Buffer, { below, oneOf, bytes: any }: Chance, isBehind: boolean): Buffer => {
  const at = isBehind && below(2) === 0 ? Math.max(0, bytes.length - 1 - below(600)) : below(bytes.length + 1)
  const before = bytes.subarray(0, at)
  const after = bytes.subarray(at)
  const length = 1 + below(oneOf([2, 8, 64]))
  switch (below(7)) {
    case 0:
      return Buffer.concat([before, after.subarray(0, 1).map((byte) => byte ^ (1 << below(8))), after.subarray(1)])
    case 1:
      return Buffer.concat([before, Buffer.of(oneOf(interesting)), after.subarray(1)])
    case 2:
      return Buffer.concat([before, Buffer.of(oneOf(interesting)), after])
    case 3:
      return Buffer.concat([before, after.subarray(length)])
    case 4:
      return Buffer.concat([before, after.subarray(0, length), after])
    case 5:
      return Buffer.concat([before, any(length), after.subarray(length)])
    default:
      return before
  }
}

/** A frame of zstd that holds bytes as they are. */
const zstdFrame = (content: Buffer): Buffer => {
  const header = Buffer.alloc(3)
  header.writeUIntLE((content.length << 3) | 1, 0, 3)
  return Buffer.concat([Buffer.from([0x28, 0xb5, 0x2f, 0xfd, 0, 0x58]), header, content])
}

const pack = (bytes: Buffer, packing: Input['packing'], { below }: Chance): Buffer => {
  if (packing === undefined) return bytes
  const one = packing === 'gzip' ? (part: Buffer) => gzipSync(part, { level: 1 }) : zstdFrame
  const cut = below(bytes.length + 1)
  return below(3) === 0 ? Buffer.concat([one(bytes.subarray(0, cut)), one(bytes.subarray(cut))]) : one(bytes)
}

/** The input of a seed. */
export const inputOf = (seed: number): Input => {
  const chance = chanceOf(seed)
  const { below, oneOf } = chance
  const format = oneOf<Format>([
    ...Array<Format>(7).fill('csv'),
    ...Array<Format>(9).fill('ndjson'),
    'json',
    'json',
    'lines',
    'parquet',
  ])
  const packing =
    format === 'parquet' ? undefined : oneOf<Input['packing']>([...Array(10).fill(undefined), 'gzip', 'zstd'])
  let bytes = format === 'parquet' ? oneOf(tables) : Buffer.from(textOf(format, chance))
  if (format !== 'parquet' && below(4) === 0) bytes = damaged(bytes, chance, false)
  if (below(20) === 0) bytes = Buffer.concat([Buffer.from('\ufeff'), bytes])
  bytes = pack(bytes, packing, chance)
  const times = below(oneOf([1, 3, 3, 8]))
  for (let i = 0; i < times; i++) bytes = damaged(bytes, chance, format === 'parquet')
  if (format === 'parquet' && below(10) === 0) bytes = chance.bytes(below(200))
  return { format, packing, bytes, step: oneOf([1, 7, 64, 64, 65_536, 65_536]) }
}
