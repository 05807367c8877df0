/**
 * The values of one field: numbers as long as there are no others, else packed.
 */
import { type Numbers, newNumbers } from './numbers.ts'
import { newPackedValues, type PackedValues } from './packed-values.ts'
import type { Used } from './used.ts'

export interface Column {
  readonly push: (value: unknown) => void
  readonly at: (i: number) => unknown
  /** The numbers, if there is nothing else. */
  readonly numbers: () => Numbers | undefined
}

/** @param used what all columns together take */
export const newColumn = (used: Used): Column => {
  let numbers: Numbers | undefined = newNumbers(used)
  let values: PackedValues | undefined
  const convert = (before: Numbers): PackedValues => {
    const made = newPackedValues(used)
    for (let i = 0; i < before.length(); i++) made.push(before.at(i))
    used.bytes -= before.bytes()
    numbers = undefined
    return made
  }
  return {
    push: (value) => {
      if (numbers !== undefined) {
        if (typeof value === 'number') {
          numbers.push(value)
          return
        }
        values = convert(numbers)
      }
      ;(values as PackedValues).push(value)
    },
    at: (i) => (numbers === undefined ? (values as PackedValues).at(i) : numbers.at(i)),
    numbers: () => numbers,
  }
}
