/**
 * A row as text, and back: plain JSON where that says all that is to be said of it, and else its encoding (encode-value.ts)
 * under one name, which no plain row has alone. Knows nothing of files.
 */
import { decodeValue } from './decode-value.ts'
import { encodeValue } from './encode-value.ts'
import { deepFreeze } from './frozen.ts'
import { identical } from './identical.ts'

const wrapper = '$floe'

const isWrapped = (value: unknown): value is { readonly [wrapper]: unknown } =>
  typeof value === 'object' && value !== null && Object.hasOwn(value, wrapper) && Object.keys(value).length === 1

/** The row as plain JSON, if that is all of it. */
const plainText = (row: unknown): string | undefined => {
  const text = JSON.stringify(row) as string | undefined
  if (text === undefined) return undefined
  const again: unknown = JSON.parse(text)
  return !isWrapped(again) && identical(again, row) ? text : undefined
}

/** The text of a row; undefined for what can be no row. */
export const rowToText = (row: unknown): string | undefined => {
  try {
    return plainText(row) ?? JSON.stringify({ [wrapper]: encodeValue(row) })
  } catch {
    // JSON cannot say it: its encoding may.
  }
  try {
    return JSON.stringify({ [wrapper]: encodeValue(row) })
  } catch {
    return undefined
  }
}

/** The row of a text, frozen. @throws what JSON.parse throws */
export const rowFromText = (text: string): unknown => {
  const value: unknown = JSON.parse(text)
  return isWrapped(value) ? decodeValue(value[wrapper]) : deepFreeze(value)
}
