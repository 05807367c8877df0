/** For each law an aggregate that breaks it, as somebody really did, and the law must say so. */
import fc from 'fast-check'
import { List } from 'immutable'
import { describe, expect, it } from 'vitest'
import { type Aggregate, type Definition, define } from '../../src/aggregate/aggregate.ts'
import type { Order } from '../../src/data/order.ts'
import {
  associative,
  commutative,
  doneAgain,
  elementUntouched,
  exact,
  freshSeed,
  homomorphic,
  identity,
  isNearest,
  type Law,
  laws,
  mergeOwnsNothing,
  resumable,
} from './laws.ts'
import { mixed } from './numbers.ts'

const number = fc.integer({ min: -9, max: 9 })

/** All numbers, in a bag: the sum, and the count. Lawful, to be broken in one place. */
interface Totals {
  sum: number
  n: number
}
const totals: Definition<Totals, number, unknown> = {
  name: 'totals',
  needs: 'bag',
  splits: true,
  init: () => ({ sum: 0, n: 0 }),
  step: (state, x) => {
    state.sum += x
    state.n += 1
    return state
  },
  merge: (left, right) => ({ sum: left.sum + right.sum, n: left.n + right.n }),
  done: ({ sum, n }) => ({ sum, n }),
  encode: ({ sum, n }) => [sum, n],
  decode: (encoded) => {
    const [sum, n] = encoded as [number, number]
    return { sum, n }
  },
}

const items: Definition<unknown[], unknown, unknown, 'sequence'> = {
  name: 'items',
  needs: 'sequence',
  splits: true,
  init: () => [],
  step: (state, row) => {
    state.push(row)
    return state
  },
  merge: (left, right) => [...left, ...right],
  done: (state) => List(state),
  encode: (state) => [...state],
  decode: (encoded) => encoded as unknown[],
}

/** What is found is not looked at, and may take long to shrink. Some faults show in few instances. */
const unshrunk = { endOnFailure: true, numRuns: 2000 }

const broken = <A>(law: Law, what: string, make: () => Aggregate<A, unknown, Order>, row: fc.Arbitrary<A>): void =>
  it(`${law.id} catches ${what}`, () => {
    expect(law.applies(make() as unknown as Aggregate<unknown, unknown, Order>)).toBe(true)
    expect(() => law.check({ make, row }, unshrunk)).toThrow(/Property failed/)
  })

describe('what is lawful passes', () => {
  for (const law of laws)
    it(`${law.id} ${law.name}`, () => {
      law.check({ make: () => define(totals), row: number })
      if (law !== commutative) law.check({ make: () => define(items), row: number })
    })
})

