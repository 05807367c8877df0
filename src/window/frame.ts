/**
 * The frame of a row: which rows around it are looked at.
 */
import { printValue } from '../data/print-value.ts'
import { FloeError } from '../error/floe-error.ts'

/**
 * Which rows around a row belong to its frame. In `rows`, by counting: `7` is this row and the 6 before it, `[-3, 3]` all
 * from 3 before to 3 after. In `range`, by the value of the order key, in its units (milliseconds, for dates): `30` is all
 * from 30 less than this row's up to this row's, `[-5, 5]` all that differ by at most 5. Both ends belong to it, and so
 * do rows with the same key. Less is before: where the order descends, before is more. An end may be infinite:
 * `[0, Infinity]` is this row and all after it.
 *
 * @example
 * const frame: W.Frame = { rows: [-1, 1] }
 * const days = F.rows([{ day: 1, sum: 3 }, { day: 2, sum: 6 }, { day: 3, sum: 9 }])
 * await F.toList(F.pipe(days, F.over({}, { smooth: W.rolling(A.mean((d) => d.sum), frame) }), F.map((d) => d.smooth)))
 * // List [ 4.5, 6, 7.5 ]
 */
export type Frame =
  | { readonly rows: number | readonly [from: number, to: number]; readonly range?: never }
  | { readonly range: number | readonly [from: number, to: number]; readonly rows?: never }

/** A frame from one end to the other, both in it, relative to the row: less than 0 is before, and may be infinite. */
export interface FrameEnds {
  readonly unit: 'rows' | 'range'
  readonly from: number
  readonly to: number
}

const refuse = (message: string, hint: string): never => {
  throw new FloeError('InvalidArgument', { message: `rolling was given ${message}`, hint })
}

const endsOf = (unit: FrameEnds['unit'], given: unknown): readonly [number, number] => {
  if (typeof given === 'number') {
    if (unit === 'rows' && !(Number.isSafeInteger(given) && given > 0))
      refuse(`rows: ${printValue(given)}, and takes how many rows: 1 or more`, 'rows: 7 is a row and the 6 before it')
    if (unit === 'range' && !(given >= 0))
      refuse(`range: ${printValue(given)}, and takes how far back: 0 or more`, 'to look ahead, give both: [0, 5]')
    return unit === 'rows' ? [1 - given, 0] : [-given, 0]
  }
  const [from, to] = Array.isArray(given) ? (given as readonly unknown[]) : []
  const isEnd = (end: unknown): end is number =>
    typeof end === 'number' &&
    !Number.isNaN(end) &&
    (unit === 'range' || Number.isSafeInteger(end) || Math.abs(end) === Infinity)
  if (!isEnd(from) || !isEnd(to) || (given as readonly unknown[]).length !== 2)
    return refuse(
      `${unit}: ${printValue(given)}, and takes a number, or both ends`,
      `${unit}: [-3, 3] is from 3 before to 3 after; -Infinity is from the first`,
    )
  if (from > to || from === Infinity || to === -Infinity)
    refuse(`${unit}: ${printValue(given)}, where no row can be`, `the first end comes first: ${unit}: [-3, 3]`)
  return [from, to]
}

/**
 * Both ends of a frame.
 *
 * @throws FloeError InvalidArgument for what is no frame
 */
export const frameEnds = (given: Frame): FrameEnds => {
  const units = Object.keys(given ?? {}).filter((key) => (given as Record<string, unknown>)[key] !== undefined)
  const [unit] = units
  if (units.length !== 1 || (unit !== 'rows' && unit !== 'range'))
    return refuse(`${printValue(given)}, and takes rows or range`, '{ rows: 7 }, or { range: [-5, 5] }')
  const [from, to] = endsOf(unit, given[unit])
  // + 0 makes 0 of -0.
  return Object.freeze({ unit, from: from + 0, to: to + 0 })
}

const from = (end: number): string => (end === -Infinity ? 'first' : `${end}`)
const to = (end: number): string => (end === Infinity ? 'last' : `${end}`)

/** The frame as `explain` prints it: `rows -6 to 0`, `range -5 to last`. */
export const printFrame = (frame: FrameEnds): string => `${frame.unit} ${from(frame.from)} to ${to(frame.to)}`
