/**
 * Values as keys of 64 bits in the canonical order, for radix sort: numbers, dates and booleans as they are, of strings a
 * few units at a time. Knows nothing of rows, nor of what is done with the keys.
 */
import { kindOf } from './value-kind.ts'

/** What values of one kind have in common, in the order of kinds. */
export const ranks = { undefined: 0, null: 1, boolean: 2, number: 3, bigint: 4, string: 5, date: 6, other: 7, none: 8 }

/** Where the value stands among all kinds; those behind dates stand together. */
export const rankOf = (value: unknown): number => {
  const kind = kindOf(value)
  return kind in ranks ? ranks[kind as keyof typeof ranks] : ranks.other
}

/** The halves of a key. */
export interface Halves {
  readonly high: Uint32Array
  readonly low: Uint32Array
}

const double = new Float64Array(1)
const words = new Uint32Array(double.buffer)
double[0] = 1
// Of 1, the word with sign and exponent is not 0. Which of the two it is depends on the machine.
const highWord = words[0] === 0 ? 1 : 0
const lowWord = 1 - highWord

const last = 0xffff_ffff

/** The bits of a double, turned so that -0 is before 0; NaN, whatever its bits, last. */
const setNumber = ({ high, low }: Halves, i: number, x: number): void => {
  double[0] = x
  const h = words[highWord] as number
  const l = words[lowWord] as number
  if (Number.isNaN(x)) high[i] = low[i] = last
  else {
    const isNegative = h >= 2 ** 31
    high[i] = isNegative ? ~h : h | 0x8000_0000
    low[i] = isNegative ? ~l : l
  }
}

/** Keys of numbers, dates or booleans. False if there is anything else among them. */
export const setNumbers = (
  keys: Halves,
  cells: readonly unknown[],
  from: number,
  to: number,
  rank: number,
): boolean => {
  for (let i = from; i < to; i++) {
    const x = cells[i]
    if (rank === ranks.number) {
      if (typeof x !== 'number') return false
      setNumber(keys, i, x)
    } else if (rank === ranks.boolean) {
      if (typeof x !== 'boolean') return false
      setNumber(keys, i, x ? 1 : 0)
    } else {
      if (rankOf(x) !== ranks.date) return false
      setNumber(keys, i, (x as Date).getTime())
    }
  }
  return true
}

/** How many units of a string are in a key, each of so many bits. */
export interface Window {
  readonly units: number
  readonly bits: number
}

/** Of strings without rare characters. */
export const narrow: Window = { units: 8, bits: 8 }
export const wide: Window = { units: 4, bits: 16 }

const firstSurrogate = 0xd800
const surrogates = 0x800

/** The unit in its place among all but surrogates, from 1: 0 is the end of a string. NaN for a surrogate. */
const placeOf = (unit: number): number => {
  if (unit < firstSurrogate) return unit + 1
  return unit < firstSurrogate + surrogates ? Number.NaN : unit + 1 - surrogates
}

/**
 * Keys of strings, from `offset` on as many units as there is room for. False if there is anything else among them, or a
 * unit that has no room in the window, or a surrogate: units are then not in the order of code points.
 */
export const setStrings = (
  { high, low }: Halves,
  cells: readonly unknown[],
  from: number,
  to: number,
  offset: number,
  { units, bits }: Window,
): boolean => {
  const half = units / 2
  const most = 2 ** bits
  for (let i = from; i < to; i++) {
    const text = cells[i]
    if (typeof text !== 'string') return false
    let h = 0
    let l = 0
    for (let unit = 0; unit < units; unit++) {
      const at = offset + unit
      const place = at < text.length ? placeOf(text.charCodeAt(at)) : 0
      if (!(place < most)) return false
      if (unit < half) h = (h << bits) | place
      else l = (l << bits) | place
    }
    high[i] = h
    low[i] = l
  }
  return true
}
