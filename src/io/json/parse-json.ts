/**
 * A text of JSON as a value: by `JSON.parse` wherever that tells the whole truth, and else by the slow reader.
 *
 * `JSON.parse` rounds integers that no number holds, turns numbers beyond the range into Infinity, and nests as deep as it is
 * told. Texts in which that might happen are few, and seen before. Knows nothing of rows.
 */
import { mostLevels } from '../../data/check-row.ts'
import { JsonFault, type Making, strictJson } from './strict-json.ts'

/** An integer of 16 digits or more (not those of a fraction), or an exponent of three digits or more. May lie in a string. */
const suspicious = /(?<![.\d])\d{16}|\d[eE][+-]?\d{3}/

/** Whether so many brackets are opened that the limit of levels may be passed. */
const mayBeDeep = (text: string): boolean => {
  if (text.length <= 2 * mostLevels) return false
  let opened = 0
  for (let i = 0; i < text.length; i++) {
    const unit = text.charCodeAt(i)
    if ((unit === 0x5b || unit === 0x7b) && ++opened > mostLevels) return true
  }
  return false
}

/** The value of a text, or a `JsonFault`. */
export const parseJson = (text: string, making: Making): unknown => {
  if (making.bare || suspicious.test(text) || mayBeDeep(text)) return strictJson(text, making)
  try {
    return JSON.parse(text)
  } catch {
    return strictJson(text, making)
  }
}

export { JsonFault }
