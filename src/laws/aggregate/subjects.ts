/**
 * Aggregates, of Floe or not, as what laws are checked on.
 */
import * as fc from 'fast-check'
import { printValue } from '../../data/print-value.ts'
import type { Property } from '../law.ts'
import { withNear } from '../ordering/near-values.ts'
import { type Fresh, makerOf, type Subject } from '../subject.ts'
import { copyOf } from '../value/copy-of.ts'
import { aggregateLaws } from './laws.ts'
import type { AnyReducer, Reducer } from './reducer.ts'
import { type AggregateTrial, trialOf } from './trial.ts'

/** What rows an aggregate is tried on, and what is promised of it. */
export interface AggregateOptions<A, B> {
  /** Any row. Some rows of an instance are given twice, or nearly so. */
  readonly rows: fc.Arbitrary<A>
  /** As failures name it; without it, the name that a Floe aggregate has. */
  readonly name?: string
  /** A Floe aggregate that needs no order is commutative without being declared so. */
  readonly declared?: readonly Property[]
  /** Whether two answers are the same. Without it, they are if nothing can tell them apart. */
  readonly equals?: (a: B, b: B) => boolean
  /**
   * How far apart numbers of two answers may be, in parts of the greatest number that was about, among rows and answers
   * (R11). 0 by default.
   */
  readonly tolerance?: number
}

/** Rows, and a number by which all that is chosen for the laws is chosen. */
export interface AggregateInstance {
  readonly rows: readonly unknown[]
  readonly salt: number
}

/** What an aggregate of Floe says of itself. */
interface Claims {
  readonly name?: string
  readonly needs?: string
  readonly splits?: boolean
}

/**
 * An aggregate: one of Floe, or a plain object that folds.
 *
 * @example
 * const longest = { init: () => 0, step: (most: number, word: string) => Math.max(most, word.length), merge: Math.max }
 * await L.check(L.aggregate(longest, { rows: fc.string(), declared: ['commutative', 'idempotentMerge'] }))
 */
export const aggregate = <A, S, B, E>(
  given: Reducer<A, S, B, E> | Fresh<Reducer<A, S, B, E>>,
  { rows, name, declared = [], equals, tolerance = 0 }: AggregateOptions<A, B>,
): Subject<AggregateInstance, AggregateTrial> => {
  const { make } = makerOf(given as unknown as AnyReducer | Fresh<AnyReducer>)
  const begin = () => {
    const reducer = make()
    const claims = reducer as Claims
    let seed: unknown
    try {
      seed = copyOf(reducer.init())
    } catch {
      // Whoever folds will be told.
    }
    return { reducer, claims, seed }
  }
  const first = begin()
  const promised = new Set<Property>(declared)
  if (first.claims.needs === 'bag') promised.add('commutative')
  return {
    kind: 'aggregate',
    name: name ?? first.claims.name ?? 'the aggregate',
    laws: aggregateLaws,
    declared: promised,
    instances: fc.record({ rows: withNear(rows), salt: fc.nat(1000) }),
    begin: () => {
      const { reducer, claims } = begin()
      const tried = {
        reducer,
        splits: claims.splits ?? true,
        isJson: claims.needs !== undefined,
        declared: promised,
        equals: equals as ((a: unknown, b: unknown) => boolean) | undefined,
        tolerance,
        // Of the first of all: later ones may have been written to already.
        seed: first.seed,
      }
      return { trial: (instance) => trialOf(tried, instance), print: ({ rows: all }) => printValue(all, 400) }
    },
  }
}
