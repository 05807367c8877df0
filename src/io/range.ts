/**
 * Numbers at equal distances.
 */
import { printValue } from '../data/print-value.ts'
import * as S from '../data/schema.ts'
import { FloeError } from '../error/floe-error.ts'
import type { Sequence } from '../plan/dataset.ts'
import { fromSource } from '../plan/from-source.ts'
import { batchesOf } from './batches-of.ts'

const wrong = (message: string, hint: string): never => {
  throw new FloeError('InvalidArgument', { message, hint })
}

const checkNumber = (name: string, value: unknown): void => {
  if (typeof value !== 'number' || Number.isNaN(value))
    wrong(`range was given ${printValue(value)} for ${name}, and takes numbers`, 'F.range(0, 10)')
}

/**
 * How many numbers there are. Rounding may put the quotient on the wrong side of a whole number, so what is asked in the
 * end is the numbers themselves, which grow (or fall) with their index.
 */
const countOf = (from: number, to: number, step: number): number => {
  const isBefore = (i: number): boolean => (step > 0 ? from + i * step < to : from + i * step > to)
  let count = Math.max(0, Math.ceil((to - from) / step))
  if (!Number.isFinite(count)) return count
  while (count > 0 && !isBefore(count - 1)) count--
  while (isBefore(count)) count++
  return count
}

function* numbers(from: number, step: number, count: number): Generator<number> {
  for (let i = 0; i < count; i++) yield from + i * step
}

/**
 * The numbers `from`, `from + step`, `from + 2 * step` and so on, as long as they are less than `to` (greater, where `step`
 * is negative): `to` itself is not among them. Each is computed by itself, so that errors of rounding do not add up. Without
 * a step it is 1; a `to` that lies in the other direction gives no rows; `Infinity` gives rows without end, for `take`.
 *
 * Memory: none.
 *
 * @throws FloeError InvalidArgument for NaN, a step of 0, a `from` that is infinite, or numbers so large that a step is lost
 *   in rounding
 * @example
 * await F.toList(F.range(0, 5)) // List [ 0, 1, 2, 3, 4 ]
 * await F.toList(F.range(1, 0, -0.25)) // List [ 1, 0.75, 0.5, 0.25 ]
 */
export const range = (from: number, to: number, step = 1): Sequence<number> => {
  checkNumber('from', from)
  checkNumber('to', to)
  checkNumber('step', step)
  if (!Number.isFinite(from))
    wrong(`range was given ${from} to begin with`, 'begin with a finite number: F.range(0, 10)')
  if (step === 0 || !Number.isFinite(step))
    wrong(`range was given a step of ${printValue(step)}, and takes one that leads on`, 'F.range(0, 10, 2)')
  const far = Number.isFinite(to) ? Math.max(Math.abs(from), Math.abs(to)) : Math.abs(from)
  if (far - Math.abs(step) === far || (Number.isInteger(from) && Number.isInteger(step) && far > 2 ** 53))
    wrong(
      `a range from ${from} to ${to} reaches numbers where a step of ${step} is lost in rounding`,
      'count from 0, and map: F.pipe(F.range(0, n), F.map((i) => start + BigInt(i)))',
    )
  const count = countOf(from, to, step)
  return fromSource({
    format: 'range',
    name: `from ${from} to ${to}${step === 1 ? '' : ` by ${step}`}`,
    details: '',
    schema: S.number,
    open: () => batchesOf(numbers(from, step, count), 'range', 'range'),
    size: async () => (Number.isFinite(count) ? { rows: count } : {}),
    version: async () => 'made',
  })
}
