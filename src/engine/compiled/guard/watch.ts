/**
 * A function that nobody knows to be pure, watched: whether it leaves its rows as they were.
 *
 * A sample of rows is looked at, chosen by their number, so that the same run looks at the same rows; or all of them. A row
 * that cannot be compared is none that can be watched.
 */
import { fingerprint } from '../../../data/fingerprint.ts'
import { firstDifferenceBy } from '../../../data/first-difference.ts'
import { identical } from '../../../data/identical.ts'
import { printValue } from '../../../data/print-value.ts'
import { FloeError } from '../../../error/floe-error.ts'
import { copyRow } from './copy-row.ts'
import { locateWrite } from './locate-write.ts'

type Call = (row: never) => unknown

/** The first rows, in which most mistakes show, and one of so many after them. */
const firstRows = 16
const oneOf = 1024

const isSampled = (ordinal: number): boolean => ordinal < firstRows || ordinal % oneOf === 0

const fingerprintOf = (row: unknown): string | undefined => {
  try {
    return fingerprint(row)
  } catch {
    return undefined
  }
}

const firstDifference = firstDifferenceBy(identical, 80)

const mutated = (call: Call, before: unknown, after: unknown): FloeError => {
  const difference = firstDifference(before, after, 'row')
  const line = locateWrite(call, copyRow(before))
  const what =
    difference === undefined
      ? printValue(after)
      : `${difference.path} was ${difference.before}, and is ${difference.after}`
  return new FloeError('RowMutated', {
    message: `the function changed its row: ${what}`,
    found: printValue(after),
    expected: printValue(before),
    hint: `${line === undefined ? '' : `it writes at ${line}; `}make a new row instead: { ...row, field: value }`,
  })
}

/** Calls the function, and looks whether the row is as it was, also when it throws. */
const callAndLook = (call: Call, row: unknown): unknown => {
  const before = fingerprintOf(row)
  if (before === undefined) return call(row as never)
  const copy = copyRow(row)
  try {
    return call(row as never)
  } finally {
    // What it threw is of less weight: the row is spoilt for everybody.
    if (fingerprintOf(row) !== before) throwNow(mutated(call, copy, row))
  }
}

const throwNow = (error: FloeError): never => {
  throw error
}

/**
 * The function, watched.
 *
 * @throws FloeError RowMutated, when called with a row that is looked at, and that the function changes
 */
export const watched = (call: Call, all: boolean): Call => {
  let ordinal = 0
  return (row) => {
    const isLookedAt = all || isSampled(ordinal)
    ordinal++
    return isLookedAt && typeof row === 'object' && row !== null ? callAndLook(call, row) : call(row)
  }
}
