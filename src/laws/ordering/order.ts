/** C9: a comparator puts values in one order. */
import { printValue } from '../../data/print-value.ts'
import { broken, type Finding, held, type Law, trivial } from '../law.ts'
import { bridge } from './bridge.ts'
import type { Answer, PairTrial } from './trial.ts'

const told = (value: unknown): string => printValue(value, 100)

const call = (...values: readonly unknown[]): string => `compare(${values.map(told).join(', ')})`

/** What a sign says of two values. */
const sides: Readonly<Record<number, string>> = { [-1]: 'comes before', 0: 'ties with', 1: 'comes after' }

/** The sign of an answer; what is wrong with it, if it has none. */
const signOf = ({ kind, value }: Answer): number | Finding => {
  if (kind === 'error') return broken({ what: 'it throws', path: 'compare', after: told(value) })
  if (typeof value !== 'number' || Number.isNaN(value))
    return broken({
      what:
        typeof value === 'boolean'
          ? 'it gives a boolean: false is taken for a tie, so that what comes later never comes before'
          : 'it gives no number that says which comes first',
      path: 'compare',
      before: 'a number below 0, 0, or a number above 0',
      after: told(value),
    })
  return Math.sign(value) + 0
}

const contradiction = (what: string, path: string, before: string, after: string): Finding =>
  broken({ what, path, before, after })

/** Of three values, the first not behind the second, and that not behind the third. */
const transitive = (values: readonly unknown[], sign: (i: number, j: number) => number): Finding | undefined => {
  const all = [...values.keys()]
  for (const i of all)
    for (const j of all) {
      const first = sign(i, j)
      if (first > 0) continue
      for (const k of all) {
        const second = sign(j, k)
        const expected = Math.min(first, second)
        if (second > 0 || sign(i, k) === expected) continue
        const [a, b, c] = [values[i], values[j], values[k]]
        return contradiction(
          `it goes in a circle: ${told(a)} ${sides[first]} ${told(b)}, and that ${sides[second]} ${told(c)}`,
          call(a, c),
          `${expected}`,
          `${sign(i, k)}`,
        )
      }
    }
  return undefined
}

const pairwise = ({ values, answer, ask, relation }: PairTrial): Finding | readonly (readonly number[])[] => {
  const signs: number[][] = []
  for (const [i, a] of values.entries()) {
    const row: number[] = []
    signs.push(row)
    for (const [j, b] of values.entries()) {
      const [first, again] = [signOf(answer(i, j)), signOf(ask(a, b))]
      if (typeof first !== 'number') return first
      if (typeof again !== 'number') return again
      if (first !== again)
        return contradiction('asked again, it said something else', call(a, b), `${first}`, `${again}`)
      row.push(first)
    }
  }
  for (const [i, a] of values.entries())
    for (const [j, b] of values.entries()) {
      const [there, back] = [signs[i]?.[j] as number, signs[j]?.[i] as number]
      if (there !== 0 - back)
        return i === j
          ? contradiction('a value does not tie with itself', call(a, a), '0', `${there}`)
          : contradiction(
              `both ways round it says the same, or a tie one way alone: ${call(a, b)} is ${there}`,
              call(b, a),
              `${0 - there}`,
              `${back}`,
            )
      const isEqual = relation.equals?.(a, b)
      if (isEqual !== undefined && isEqual !== (there === 0))
        return contradiction(
          `${call(a, b)} is ${there}, and equals says otherwise`,
          'equals',
          `${there === 0}`,
          told(isEqual),
        )
    }
  return signs
}

/** Ties with what is close by, which are no ties any more between its ends. */
const tieChain = ({ values, ask }: PairTrial): Finding | undefined => {
  const isTie = (a: unknown, b: unknown): boolean | undefined => {
    const sign = signOf(ask(a, b))
    return typeof sign === 'number' ? sign === 0 : undefined
  }
  for (const [i, value] of values.slice(1, 5).entries()) {
    const found = bridge(values[i], value, isTie)
    if (found === undefined) continue
    const [a, b, c] = found
    return contradiction(
      `ties do not add up: ${told(a)} ties with ${told(b)}, and that with ${told(c)}`,
      call(a, c),
      '0',
      `${signOf(ask(a, c))}`,
    )
  }
  return undefined
}

export const order: Law<PairTrial> = {
  id: 'C9',
  name: 'order',
  statement: 'compare(a, b) = −compare(b, a), and a ≤ b ≤ c means a ≤ c',
  why: 'What is sorted by it comes out in an order that depends on the order it went in, or on the engine.',
  mend: 'give a number, 0 for what is equal: a < b ? -1 : a > b ? 1 : 0; say where NaN and what is missing belong',
  check: async (trial) => {
    const { values } = trial
    const signs = pairwise(trial)
    if ('kind' in signs) return signs
    const finding = transitive(values, (i, j) => signs[i]?.[j] as number) ?? tieChain(trial)
    if (finding !== undefined) return finding
    if (signs.every((row) => row.every((sign) => sign === 0))) return trivial('it told no two values apart')
    return values.length > 2 ? held : trivial('there were two values alone')
  },
}

export const breaksTies: Law<PairTrial> = {
  id: 'C9t',
  name: 'ties broken totally',
  statement: 'compare(a, b) = 0 only where a ≡ b',
  why: 'Which of two rows with the same key comes first depends on which one came first.',
  mend: 'compare by what is left when the keys are equal: by an id at last, or by the whole row',
  declared: 'breaksTies',
  after: ['C9'],
  check: async ({ values, looks, answer }) => {
    let bites = 0
    for (const [i, a] of values.entries())
      for (const [j, b] of values.entries()) {
        if (looks[i] === looks[j] || a === b) continue
        bites++
        if (signOf(answer(i, j)) === 0)
          return contradiction('it takes two values for equal that are not', call(a, b), 'not 0', '0')
      }
    return bites > 0 ? held : trivial('all values were alike')
  },
}
