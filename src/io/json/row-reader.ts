/**
 * From the text of one row of JSON to the row: parsed, decoded by the codec, or what is wrong with it.
 *
 * Knows neither files nor how rows are cut out of them.
 */
import type * as t from 'io-ts'
import { DescribedCodec } from '../../codec/described-codec.ts'
import { deepFreeze } from '../../data/frozen.ts'
import { printValue } from '../../data/print-value.ts'
import { FloeError } from '../../error/floe-error.ts'
import { knownTag } from '../../plan/codec/codec-origin.ts'
import { type Decoded, decoderOf } from '../../plan/codec/decode-value.ts'
import type { Where } from '../../plan/source.ts'
import { rejectHint } from '../text/text-hint.ts'
import { carefulCodec, mentions } from './careful-codec.ts'
import { JsonFault, parseJson } from './parse-json.ts'
import type { Making } from './strict-json.ts'

/** The row of a text, frozen, or a FloeError InvalidRow or MalformedRow. Never throws. */
export type ReadRow = (text: string, where: () => Where) => unknown

const wideHint = 'a number cannot hold these digits: t.bigint in the codec reads them whole'

const faultHint = (text: string, { at, expected }: JsonFault): string => {
  const rest = text.slice(at)
  if (at >= text.trimEnd().length)
    return `the text ends too early; a line end within a value is written \\n; ${rejectHint}`
  if (/^-?(?:NaN|Infinity|nan|inf)/.test(rest)) return 'JSON has no NaN and no Infinity: write null in their place'
  if (rest.startsWith("'")) return 'JSON takes double quotes only'
  if (/^(?:undefined|None|True|False)\b/.test(rest)) return 'the words of JSON are null, true and false'
  if (/^[}\]]/.test(rest) && /,\s*$/.test(text.slice(0, at))) return 'JSON allows no comma behind the last item'
  if (expected.startsWith('a number within')) return 'as text, in quotes, it can be read by t.string'
  return rejectHint
}

/** Where in the text: the column, if all of it stands on one line. */
const columnOf = (text: string, at: number): string => (/[\r\n]/.test(text.trimEnd()) ? '' : ` at column ${at + 1}`)

const malformed = (text: string, fault: JsonFault, where: Where): FloeError => {
  const rest = text.slice(fault.at)
  const found = rest.trim() === '' ? 'the end' : printValue(rest, 30)
  return new FloeError('MalformedRow', {
    message: `the row is no JSON: ${fault.expected} is expected${columnOf(text, fault.at)}, and there is ${found}: ${printValue(text.trim())}`,
    place: where,
    found,
    expected: fault.expected,
    hint: faultHint(text, fault),
    raw: text,
  })
}

const valueHint = (found: unknown, expected: string): string => {
  if (typeof found === 'bigint' && /\b(?:number|Int)\b/.test(expected)) return wideHint
  if (typeof found === 'string' && /^(?:number|bigint|Int|boolean)$/.test(expected))
    return 'it stands in quotes: take t.string in the codec, and map it'
  return rejectHint
}

const invalid = (failure: Exclude<Decoded, { readonly ok: true }>, where: Where, text: string): FloeError => {
  const { message, path, found, expected } = failure
  return new FloeError('InvalidRow', {
    message,
    place: { ...where, ...(path === '' ? {} : { field: path }) },
    found: printValue(found),
    expected,
    hint: valueHint(found, expected),
    raw: text,
  })
}

const noObject = (value: unknown, where: Where, text: string): FloeError =>
  new FloeError('InvalidRow', {
    message: `${printValue(value)} is not an object`,
    place: where,
    found: printValue(value),
    expected: 'object',
    hint: 'without a codec rows are objects; with one, such as t.number, they are what it says',
    raw: text,
  })

const isObject = (value: unknown): boolean => typeof value === 'object' && value !== null && !Array.isArray(value)

/** Parts of which the codec says nothing pass as they are: so they are frozen before. */
const passesParts = (codec: t.Mixed): boolean =>
  mentions(codec, (part) => {
    // What codecs of floe/codec make is new.
    if (part instanceof DescribedCodec) return false
    const tag = knownTag(part)
    return tag === undefined || tag === 'UnknownType' || tag === 'AnyType'
  })

const asParsed: Making = { bigints: 'lossy', bare: false }
const withCare: Making = { bigints: 'unsafe', bare: true }

/** How values are made of text for a codec, before they are decoded, and what decodes them. */
export const readingOf = (
  codec: t.Mixed,
): { readonly decodes: t.Mixed; readonly making: Making; readonly freezes: boolean } => {
  const careful = carefulCodec(codec)
  return careful === undefined
    ? { decodes: codec, making: asParsed, freezes: passesParts(codec) }
    : { decodes: careful, making: withCare, freezes: false }
}

/** The reader of rows that a codec describes, or, without one, of objects as they are. The codec is looked into once. */
export const rowReader = (codec: t.Mixed | undefined): ReadRow => {
  if (codec === undefined)
    return (text, where) => {
      const value = parseJson(text, asParsed)
      if (value instanceof JsonFault) return malformed(text, value, where())
      return isObject(value) ? deepFreeze(value) : noObject(value, where(), text)
    }
  const { decodes, making, freezes } = readingOf(codec)
  const decode = decoderOf(decodes)
  return (text, where) => {
    const value = parseJson(text, making)
    if (value instanceof JsonFault) return malformed(text, value, where())
    const decoded = decode(freezes ? deepFreeze(value) : value)
    return decoded.ok ? decoded.value : invalid(decoded, where(), text)
  }
}
