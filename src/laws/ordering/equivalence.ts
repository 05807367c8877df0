/** C8: an equality sorts values into classes, and what is equal has the same hash. */
import { printValue } from '../../data/print-value.ts'
import { broken, type Finding, held, type Law, trivial } from '../law.ts'
import { look } from '../value/look.ts'
import { bridge } from './bridge.ts'
import type { Answer, PairTrial } from './trial.ts'

const told = (value: unknown): string => printValue(value, 100)

const call = (a: unknown, b: unknown): string => `equals(${told(a)}, ${told(b)})`

const contradiction = (what: string, path: string, before: unknown, after: unknown): Finding =>
  broken({ what, path, before: told(before), after: told(after) })

/** Whether an answer says yes; what it threw, if it did. */
const yesOf = ({ kind, value }: Answer): boolean | Finding =>
  kind === 'error' ? broken({ what: 'it throws', path: 'equals', after: told(value) }) : Boolean(value)

const pairwise = ({ values, answer, ask }: PairTrial): Finding | readonly (readonly boolean[])[] => {
  const said: boolean[][] = []
  for (const [i, a] of values.entries()) {
    const row: boolean[] = []
    said.push(row)
    for (const [j, b] of values.entries()) {
      const [first, again] = [yesOf(answer(i, j)), yesOf(ask(a, b))]
      if (typeof first !== 'boolean') return first
      if (typeof again !== 'boolean') return again
      if (first !== again) return contradiction('asked again, it said something else', call(a, b), first, again)
      row.push(first)
    }
  }
  for (const [i, a] of values.entries()) {
    if (said[i]?.[i] !== true) return contradiction('a value is not equal to itself', call(a, a), true, false)
    for (const [j, b] of values.entries())
      if (said[i]?.[j] !== said[j]?.[i])
        return contradiction(`the other way round it says something else`, call(b, a), said[i]?.[j], said[j]?.[i])
  }
  return said
}

const transitive = (values: readonly unknown[], said: readonly (readonly boolean[])[]): Finding | undefined => {
  for (const [i, a] of values.entries())
    for (const [j, b] of values.entries())
      for (const [k, c] of values.entries())
        if (said[i]?.[j] && said[j]?.[k] && !said[i]?.[k])
          return contradiction(`${told(a)} is equal to ${told(b)}, and that to ${told(c)}`, call(a, c), true, false)
  return undefined
}

const chain = ({ values, ask }: PairTrial): Finding | undefined => {
  const isSame = (a: unknown, b: unknown): boolean | undefined => {
    const said = yesOf(ask(a, b))
    return typeof said === 'boolean' ? said : undefined
  }
  for (const [i, value] of values.slice(1, 5).entries()) {
    const found = bridge(values[i], value, isSame)
    if (found === undefined) continue
    const [a, b, c] = found
    return contradiction(
      `close is not equal: ${told(a)} is equal to ${told(b)}, and that to ${told(c)}`,
      call(a, c),
      true,
      false,
    )
  }
  return undefined
}

const hashes = (
  { values, relation: { hash } }: PairTrial,
  said: readonly (readonly boolean[])[],
): Finding | undefined => {
  if (hash === undefined) return undefined
  const all = values.map((value) => [hash(value), hash(value)] as const)
  for (const [i, [first, again]] of all.entries()) {
    if (look(first) !== look(again))
      return contradiction('asked again, it gave another hash', `hash(${told(values[i])})`, first, again)
    for (const [j, [other]] of all.entries())
      if (said[i]?.[j] && look(first) !== look(other))
        return contradiction(
          `${told(values[i])} and ${told(values[j])} are equal, and have hashes that are not`,
          `hash(${told(values[j])})`,
          first,
          other,
        )
  }
  return undefined
}

export const equivalence: Law<PairTrial> = {
  id: 'C8',
  name: 'equality and hash',
  statement: 'equals is reflexive, symmetric and transitive; equal values have equal hashes',
  why: 'What is grouped, joined or made distinct by it depends on the order of rows, and equal keys are not found.',
  mend: 'compare by what both sides are made into first (rounded, in lower case), and make the hash of just that',
  check: async (trial) => {
    const said = pairwise(trial)
    if ('kind' in said) return said
    const finding = transitive(trial.values, said) ?? chain(trial) ?? hashes(trial, said)
    if (finding !== undefined) return finding
    if (said.every((row) => row.every(Boolean))) return trivial('it told no two values apart')
    return said.some((row, i) => row.some((yes, j) => yes && i !== j)) ? held : trivial('no two values were equal')
  },
}
