/**
 * How far apart two answers of an aggregate are: the same, the same but for rounding, or really something else.
 */
import { printValue } from '../../data/print-value.ts'
import { type Breach, broken, type Finding, held } from '../law.ts'
import { difference } from '../value/difference.ts'
import { look } from '../value/look.ts'
import { printThrown } from '../value/print-thrown.ts'
import type { AggregateTrial, Future, Seen } from './trial.ts'
import { withoutOrder } from './without-order.ts'

/** What order of additions and the like can make of a number, in parts of itself; */
const roundingError = 1e-9
/** and in parts of the largest number that was about, which may be another field, such as a time. */
const roundingOfLargest = 1e-13

/** Numbers beyond which a square overflows, and soon a sum. */
const large = 1e150

/** Text in quotes, which is passed over, or a number: no bigint, and no digit of a name. */
const numerals = /"(?:[^"\\]|\\.)*"|(?<![\w$])-?(?:Infinity|NaN|\d+(?:\.\d+)?(?:e[+-]?\d+)?)(?![\w$])/g

/** A look, and the numbers that were in it. */
const numbersIn = (looked: string): { readonly shape: string; readonly numbers: readonly number[] } => {
  const numbers: number[] = []
  const shape = looked.replace(numerals, (text) => {
    if (text.startsWith('"')) return text
    numbers.push(Number(text))
    return '#'
  })
  return { shape, numbers }
}

const largest = (numbers: readonly number[]): number =>
  numbers.reduce((most, n) => (Number.isFinite(n) ? Math.max(most, Math.abs(n)) : most), 0)

/** Whether two numbers may be the same but for rounding: of safe integers alone nothing is rounded. */
const isRounding = (x: number, y: number, most: number, rows: number): boolean => {
  const gap = Math.abs(x - y)
  if (!Number.isFinite(gap)) return rows > large
  if (Number.isInteger(x) && Number.isInteger(y) && most <= Number.MAX_SAFE_INTEGER) return false
  return gap <= Math.max(roundingError * Math.max(Math.abs(x), Math.abs(y)), roundingOfLargest * most)
}

export type Apart = 'same' | 'rounding' | 'other'

const apartBy = (trial: AggregateTrial, a: Seen, b: Seen, looks: readonly [string, string]): Apart => {
  const [one, two] = [numbersIn(looks[0]), numbersIn(looks[1])]
  if (one.shape !== two.shape) return 'other'
  const rows = largest(numbersIn(trial.looked).numbers)
  const states = largest([a, b].flatMap(({ state }) => numbersIn(look(state)).numbers))
  let apart: Apart = 'same'
  for (const [i, x] of one.numbers.entries()) {
    const y = two.numbers[i] as number
    // Zeros of both signs are one number here: which of them it is depends on order in most ways to add or to compare.
    if (x === y || Object.is(x, y)) continue
    const gap = Math.abs(x - y)
    const scale = Math.max(rows, Math.abs(x), Math.abs(y))
    if (gap <= trial.tolerance * scale) continue
    if (!isRounding(x, y, Math.max(rows, states), rows)) return 'other'
    apart = 'rounding'
  }
  return apart
}

/** How far apart two answers are. `isBag`: the order in which a Map or Set was filled does not count. */
export const apart = (trial: AggregateTrial, a: Seen, b: Seen, isBag = false): Apart => {
  if (a.kind !== b.kind) return 'other'
  if (a.looked === b.looked) return 'same'
  if (a.kind === 'error') return 'other'
  if (trial.equals !== undefined) return trial.equals(a.value, b.value) ? 'same' : 'other'
  const looks = isBag ? ([a, b].map(({ value }) => look(withoutOrder(value))) as [string, string]) : undefined
  return apartBy(trial, a, b, looks ?? [a.looked, b.looked])
}

const told = ({ kind, value }: Seen): string => (kind === 'error' ? printThrown(value) : printValue(value, 200))

/** What is said of two answers that are not the same. */
export const breach = (expected: Seen, found: Seen, what: string): Breach => {
  const at =
    expected.kind === 'value' && found.kind === 'value' ? difference(expected.value, found.value, 'result') : undefined
  return { what, ...(at ?? { path: 'result', before: told(expected), after: told(found) }) }
}

/** How answers are compared. */
export interface How {
  /** Rounding counts, too. Else that is of R11. */
  readonly isExact?: boolean
  readonly isBag?: boolean
}

/** Whether two answers are the same. */
export const same = (trial: AggregateTrial, expected: Seen, found: Seen, what: string, how: How = {}): Finding => {
  const far = apart(trial, expected, found, how.isBag)
  return far === 'same' || (far === 'rounding' && how.isExact !== true) ? held : broken(breach(expected, found, what))
}

/** Whether two states give the same, now and after another row. */
export const sameFuture = (
  trial: AggregateTrial,
  expected: Future,
  found: Future,
  what: string,
  how: How = {},
): Finding => {
  const now = same(trial, expected.now, found.now, what, how)
  return now.kind === 'broken' ? now : same(trial, expected.later, found.later, `${what}, once another row came`, how)
}
