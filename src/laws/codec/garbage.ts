/** Encodings that something has befallen: cut short, damaged, mixed up. */
import { isSequence, part, placesIn, type Sequence } from './pieces.ts'

/** What stands in the place of something else, by turns. */
const strangers: readonly unknown[] = [null, 'garbage', [], {}, -1.5, true, Number.NaN, 10n]

/** What has nothing to do with any encoding. */
export const strangerTo = (encoded: unknown): Sequence =>
  typeof encoded === 'string' ? '\u0000garbage' : Uint8Array.of(255)

const joined = (parts: readonly Sequence[]): Sequence =>
  parts.every((one) => typeof one === 'string')
    ? parts.join('')
    : Uint8Array.from(parts.flatMap((one) => [...(one as Uint8Array)]))

/** Each costs a decoding, and there are others for the next instance. */
const mostBeginnings = 4

/** The beginnings of an encoding, and nothing at all. */
export const truncated = (whole: Sequence, salt: number): readonly Sequence[] => {
  const places = placesIn(whole, salt)
  const step = Math.ceil(places.length / mostBeginnings)
  const some = places.filter((_, i) => i % step === salt % step)
  return [...(whole.length > 0 ? [part(whole, 0, 0)] : []), ...some.map((place) => part(whole, 0, place))]
}

/** With one unit missing, another in its place, something behind, and twice. */
const damaged = (whole: Sequence, salt: number): readonly Sequence[] => {
  const stranger: Sequence = typeof whole === 'string' ? 'x' : Uint8Array.of(255)
  const at = whole.length === 0 ? 0 : salt % whole.length
  const [before, behind] = [part(whole, 0, at), part(whole, at + 1, whole.length)]
  return [
    joined([before, behind]),
    joined([before, stranger, behind]),
    joined([whole, stranger]),
    joined([whole, whole]),
  ]
}

/** The same value with another in place of one of its parts, or without that part. */
const changed = (value: unknown, salt: number): readonly unknown[] => {
  const stranger = strangers[salt % strangers.length]
  if (typeof value !== 'object' || value === null || value instanceof Date || ArrayBuffer.isView(value))
    return [stranger]
  if (Array.isArray(value)) {
    if (value.length === 0) return [stranger, [stranger]]
    const at = salt % value.length
    return [stranger, value.slice(1), ...changed(value[at], salt >> 3).map((one) => value.with(at, one))]
  }
  const entries = Object.entries(value)
  if (entries.length === 0) return [stranger]
  const at = salt % entries.length
  const [name, within] = entries[at] as [string, unknown]
  return [
    stranger,
    Object.fromEntries(entries.toSpliced(at, 1)),
    ...changed(within, salt >> 3).map((one) => Object.fromEntries(entries.with(at, [name, one]))),
  ]
}

/** All of it. */
export const garbageOf = (encoded: unknown, salt: number): readonly unknown[] =>
  isSequence(encoded)
    ? [...truncated(encoded, salt), ...damaged(encoded, salt), ...(salt % 4 === 0 ? strangers : [])]
    : [...changed(encoded, salt), undefined]
