/**
 * What the laws of operators are stated with: rows, functions of them, and what it is for two datasets to be the same.
 */
import fc from 'fast-check'
import * as F from 'floe'
import * as O from 'fp-ts/lib/Option.js'
import { expect } from 'vitest'
import { fingerprint } from '../../../src/data/fingerprint.ts'
import { type Visit, visits } from '../../arbitrary/row-shapes.ts'
import { runs } from '../../runs.ts'

/** Rows as an engine gives them, with no sorting of bags. */
export const rowsOf = async <A>(dataset: F.Bag<A>, options: F.RunOptions = {}): Promise<A[]> => {
  const rows: A[] = []
  for await (const batch of F.stream(dataset, options)) rows.push(...batch)
  return rows
}

export const printsOf = (rows: Iterable<unknown>): string[] => [...rows].map(fingerprint)

/** The same rows in the same order. */
export const expectSame = async (a: F.Bag<unknown>, b: F.Bag<unknown>): Promise<void> => {
  expect(printsOf(await rowsOf(a))).toEqual(printsOf(await rowsOf(b)))
}

/** The same rows, in whatever order. */
export const expectSameBag = async (a: F.Bag<unknown>, b: F.Bag<unknown>): Promise<void> => {
  expect(printsOf(await rowsOf(a)).sort()).toEqual(printsOf(await rowsOf(b)).sort())
}

/** Checks a law. A failure is not shrunk for long: rows are few. */
export const holds = <Ts extends [unknown, ...unknown[]]>(
  ...given: [...{ [K in keyof Ts]: fc.Arbitrary<Ts[K]> }, law: (...values: Ts) => Promise<void>]
): Promise<void> => {
  const law = given.pop() as (...values: Ts) => Promise<void>
  const arbitraries = given as unknown as { [K in keyof Ts]: fc.Arbitrary<Ts[K]> }
  return fc.assert(fc.asyncProperty<Ts>(...arbitraries, law), { numRuns: runs(60), interruptAfterTimeLimit: 20_000 })
}

/** Checks that a law does not hold of a broken subject: that it can fail. */
export const fails = async <Ts extends [unknown, ...unknown[]]>(
  ...given: [...{ [K in keyof Ts]: fc.Arbitrary<Ts[K]> }, law: (...values: Ts) => Promise<void>]
): Promise<void> => {
  const law = given.pop() as (...values: Ts) => Promise<void>
  const arbitraries = given as unknown as { [K in keyof Ts]: fc.Arbitrary<Ts[K]> }
  const { failed } = await fc.check(fc.asyncProperty<Ts>(...arbitraries, law), { numRuns: 500, endOnFailure: true })
  expect(failed).toBe(true)
}

/** Few rows, with repeats, ties and near-duplicates. */
export const visitRows: fc.Arbitrary<readonly Visit[]> = fc
  .oneof(visits('finite'), visits('specials'))
  .chain((common) =>
    fc.array(fc.oneof(visits('finite'), visits('specials'), fc.constant(common)), { maxLength: 8, size: 'max' }),
  )

export const numberRows: fc.Arbitrary<readonly number[]> = fc.array(
  fc.constantFrom(0, -0, 1, 2, 3, 4, -1, 0.5, Number.NaN, Infinity),
  { maxLength: 10, size: 'max' },
)

export const counts = fc.nat(6)

export const functions: fc.Arbitrary<(x: number) => number> = fc.constantFrom(
  (x: number) => x + 1,
  (x: number) => -x,
  (x: number) => x * x,
  (x: number) => Math.floor(x / 2),
  () => 7,
)

export const predicates: fc.Arbitrary<(x: number) => boolean> = fc.constantFrom(
  (x: number) => x > 1,
  (x: number) => x % 2 === 0,
  (x: number) => Object.is(x, -0),
  () => true,
  () => false,
)

export const expansions: fc.Arbitrary<(x: number) => readonly number[]> = fc.constantFrom(
  (x: number) => [x, -x],
  (x: number) => (x > 1 ? [] : [x]),
  (x: number) => Array.from({ length: Math.max(0, Math.min(3, x || 0)) }, (_, i) => x + i),
  () => [],
)

export const choices: fc.Arbitrary<(x: number) => O.Option<number>> = fc.constantFrom(
  (x: number) => (x > 0 ? O.some(1 / x) : O.none),
  (x: number) => O.fromPredicate(Number.isInteger)(x),
  () => O.none as O.Option<number>,
  O.some<number>,
)

export const keys: fc.Arbitrary<(v: Visit) => unknown> = fc.constantFrom(
  (v: Visit) => v.name,
  (v: Visit) => v.n,
  (v: Visit) => [v.name, v.n],
  (v: Visit) => ({ id: v.id }),
  (v: Visit) => v.tags.length,
  () => null,
)
