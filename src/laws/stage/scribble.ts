/**
 * Writes to a value wherever it can be written to, as the rudest reader of a result would; and takes it back, so that who has kept
 * the value is as good as new.
 */
import { objectKind } from '../../data/value-kind.ts'

const mark = 'scribbled'

/** What takes back what was written, in the order in which it was written; empty where nothing could be. */
export const scribble = (value: unknown, seen: Set<object> = new Set()): readonly (() => void)[] => {
  if (typeof value !== 'object' || value === null || seen.has(value)) return []
  seen.add(value)
  const below = (values: Iterable<unknown>): readonly (() => void)[] =>
    [...values].flatMap((one) => scribble(one, seen))
  if (value instanceof Date) {
    const time = value.getTime()
    value.setTime(0)
    return [() => value.setTime(time)]
  }
  if (ArrayBuffer.isView(value)) {
    const bytes = new Uint8Array(value.buffer, value.byteOffset, value.byteLength)
    const before = bytes.slice()
    return bytes.fill(7).length > 0 ? [() => bytes.set(before)] : []
  }
  // Of Immutable's collections only what they hold can be written to.
  const kind = objectKind(value)
  if (/^(List|Stack|Record|Immutable|Ordered)/.test(kind))
    return below((value as { toSeq: () => Map<unknown, unknown> }).toSeq().values())
  if (value instanceof Map) {
    const within = below(value.values())
    const entry = value.has(mark) ? [value.get(mark)] : undefined
    value.set(mark, mark)
    return [...within, () => (entry === undefined ? value.delete(mark) : value.set(mark, entry[0]))]
  }
  if (value instanceof Set) {
    const within = below(value)
    const isThere = value.has(mark)
    value.add(mark)
    return [...within, () => isThere || value.delete(mark)]
  }
  const within = below(Object.values(value))
  if (!Object.isExtensible(value)) return within
  if (Array.isArray(value)) {
    const { length } = value
    value.push(mark)
    return [...within, () => value.splice(length, 1)]
  }
  const before = Reflect.getOwnPropertyDescriptor(value, mark)
  if (!Reflect.set(value, mark, mark)) return within
  return [
    ...within,
    () => (before === undefined ? Reflect.deleteProperty(value, mark) : Reflect.defineProperty(value, mark, before)),
  ]
}
