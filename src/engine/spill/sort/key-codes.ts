/**
 * Keys of several columns as one number each, which compare like the keys: where columns hold whole numbers that lie together, or
 * texts of which there are not many. Keys are the same only where their numbers are.
 */
import { compareStrings } from '../../../data/compare-strings.ts'
import type { Direction } from './order-key.ts'

/** A column as whole numbers from 0 up to below `size`, in ascending order. */
interface Coded {
  readonly codes: Float64Array
  readonly size: number
}

/** So many texts are told apart at most. */
const mostTexts = 2 ** 16
/** Texts are worth it if each of them stands for so many rows. */
const rowsPerText = 4

const largest = Number.MAX_SAFE_INTEGER

const codedNumbers = (values: readonly unknown[]): Coded | undefined => {
  const codes = new Float64Array(values.length)
  let least = Number.POSITIVE_INFINITY
  let most = Number.NEGATIVE_INFINITY
  for (let i = 0; i < values.length; i++) {
    const value = values[i]
    // Neither a fraction, nor -0, nor NaN.
    if (typeof value !== 'number' || (value | 0) !== value || (value === 0 && 1 / value < 0)) return undefined
    codes[i] = value
    if (value < least) least = value
    if (value > most) most = value
  }
  for (let i = 0; i < codes.length; i++) codes[i] = (codes[i] as number) - least
  return { codes, size: most - least + 1 }
}

const codedTexts = (values: readonly unknown[]): Coded | undefined => {
  const { length } = values
  const most = Math.min(mostTexts, length / rowsPerText)
  const numbers = new Map<string, number>()
  const codes = new Float64Array(length)
  for (let i = 0; i < length; i++) {
    const value = values[i]
    if (typeof value !== 'string') return undefined
    let number = numbers.get(value)
    if (number === undefined) {
      number = numbers.size
      if (number >= most) return undefined
      numbers.set(value, number)
    }
    codes[i] = number
  }
  const ranks = new Float64Array(numbers.size)
  for (const [rank, text] of [...numbers.keys()].sort(compareStrings).entries())
    ranks[numbers.get(text) as number] = rank
  for (let i = 0; i < length; i++) codes[i] = ranks[codes[i] as number] as number
  return { codes, size: numbers.size }
}

const coded = (values: readonly unknown[]): Coded | undefined =>
  typeof values[0] === 'string' ? codedTexts(values) : codedNumbers(values)

/** The numbers; undefined where there are none. */
export const codesOf = (
  columns: readonly (readonly unknown[])[],
  directions: readonly Direction[],
): Float64Array | undefined => {
  let all: Float64Array | undefined
  let size = 1
  for (const [k, values] of columns.entries()) {
    const one = coded(values)
    if (one === undefined || size * one.size > largest) return undefined
    const { codes } = one
    const factor = one.size
    if (directions[k]?.direction === 'descending')
      for (let i = 0; i < codes.length; i++) codes[i] = factor - 1 - (codes[i] as number)
    if (all !== undefined)
      for (let i = 0; i < codes.length; i++) codes[i] = (all[i] as number) * factor + (codes[i] as number)
    all = codes
    size *= factor
  }
  return all
}
