/**
 * Comparators and equalities as what laws are checked on.
 */

import type * as fc from 'fast-check'
import { printValue } from '../../data/print-value.ts'
import { type Steady, steadyWorld } from '../ambient/steady.ts'
import { madeOnce } from '../arbitrary/drawn.ts'
import { givenArbitrary } from '../arbitrary/given-arbitrary.ts'
import { withNear } from '../arbitrary/near-values.ts'
import { givenDeclared, givenFunctions, givenOptions } from '../given-subject.ts'
import type { Law, Property } from '../law.ts'
import { type Fresh, makerOf, type Subject } from '../subject.ts'
import { ambientFree } from './ambient-free.ts'
import { equivalence } from './equivalence.ts'
import { operandsUntouched } from './operands-untouched.ts'
import { breaksTies, order } from './order.ts'
import { type PairTrial, type Relation, trialOf } from './trial.ts'

/**
 * What values a comparator or an equality is tried on, and what is promised of it.
 *
 * @example
 * const options: L.RelationOptions<string> = { values: fc.string(), declared: ['breaksTies'] }
 * await L.check(L.ordering((a: string, b: string) => (a < b ? -1 : a > b ? 1 : 0), options))
 * const { laws } = await L.examine(L.ordering((a: string, b: string) => a.length - b.length, options))
 * laws.find(({ id }) => id === 'C9t')?.verdict // 'broken'
 */
export interface RelationOptions<A> {
  /** Any value. Some are given twice, and some with others that are close to them. */
  readonly values: fc.Arbitrary<A>
  /** As failures name it; without it, the name that the function has. */
  readonly name?: string
  /** `breaksTies`: only what is identical ties. */
  readonly declared?: readonly Property[]
}

/** A comparator as a value, as fp-ts has it. */
interface Ord<in A> {
  readonly compare: (a: A, b: A) => number
  readonly equals?: (a: A, b: A) => boolean
}

const instancesOf = madeOnce(withNear)

/** An equality as a value, as fp-ts has it, with the hash that goes with it. */
interface Eq<in A> {
  readonly equals: (a: A, b: A) => boolean
  readonly hash?: (value: A) => unknown
}

/** A relation that is asked in a steady world, if it looks at the world. */
const inWorld = ({ ask, equals, hash }: Relation, { call }: Steady): Relation => ({
  ask: (a, b) => call(() => ask(a, b)),
  equals: equals && ((a, b) => call(() => equals(a, b))),
  hash: hash && ((value) => call(() => hash(value))),
})

const subjectOf = <G, A>(
  kind: string,
  laws: readonly Law<PairTrial>[],
  given: G | Fresh<G>,
  options: RelationOptions<A>,
  relationOf: (given: G) => Relation,
): Subject<readonly unknown[], PairTrial> => {
  const { values, name, declared = [] } = givenOptions(options)
  const { make, makesFresh } = makerOf(given)
  const first = make()
  givenFunctions(kind, relationOf(first), kind === 'ordering' ? 'a comparator' : 'a function of two values', ['ask'])
  return {
    kind,
    name: name ?? ((typeof first === 'function' && first.name) || `the ${kind}`),
    laws,
    declared: givenDeclared(kind, declared),
    instances: instancesOf(givenArbitrary(kind, 'values', values)),
    rowsIn: 'itself',
    isShared: !makesFresh,
    begin: () => {
      const steady = steadyWorld()
      const bare = () => relationOf(make())
      const tried = { relation: inWorld(bare(), steady), steady, bare, makesFresh }
      return {
        trial: (instance) => trialOf(tried, instance),
        print: (instance) => printValue(instance, 400),
      }
    },
  }
}

type Ask = Relation['ask']

/**
 * A comparator, as `sort` takes it, or an `Ord` of fp-ts.
 *
 * @example
 * const byDelay = (a: { delay: number }, b: { delay: number }) => a.delay - b.delay
 * await L.check(L.ordering(byDelay, { values: fc.record({ delay: fc.nat() }) }))
 */
export const ordering = <A>(
  given: ((a: A, b: A) => number | boolean) | Ord<A> | Fresh<((a: A, b: A) => number | boolean) | Ord<A>>,
  options: RelationOptions<A>,
) =>
  subjectOf('ordering', [order, breaksTies, operandsUntouched, ambientFree], given, options, (made) =>
    typeof made === 'function' ? { ask: made as Ask } : { ask: made.compare as Ask, equals: made.equals as Ask },
  )

/**
 * An equality, or an `Eq` of fp-ts; with a hash, if there is one.
 *
 * @example
 * const sameName = { equals: (a: string, b: string) => a.trim() === b.trim(), hash: (a: string) => a.trim().length }
 * await L.check(L.equality(sameName, { values: fc.string() }))
 */
export const equality = <A>(
  given: ((a: A, b: A) => boolean) | Eq<A> | Fresh<((a: A, b: A) => boolean) | Eq<A>>,
  options: RelationOptions<A>,
) =>
  subjectOf('equality', [equivalence, operandsUntouched, ambientFree], given, options, (made) =>
    typeof made === 'function'
      ? { ask: made as Ask }
      : { ask: made.equals as Ask, hash: made.hash as Relation['hash'] },
  )
