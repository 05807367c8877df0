/**
 * Values that are stored one behind the other, as they are: those of a dictionary, and those of pages without one.
 *
 * Takes only what is sure to be in order.
 */
import type { ParquetType } from 'hyparquet'

/** Values as the slow reader gives them too. */
export type PlainValues = Int32Array | BigInt64Array | Float32Array | Float64Array | readonly string[]

/** Types of which values can be read here; of bytes, those that are text. */
export type PlainType = 'INT32' | 'INT64' | 'FLOAT' | 'DOUBLE' | 'BYTE_ARRAY'

export const isPlainType = (type: ParquetType | undefined): type is PlainType =>
  type === 'INT32' || type === 'INT64' || type === 'FLOAT' || type === 'DOUBLE' || type === 'BYTE_ARRAY'

const utf8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true })

const texts = (bytes: Uint8Array, at: number, count: number): readonly string[] | undefined => {
  const found: string[] = []
  for (let i = 0; i < count; i++) {
    if (at + 4 > bytes.length) return undefined
    const length =
      ((bytes[at] as number) |
        ((bytes[at + 1] as number) << 8) |
        ((bytes[at + 2] as number) << 16) |
        ((bytes[at + 3] as number) << 24)) >>>
      0
    at += 4
    if (at + length > bytes.length) return undefined
    try {
      found.push(utf8.decode(bytes.subarray(at, at + length)))
    } catch {
      return undefined
    }
    at += length
  }
  return found
}

const widths = { INT32: 4, INT64: 8, FLOAT: 4, DOUBLE: 8 } as const

/** So many values from a place on; `undefined` where it is not sure that they are there. */
export const plainValues = (type: PlainType, bytes: Uint8Array, at: number, count: number): PlainValues | undefined => {
  if (type === 'BYTE_ARRAY') return texts(bytes, at, count)
  const size = count * widths[type]
  if (at + size > bytes.length) return undefined
  // A copy, so that it begins where numbers may.
  const { buffer } = new Uint8Array(bytes.subarray(at, at + size))
  switch (type) {
    case 'INT32':
      return new Int32Array(buffer)
    case 'INT64':
      return new BigInt64Array(buffer)
    case 'FLOAT':
      return new Float32Array(buffer)
    case 'DOUBLE':
      return new Float64Array(buffer)
    default:
      return type satisfies never
  }
}
