/** Codecs and keys that keep all. */
import * as fc from 'fast-check'
import { codec, type Entry } from './entry.ts'
import { amount, count, moment, word, words } from './values.ts'

const lawful = (name: string, source: string, subject: Entry['subject']): Entry => ({
  name,
  source: `look-alike of ${source}`,
  breaks: [],
  subject,
})

export const lawfulCodecs: readonly Entry[] = [
  lawful(
    'JSON of what JSON can say',
    'class-transformer#211',
    codec(fc.record({ name: word, tags: words, n: count }), () => ({
      encode: (value) => JSON.stringify(value),
      decode: (text: string): unknown => JSON.parse(text),
    })),
  ),
  lawful(
    'a moment as a text',
    'capnweb#152',
    codec(moment, () => ({
      encode: (at) => at.toISOString(),
      decode: (text: string) => {
        const at = new Date(text)
        if (Number.isNaN(at.getTime()) || at.toISOString() !== text) throw new RangeError(`${text} is no moment`)
        return at
      },
    })),
  ),
  lawful(
    'UTF-8',
    'arrow#51368',
    codec(
      fc.string({ unit: 'grapheme', maxLength: 4 }),
      () => ({
        encode: (text) => new TextEncoder().encode(text),
        decode: (bytes: Uint8Array) => new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes),
      }),
      {
        chunks: (pieces) => {
          const decoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true })
          return pieces.map((piece) => decoder.decode(piece, { stream: true })).join('') + decoder.decode()
        },
      },
    ),
  ),
  lawful(
    'a key of JSON of a list',
    'memoize-immutable#2',
    codec(fc.tuple(word, word), () => ({ encode: (parts) => JSON.stringify(parts) }), {
      declared: ['injective', 'deterministic'],
    }),
  ),
  lawful(
    'a key of fields by name',
    'kibana#33392',
    codec(
      fc.record({ pathname: word, method: word }),
      () => ({
        encode: ({ pathname, method }) => JSON.stringify([pathname, method]),
      }),
      { declared: ['injective', 'deterministic'] },
    ),
  ),
  lawful(
    'whole numbers with a separator',
    'memoize.js#1',
    codec(
      fc.array(amount, { minLength: 1, maxLength: 3 }),
      () => ({
        encode: (all) => all.join(' '),
        decode: (text: string) =>
          text.split(' ').map((part) => {
            if (!/^(0|-?[1-9]\d{0,9})$/.test(part)) throw new RangeError(`${part} is no number`)
            return Number(part)
          }),
      }),
      { declared: ['injective'] },
    ),
  ),
  lawful(
    'lines, joined before they are cut',
    'PapaParse#908',
    codec(
      fc.array(fc.constantFrom('a', 'bc'), { minLength: 1, maxLength: 3 }),
      () => ({
        encode: (lines) => lines.join('\n'),
        decode: (text: string) => text.split('\n'),
      }),
      { chunks: (pieces) => pieces.join('').split('\n') },
    ),
  ),
  lawful(
    'numbers as texts, NaN too',
    'bfj#64',
    codec(fc.constantFrom(0, 1.5, Number.NaN, Number.POSITIVE_INFINITY), () => ({
      encode: (n) => String(n),
      decode: (text: string) => {
        if (!['0', '1.5', 'NaN', 'Infinity'].includes(text)) throw new RangeError(`${text} is no number of ours`)
        return Number(text)
      },
    })),
  ),
  lawful(
    'a codec that takes its time',
    'fast-memoize#22',
    codec(fc.boolean(), () => ({
      encode: async (value) => (value ? 'yes' : 'no'),
      decode: async (text: string) => {
        if (text !== 'yes' && text !== 'no') throw new RangeError(`${text} is neither yes nor no`)
        return text === 'yes'
      },
    })),
  ),
]
