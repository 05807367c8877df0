/**
 * Aggregates, of Floe or not, as what laws are checked on.
 */

import * as fc from 'fast-check'
import { printValue } from '../../data/print-value.ts'
import { type Steady, steadyWorld } from '../ambient/steady.ts'
import { madeOnce } from '../arbitrary/drawn.ts'
import { givenArbitrary } from '../arbitrary/given-arbitrary.ts'
import { withNear } from '../arbitrary/near-values.ts'
import { givenDeclared, givenFunctions, givenOptions } from '../given-subject.ts'
import type { Property } from '../law.ts'
import { type Fresh, makerOf, type Subject } from '../subject.ts'
import { copyOf } from '../value/copy-of.ts'
import { look } from '../value/look.ts'
import { aggregateLaws } from './laws.ts'
import type { AnyReducer, Reducer } from './reducer.ts'
import { sharesCells } from './shares-cells.ts'
import { type AggregateTrial, type Tried, trialOf } from './trial.ts'

/**
 * What rows an aggregate is tried on, and what is promised of it.
 *
 * @example
 * const total = { init: () => 0, step: (sum: number, n: number) => sum + n, merge: (a: number, b: number) => a + b }
 * const options: L.AggregateOptions<number, number> = { rows: fc.double({ min: 0, max: 1 }), tolerance: 1e-9 }
 * await L.check(L.aggregate(total, options))
 */
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

/**
 * Rows, and a number by which all that is chosen for the laws is chosen.
 *
 * @example
 * const instance: L.AggregateInstance = { rows: ['a', 'abc'], salt: 0 }
 * const longest = { init: () => 0, step: (most: number, word: string) => Math.max(most, word.length) }
 * L.aggregate(longest, { rows: fc.string() }).begin().print(instance) // "['a', 'abc']"
 */
export interface AggregateInstance {
  readonly rows: readonly unknown[]
  readonly salt: number
}

const instancesOf = madeOnce((rows) => fc.record({ rows: withNear(rows), salt: fc.nat(1000) }))

/** What an aggregate of Floe says of itself. */
interface Claims {
  readonly name?: string
  readonly needs?: string
  readonly splits?: boolean
}

/** The cells that all states begin with, as they were before anybody had written to them. */
const seedOf = ({ init }: AnyReducer): Tried['seed'] => {
  try {
    const value: unknown = init()
    return sharesCells(value, init()) ? { value: copyOf(value), looked: look(value) } : undefined
  } catch {
    // Whoever folds will be told.
    return undefined
  }
}

/** So many rows are enough to see whether a step gives anything. */
const manyRows = 64

const givesFor = ({ init, step }: AnyReducer, row: unknown): boolean => {
  try {
    return step(init(), copyOf(row)) !== undefined
  } catch {
    return false
  }
}

/** A reducer that folds in a steady world, if it looks at the world. */
const inWorld = (reducer: AnyReducer, { call }: Steady): AnyReducer => {
  const made: Record<string, unknown> = { ...reducer }
  for (const [name, method] of Object.entries(made))
    if (typeof method === 'function')
      made[name] = (...args: readonly unknown[]) => call(() => Reflect.apply(method, reducer, args) as unknown)
  return made as unknown as AnyReducer
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
  options: AggregateOptions<A, B>,
): Subject<AggregateInstance, AggregateTrial> => {
  const { rows, name, declared = [], equals, tolerance = 0 } = givenOptions(options)
  const { make, makesFresh } = makerOf(given as unknown as AnyReducer | Fresh<AnyReducer>)
  const first = givenFunctions('aggregate', make(), 'an object with init and step', ['init', 'step'])
  const claims = first as Claims
  const seed = seedOf(first)
  const promised = givenDeclared('aggregate', claims.needs === 'bag' ? [...declared, 'commutative'] : declared)
  return {
    kind: 'aggregate',
    name: name ?? claims.name ?? 'the aggregate',
    laws: aggregateLaws,
    declared: promised,
    instances: instancesOf(givenArbitrary('aggregate', 'rows', rows)),
    rowsIn: 'rows',
    isShared: !makesFresh,
    begin: () => {
      const steady = steadyWorld()
      const reducer = inWorld(make(), steady)
      const tried = {
        reducer,
        bare: make,
        makesFresh,
        steady,
        splits: claims.splits ?? true,
        isJson: claims.needs !== undefined,
        declared: promised,
        equals: equals as ((a: unknown, b: unknown) => boolean) | undefined,
        tolerance,
        isGiver: () => fc.sample(rows, { seed: 1, numRuns: manyRows }).some((row) => givesFor(reducer, row)),
        seed,
      }
      return { trial: (instance) => trialOf(tried, instance), print: ({ rows: all }) => printValue(all, 400) }
    },
  }
}
