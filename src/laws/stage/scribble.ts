import { objectKind } from '../../data/value-kind.ts'

/** Writes to a value wherever it can be written to: as the rudest reader of a result would. */

const mark = 'scribbled'

/** Whether anything could be written to. */
export const scribble = (value: unknown, seen: Set<object> = new Set()): boolean => {
  if (typeof value !== 'object' || value === null || seen.has(value)) return false
  seen.add(value)
  const below = (values: Iterable<unknown>): boolean => [...values].map((one) => scribble(one, seen)).some(Boolean)
  if (value instanceof Date) return value.setTime(0) === 0
  if (ArrayBuffer.isView(value))
    return value.byteLength > 0 && new Uint8Array(value.buffer, value.byteOffset, value.byteLength).fill(7).length > 0
  // Of Immutable's collections only what they hold can be written to.
  const kind = objectKind(value)
  if (/^(List|Stack|Record|Immutable|Ordered)/.test(kind))
    return below((value as { toSeq: () => Map<unknown, unknown> }).toSeq().values())
  if (value instanceof Map) return [below(value.values()), Boolean(value.set(mark, mark))].some(Boolean)
  if (value instanceof Set) return [below(value), Boolean(value.add(mark))].some(Boolean)
  const within = below(Object.values(value))
  if (!Object.isExtensible(value)) return within
  if (Array.isArray(value)) return value.push(mark) > 0
  return Reflect.set(value, mark, mark) || within
}