describe('what is not is caught', () => {
  const meanOf = (merge: (left: Totals, right: Totals) => Totals) => () =>
    define({ ...totals, merge, done: ({ sum, n }) => (n === 0 ? undefined : sum / n) })

  broken(
    associative,
    'an average of averages',
    meanOf((left, right) => {
      if (left.n === 0 || right.n === 0) return left.n === 0 ? right : left
      return { sum: (left.sum / left.n + right.sum / right.n) / 2, n: 1 }
    }),
    number,
  )
  broken(identity, 'a count that begins at 1', () => define({ ...totals, init: () => ({ sum: 0, n: 1 }) }), number)
  broken(
    identity,
    'a merge that takes the left side for nothing if it sums to nothing',
    () => define({ ...totals, merge: (left, right) => (left.sum === 0 ? { ...right } : totals.merge(left, right)) }),
    number,
  )
  broken(
    commutative,
    'last wins in a bag',
    () =>
      define<Totals, number, unknown>({
        ...totals,
        step: (_, x) => ({ sum: x, n: 1 }),
        merge: (left, right) => (right.n > 0 ? right : left),
      }),
    number,
  )
  broken(
    commutative,
    'a merge by position in a bag',
    () => define({ ...totals, merge: (left, right) => ({ sum: left.sum - right.sum, n: left.n + right.n }) }),
    number,
  )
  broken(commutative, 'sums of doubles in a bag, which is not split', () => define({ ...totals, splits: false }), mixed)
  broken(
    homomorphic,
    'a merge that forgets a field',
    () => define({ ...totals, merge: (left, right) => ({ sum: left.sum + right.sum, n: left.n }) }),
    number,
  )
  broken(
    homomorphic,
    'a cut that shows',
    () =>
      define({
        ...items,
        merge: (left, right) =>
          left.length === 0 || right.length === 0 ? [...left, ...right] : [...left, 'cut', ...right],
      }),
    number,
  )
  broken(
    freshSeed,
    'a shared seed',
    () => {
      const seed: unknown[] = []
      return define({ ...items, init: () => seed })
    },
    number,
  )
  broken(
    mergeOwnsNothing,
    'a merge into its left side',
    () =>
      define({
        ...items,
        merge: (left, right) => {
          left.push(...right)
          return left
        },
      }),
    number,
  )
  broken(
    mergeOwnsNothing,
    'a merge that empties its right side',
    () => define({ ...items, merge: (left, right) => [...left, ...right.splice(0)] }),
    number,
  )
  broken(
    mergeOwnsNothing,
    'a merge with nothing that gives back its argument',
    () => define({ ...items, merge: (left, right) => (right.length === 0 ? left : [...left, ...right]) }),
    number,
  )
  broken(
    elementUntouched,
    'a step that sorts the row',
    () =>
      define<unknown[], number[], unknown, 'sequence'>({
        ...items,
        step: (state, row) => items.step(state, (row as number[]).sort()),
      }),
    fc.array(number),
  )
  broken(
    elementUntouched,
    'a result that takes the rows apart',
    () =>
      define<unknown[], number[], unknown, 'sequence'>({
        ...items,
        done: (state) => (state as number[][]).map((row) => row.pop()),
      }),
    fc.array(number),
  )
  broken(
    doneAgain,
    'a result that empties the state',
    () => define({ ...items, done: (state) => state.splice(0) }),
    number,
  )
  broken(doneAgain, 'a result that is the state itself', () => define({ ...items, done: (state) => state }), number)
  broken(
    resumable,
    'numbers that JSON does not know',
    () => define(items),
    fc.constantFrom(1, -0, Number.NaN, Number.POSITIVE_INFINITY),
  )
  broken(resumable, 'a field that is not encoded', () => define({ ...totals, encode: ({ sum }) => [sum, 0] }), number)
  broken(
    resumable,
    'an encoding that is the state itself',
    () => define({ ...items, encode: (state) => state }),
    number,
  )
})

describe('R11 exactness', () => {
  const naive = (divide: boolean) => () =>
    define({ ...totals, done: ({ sum, n }) => (divide ? sum / n : sum) }) as Aggregate<number, number>

  it('catches a naive sum', () => {
    expect(() => exact(naive(false), mixed, () => 1, unshrunk)).toThrow(/Property failed/)
  })

  it('catches a naive mean', () => {
    expect(() => exact(naive(true), mixed, (n) => n, unshrunk)).toThrow(/Property failed/)
  })

  it('knows the nearest double', () => {
    const one = 1n << 1074n
    expect(isNearest(one, 3n, 1 / 3)).toBe(true)
    expect(isNearest(one, 3n, 1 / 3 + 2 ** -54)).toBe(false)
    expect(isNearest(one, 3n, 1 / 3 - 2 ** -54)).toBe(false)
    expect(isNearest(-one, 3n, 1 / 3)).toBe(false)
    expect(isNearest(0n, 1n, 0)).toBe(true)
    expect(isNearest(one + (one >> 53n), 1n, 1)).toBe(true)
    expect(isNearest(one + (one >> 53n), 1n, 1 + 2 ** -52)).toBe(false)
    expect(isNearest(1n, 2n, 0)).toBe(true)
    expect(isNearest(1n, 2n, Number.MIN_VALUE)).toBe(false)
    expect(isNearest(3n, 2n, 2 * Number.MIN_VALUE)).toBe(true)
  })
})
