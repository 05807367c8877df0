/**
 * What to advise about a cell of text that is not what its field asks for. Knows the ways in which people write values;
 * decides nothing.
 */
import { losesDigits } from '../../codec/parse-text.ts'

const words = /^(?:na|n\/a|nan|null|nil|none|undefined|missing|unknown|-+|\.+|\?+|#n\/a)$/i
const yesNo = /^(?:yes|no|y|n|t|f|0|1|on|off)$/i
const separated = /^[ \t]*[+-]?[\d.,'_ \u00a0\u202f]+[ \t]*$/
const measured = /^[ \t]*(?:[$€£¥]\s*[+-]?[\d.,]+|[+-]?[\d.,]+\s*(?:%|[$€£¥]|[a-zA-Z°]{1,4}))[ \t]*$/

const tooBig = /^[ \t]*[+-]?\d*\.?\d*[eE][+-]?\d+[ \t]*$/

export const rejectHint = "onError: 'reject' sets such rows aside"

/** A hint for `text`, which is not the `expected`. */
export const textHint = (text: string, expected: string): string => {
  if (expected === 'array' || expected === 'object')
    return 'a cell is one text: take t.string, and split or parse it in a map'
  if (text === '') return `an empty cell is null where the codec takes it: t.union([${codecOf(expected)}, t.null])`
  if (words.test(text.trim()))
    return `if ${quoted(text)} stands for no value, say nulls: ['', ${quoted(text)}], and let the codec take null`
  if (expected.includes('boolean') && yesNo.test(text.trim()))
    return `booleans are written true and false; read the column as t.string, or as ${codecOf('number')}, and map it`
  if (expected.includes('number') || expected.includes('Int')) {
    if (losesDigits(text)) return 'as a number it would lose digits; t.bigint or t.string in the codec reads it whole'
    if (tooBig.test(text)) return 'it lies beyond the range of numbers; t.string in the codec reads the text'
    if (separated.test(text))
      return 'separators of thousands and decimal commas are not read: take t.string, and map it'
    if (measured.test(text)) return 'a number with a unit is text: take t.string, and map it'
  }
  return rejectHint
}

const codecOf = (expected: string): string => (/^[a-z]+$/.test(expected) ? `t.${expected}` : '…')

const quoted = (text: string): string => `'${text.replace(/['\\]/g, '\\$&')}'`
