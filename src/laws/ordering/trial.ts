/**
 * A relation of two values, tried on all pairs of some: each pair is asked twice, and all laws look at the answers.
 */
import type { Steady } from '../ambient/steady.ts'
import { copyOf } from '../value/copy-of.ts'
import { look } from '../value/look.ts'

/** What was said of a pair. */
export interface Answer {
  readonly kind: 'value' | 'error'
  readonly value: unknown
}

/** A function of two values, and what else is known of them. */
export interface Relation {
  readonly ask: (a: unknown, b: unknown) => unknown
  /** Of an order: whether it takes two for equal. */
  readonly equals?: ((a: unknown, b: unknown) => unknown) | undefined
  readonly hash?: ((value: unknown) => unknown) | undefined
}

export interface PairTrial {
  readonly relation: Relation
  /** The relation in the world as it is: one that was never asked, if such can be made. */
  readonly bare: () => Relation
  readonly makesFresh: boolean
  /** Copies, which the relation is given: each by itself, those of equal values too. */
  readonly values: readonly unknown[]
  readonly looks: readonly string[]
  /** What they looked like at first, and do now. */
  readonly looked: string
  readonly left: () => string
  readonly ask: (a: unknown, b: unknown) => Answer
  /** Of `values[i]` and `values[j]`, asked before all else. */
  readonly answer: (i: number, j: number) => Answer
}

export interface Tried extends Pick<PairTrial, 'relation' | 'bare' | 'makesFresh'> {
  readonly steady: Steady
}

export const trialOf = ({ relation, steady, bare, makesFresh }: Tried, given: readonly unknown[]): PairTrial => {
  const values = given.map((value) => copyOf(value))
  const looked = look(values)
  const ask = (a: unknown, b: unknown): Answer => {
    try {
      return { kind: 'value', value: relation.ask(a, b) }
    } catch (thrown) {
      return { kind: 'error', value: thrown }
    }
  }
  let answers: readonly (readonly Answer[])[] | undefined
  return {
    relation,
    bare,
    makesFresh,
    values,
    looks: values.map(look),
    looked,
    left: () => look(values),
    ask,
    answer: (i, j) => {
      answers ??= steady.watched(() => values.map((a) => values.map((b) => ask(a, b))))
      return answers[i]?.[j] as Answer
    },
  }
}
