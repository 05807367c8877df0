/**
 * Texts as bytes, one after the other: one a unit where all of a text are below 256, else two. They are compared where they are.
 */
import { newNumbers } from './numbers.ts'
import type { Used } from './used.ts'

export interface Texts {
  readonly push: (text: string) => void
  readonly at: (i: number) => string
  /** Whether a text is this one. */
  readonly is: (i: number, text: string) => boolean
  readonly length: () => number
}

/** Units of a part, but where a text is longer. */
const partLength = 2 ** 16
const firstLength = 64

type Part = Uint8Array | Uint16Array

const isNarrow = (text: string): boolean => {
  for (let i = 0; i < text.length; i++) if (text.charCodeAt(i) > 255) return false
  return true
}

/** Units in parts, of one byte or two. */
const newUnits = (make: typeof Uint8Array | typeof Uint16Array, used: Used) => {
  const parts: Part[] = []
  let last: Part = new make(0)
  let at = 0
  const grow = (length: number): void => {
    if (parts.length > 0 && at + length <= partLength) {
      const more = new make(Math.min(partLength, Math.max(2 * last.length, at + length)))
      more.set(last)
      used.bytes += more.byteLength - last.byteLength
      last = more
      parts[parts.length - 1] = more
      return
    }
    last = new make(Math.max(length, parts.length === 0 ? firstLength : partLength))
    used.bytes += last.byteLength
    parts.push(last)
    at = 0
  }
  return {
    /** Where it begins. */
    push: (text: string): number => {
      if (at + text.length > last.length) grow(text.length)
      for (let i = 0; i < text.length; i++) last[at + i] = text.charCodeAt(i)
      const start = (parts.length - 1) * partLength + at
      at += text.length
      return start
    },
    is: (start: number, text: string): boolean => {
      const part = parts[Math.floor(start / partLength)] as Part
      const from = start % partLength
      for (let i = 0; i < text.length; i++) if (part[from + i] !== text.charCodeAt(i)) return false
      return true
    },
    at: (start: number, length: number): string => {
      const part = parts[Math.floor(start / partLength)] as Part
      const from = start % partLength
      let text = ''
      for (let i = 0; i < length; i++) text += String.fromCharCode(part[from + i] as number)
      return text
    },
  }
}

export const newTexts = (used: Used): Texts => {
  const narrow = newUnits(Uint8Array, used)
  const wide = newUnits(Uint16Array, used)
  /** Where each begins: of wide ones, below zero, one less. */
  const starts = newNumbers(used)
  const lengths = newNumbers(used)
  return {
    push: (text) => {
      starts.push(isNarrow(text) ? narrow.push(text) : -1 - wide.push(text))
      lengths.push(text.length)
    },
    at: (i) => {
      const start = starts.at(i)
      return start < 0 ? wide.at(-1 - start, lengths.at(i)) : narrow.at(start, lengths.at(i))
    },
    is: (i, text) => {
      if (lengths.at(i) !== text.length) return false
      const start = starts.at(i)
      return start < 0 ? wide.is(-1 - start, text) : narrow.is(start, text)
    },
    length: starts.length,
  }
}
