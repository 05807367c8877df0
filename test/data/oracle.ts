/**
 * The two relations once more, slow and plain: a value as a text of nested brackets in which every kind is spelt out.
 * Shares no code with src/data, and classifies by `constructor` and by Immutable's own predicates.
 */
import { Map as ImmutableMap, Set as ImmutableSet, List, OrderedMap, OrderedSet, Record, Stack } from 'immutable'

const units = (text: string): string => [...Array(text.length).keys()].map((i) => text.charCodeAt(i)).join('.')

const listed = (kind: string, parts: readonly string[], isSorted: boolean): string =>
  `${kind}<${(isSorted ? parts.toSorted() : parts).join('|')}>`

const bytesText = (value: ArrayBufferView | ArrayBuffer): string => {
  if (value instanceof ArrayBuffer) return `ArrayBuffer<${[...new Uint8Array(value)]}>`
  if (value instanceof DataView)
    return `DataView<${[...new Uint8Array(value.buffer, value.byteOffset, value.byteLength)]}>`
  const name = Buffer.isBuffer(value) ? 'Uint8Array' : value.constructor.name
  const elements = [...(value as Float64Array)].map((x) => (Object.is(x, -0) ? '-0' : String(x)))
  return `${name}<${elements}>`
}

/** Equal texts exactly for identical values; with `isKey`, for values that are the same key. */
export const oracleText = (value: unknown, isKey: boolean): string => {
  const text = (inner: unknown): string => oracleText(inner, isKey)
  const number = (x: number): string => (Object.is(x, -0) && !isKey ? '-0' : String(x))
  if (value === null || value === undefined || typeof value === 'boolean') return `${value}`
  if (typeof value === 'number') return `number<${number(value)}>`
  if (typeof value === 'bigint') return `bigint<${value}>`
  if (typeof value === 'string') return `string<${units(value)}>`
  if (value instanceof Date) return `date<${value.getTime()}>`
  if (value instanceof ArrayBuffer || ArrayBuffer.isView(value)) return bytesText(value)
  const items = () => [...(value as Iterable<unknown>)].map(text)
  const pairs = () => [...(value as Iterable<[unknown, unknown]>)].map(([k, v]) => `${text(k)}=${text(v)}`)
  const fields = (object: object) => Object.entries(object).map(([k, v]) => `${units(k)}=${text(v)}`)
  if (Array.isArray(value))
    return listed(
      'array',
      Array.from(value, (item, i) => (i in value ? text(item) : 'hole')),
      false,
    )
  if (value instanceof Map) return listed('map', pairs(), isKey)
  if (value instanceof Set) return listed('set', items(), isKey)
  if (List.isList(value)) return listed('List', items(), false)
  if (Stack.isStack(value)) return listed('Stack', items(), false)
  if (OrderedMap.isOrderedMap(value)) return listed('OrderedMap', pairs(), false)
  if (ImmutableMap.isMap(value)) return listed('ImmutableMap', pairs(), true)
  if (OrderedSet.isOrderedSet(value)) return listed('OrderedSet', items(), false)
  if (ImmutableSet.isSet(value)) return listed('ImmutableSet', items(), true)
  if (Record.isRecord(value)) return listed('Record', fields(value.toObject()), true)
  return listed('object', fields(value as object), true)
}
