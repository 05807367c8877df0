/** Encoders and decoders that lose something on the way, and keys that mean more than one thing. */
import * as fc from 'fast-check'
import { codec, type Entry } from './entry.ts'
import { count, moment, word } from './values.ts'

const json = { encode: (value: unknown) => JSON.stringify(value), decode: (text: string): unknown => JSON.parse(text) }
const anyNumber = fc.constantFrom(0, -0, 1.5, Number.NaN, Number.POSITIVE_INFINITY)
const cell = fc.oneof(fc.constantFrom('a,b', 'a"b', 'x', '', 'a\nb', 'ä€'), word)

/** A parser of CSV that looks at one piece after the other. */
const cutLines = (pieces: readonly string[]): string[] => pieces.flatMap((piece) => piece.split('\n'))

export const codecs: readonly Entry[] = [
  {
    name: 'NaN comes back as null',
    source: 'https://github.com/typestack/class-transformer/issues/211',
    breaks: ['C1'],
    subject: codec(fc.record({ foo: anyNumber }), () => json),
  },
  {
    name: 'infinity comes back as null',
    source: 'https://github.com/philbooth/bfj/issues/64',
    breaks: ['C1'],
    subject: codec(fc.constantFrom(1, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY), () => json),
  },
  {
    name: 'a date comes back as a text',
    source: 'https://github.com/cloudflare/capnweb/pull/152',
    breaks: ['C1'],
    subject: codec(fc.record({ at: moment }), () => json),
  },
  {
    name: 'numbers that are none are lost in an object',
    source: 'https://github.com/stdlib-js/stdlib/issues/519',
    breaks: ['C1'],
    subject: codec(fc.array(anyNumber, { maxLength: 3 }), () => json),
  },
  {
    name: 'jq prints nan as null',
    source: 'https://github.com/rust-works/succinctly/issues/472',
    breaks: ['C1'],
    subject: codec(fc.array(fc.constantFrom(1, Number.NaN)), () => ({
      encode: (all) => all.map((n) => (Number.isNaN(n) ? 'null' : `${n}`)).join(),
      decode: (text: string) => (text === '' ? [] : text.split(',').map((n) => (n === 'null' ? null : Number(n)))),
    })),
  },
  {
    name: 'cells with commas are not quoted',
    source: 'https://github.com/mafintosh/csv-parser/issues/41',
    breaks: ['C1'],
    subject: codec(fc.array(cell, { minLength: 1, maxLength: 3 }), () => ({
      encode: (cells) => cells.join(','),
      decode: (line: string) => line.split(','),
    })),
  },
  {
    name: 'quotes at the end are read as one more',
    source: 'https://github.com/ayu5h-raj/quickcsv/pull/5',
    breaks: ['C1'],
    subject: codec(fc.array(cell, { minLength: 1, maxLength: 3 }), () => ({
      encode: (rows) => rows.map((text) => `"${text.replaceAll('"', '""')}"`).join('\n'),
      decode: (text: string) => text.split('\n').map((line) => line.slice(1, -1).replaceAll('""', '"')),
    })),
  },
  {
    name: 'lines are cut where the pieces are',
    source: 'https://github.com/mholt/PapaParse/issues/908',
    breaks: ['C5'],
    subject: codec(
      fc.array(fc.constantFrom('a', 'bc', 'def'), { minLength: 1, maxLength: 3 }),
      () => ({
        encode: (lines) => lines.join('\n'),
        decode: (text: string) => text.split('\n'),
      }),
      { chunks: cutLines },
    ),
  },
  {
    name: 'an end of a line in two pieces',
    source: 'https://github.com/mholt/PapaParse/issues/1132',
    breaks: ['C5'],
    subject: codec(
      fc.array(fc.constantFrom('a', 'b'), { minLength: 1, maxLength: 3 }),
      () => ({
        encode: (lines) => lines.join('\r\n'),
        decode: (text: string) => text.split('\r\n'),
      }),
      {
        chunks: (pieces) =>
          pieces
            .map((piece) => piece.replaceAll('\r\n', '\n'))
            .join('')
            .split('\n'),
      },
    ),
  },
  {
    name: 'sequences over the end of a piece are missed',
    source: 'https://github.com/klaemo/csv-stream/issues/8',
    breaks: ['C5'],
    subject: codec(
      fc.constantFrom('a"b', 'x', '"'),
      () => ({
        encode: (text) => text.replaceAll('"', '""'),
        decode: (text: string) => text.replaceAll('""', '"'),
      }),
      { chunks: (pieces) => pieces.map((piece) => piece.replaceAll('""', '"')).join('') },
    ),
  },
  {
    name: 'bytes of a character in two pieces',
    source: 'https://github.com/apache/arrow/issues/51368',
    breaks: ['C5'],
    subject: codec(
      fc.constantFrom('ä', '€uro', 'abc', '日本'),
      () => ({
        encode: (text) => new TextEncoder().encode(text),
        decode: (bytes: Uint8Array) => new TextDecoder().decode(bytes),
      }),
      { chunks: (pieces) => pieces.map((piece) => new TextDecoder().decode(piece)).join('') },
    ),
  },
  {
    name: 'keys of words joined by what may stand in them',
    source: 'https://github.com/memoize-immutable/memoize-immutable/issues/2',
    breaks: ['C4'],
    subject: codec(
      fc.tuple(fc.constantFrom('a', 'a_b', 'b'), fc.constantFrom('b', 'b_c', 'c')),
      () => ({
        encode: (parts) => parts.join('_'),
      }),
      { declared: ['injective'] },
    ),
  },
  {
    name: 'a key of JSON of a pattern',
    source: 'https://github.com/sindresorhus/memoize/issues/20',
    breaks: ['C4'],
    subject: codec(fc.constantFrom(/a/, /b/), () => ({ encode: (pattern) => JSON.stringify([pattern]) }), {
      declared: ['injective'],
    }),
  },
  {
    name: 'a key of numbers without a separator',
    source: 'https://github.com/addyosmani/memoize.js/issues/1',
    breaks: ['C4'],
    subject: codec(
      fc.tuple(fc.constantFrom(1, 11), fc.constantFrom(1, 11)),
      () => ({ encode: (all) => all.join('') }),
      { declared: ['injective'] },
    ),
  },
  {
    name: 'a key that is the type of what it is for',
    source: 'https://github.com/anywhichway/nano-memoize/issues/7',
    breaks: ['C4'],
    subject: codec(word, () => ({ encode: (value) => typeof value }), { declared: ['injective'] }),
  },
  {
    name: 'objects have one text',
    source: 'https://github.com/MostlyAdequate/mostly-adequate-guide/pull/27',
    breaks: ['C4'],
    subject: codec(fc.record({ a: count }), () => ({ encode: (value) => String(value) }), { declared: ['injective'] }),
  },
  {
    name: 'equal options have two keys',
    source: 'https://github.com/elastic/kibana/pull/33392',
    breaks: ['C3'],
    subject: codec(fc.record({ pathname: word, method: word }), () => ({ encode: (value) => JSON.stringify(value) }), {
      declared: ['deterministic'],
    }),
  },
  {
    name: 'a hash of what a selection is made of',
    source: 'https://github.com/oskariorg/oskari-server/pull/117',
    breaks: ['C3'],
    subject: codec(
      fc.record({ year: count, sex: word }),
      () => ({
        encode: (value) => Object.entries(value).flat().join('|'),
      }),
      { declared: ['deterministic'] },
    ),
  },
  {
    name: 'infinity of an interval is lost in JSON',
    source: 'https://github.com/xenharmonic-devs/sonic-weave/issues/318',
    breaks: ['C1'],
    subject: codec(fc.record({ value: anyNumber }), () => ({
      encode: ({ value }) => JSON.stringify([value]),
      decode: (text: string) => ({ value: (JSON.parse(text) as unknown[])[0] }),
    })),
  },
  {
    name: 'a field over two lines is two',
    source: 'https://github.com/hew-lang/hew/issues/1674',
    breaks: ['C1'],
    subject: codec(fc.array(fc.constantFrom('a', 'b\nc', 'd'), { minLength: 1, maxLength: 3 }), () => ({
      encode: (rows) => rows.join('\n'),
      decode: (text: string) => text.split('\n'),
    })),
  },
]
