/**
 * The next name in a row, wherever it is: for rows that go on otherwise than the row before.
 */
import { skipBlanks } from './skip-value.ts'

/** What there is behind the last value: the number of a known name, or one of these. */
export const otherName = -1
export const closed = -2

export interface KeyFinder {
  /** The number of the name that was found last. */
  key: number
  /** How often it was asked; whoever wants to know sets it to 0 before. */
  asked: number
  /**
   * Goes on from behind a value, or from the start of a row, up to the value of the next name, or behind the bracket that
   * closes the row. -1 if that is not there, or the name is not written as it is.
   */
  readonly next: (bytes: Uint8Array, at: number, isFirst: boolean) => number
}

const isAt = (bytes: Uint8Array, from: number, name: Uint8Array): boolean => {
  for (let i = 0; i < name.length; i++) if (name[i] !== bytes[from + i]) return false
  return true
}

export const keyFinder = (names: readonly string[]): KeyFinder => {
  const known = names.map((name) => Buffer.from(name))
  const find = (bytes: Uint8Array, from: number, to: number): number => {
    for (let key = 0; key < known.length; key++) {
      const name = known[key] as Uint8Array
      if (name.length === to - from && isAt(bytes, from, name)) return key
    }
    return otherName
  }
  const finder: KeyFinder = {
    key: closed,
    asked: 0,
    next: (bytes, at, isFirst) => {
      finder.asked++
      let i = skipBlanks(bytes, at)
      if (isFirst) {
        if (bytes[i] !== 123) return -1
        i = skipBlanks(bytes, i + 1)
      }
      if (bytes[i] === 125) {
        finder.key = closed
        return i + 1
      }
      if (!isFirst) {
        if (bytes[i] !== 44) return -1
        i = skipBlanks(bytes, i + 1)
      }
      if (bytes[i] !== 34) return -1
      const from = ++i
      for (let byte = bytes[i] as number; byte !== 34; byte = bytes[++i] as number)
        if (byte < 32 || byte === 92) return -1
      finder.key = find(bytes, from, i)
      i = skipBlanks(bytes, i + 1)
      return bytes[i] === 58 ? skipBlanks(bytes, i + 1) : -1
    },
  }
  return finder
}
