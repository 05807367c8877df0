/**
 * Proves of each operator what it does with order: which order it takes and gives, whether the same rows come out of any
 * permutation of its rows (S15), whether it does not see one at all (S16); and, of those that do see one, that they do.
 */
import fc from 'fast-check'
import * as F from 'floe'
import * as A from 'floe/aggregate'
import * as O from 'fp-ts/lib/Option.js'
import * as t from 'io-ts'
import { describe, expect, test } from 'vitest'
import { orderOf } from '../../../src/plan/tree.ts'
import { runs } from '../../runs.ts'
import { printsOf, rowsOf } from './laws.ts'

/**
 * What comes out of a sequence and of a bag (`'error'` where an order is needed); whether the rows (S15), and whether the
 * result as it stands (S16), are the same when the rows of a sequence are put in another order.
 */
// biome-ignore format: a table
const table = [
  { operator: 'map', sequence: 'sequence', bag: 'bag', S15: 'yes', S16: 'no' },
  { operator: 'filter', sequence: 'sequence', bag: 'bag', S15: 'yes', S16: 'no' },
  { operator: 'flatMap', sequence: 'sequence', bag: 'bag', S15: 'yes', S16: 'no' },
  { operator: 'filterMap', sequence: 'sequence', bag: 'bag', S15: 'yes', S16: 'no' },
  { operator: 'update', sequence: 'sequence', bag: 'bag', S15: 'yes', S16: 'no' },
  { operator: 'decode', sequence: 'sequence', bag: 'bag', S15: 'yes', S16: 'no' },
  { operator: 'tap', sequence: 'sequence', bag: 'bag', S15: 'yes', S16: 'no' },
  { operator: 'take', sequence: 'sequence', bag: 'error', S15: 'no', S16: 'no' },
  { operator: 'drop', sequence: 'sequence', bag: 'error', S15: 'no', S16: 'no' },
  { operator: 'concat with a sequence', sequence: 'sequence', bag: 'bag', S15: 'yes', S16: 'no' },
  { operator: 'concat with a bag', sequence: 'bag', bag: 'bag', S15: 'yes', S16: 'yes' },
  { operator: 'union with a sequence', sequence: 'sequence', bag: 'bag', S15: 'no', S16: 'no' },
  { operator: 'union with a bag', sequence: 'bag', bag: 'bag', S15: 'yes', S16: 'yes' },
  { operator: 'distinct', sequence: 'sequence', bag: 'bag', S15: 'no', S16: 'no' },
  { operator: 'sortBy', sequence: 'sequence', bag: 'sequence', S15: 'yes', S16: 'no' },
  { operator: 'groupBy', sequence: 'bag', bag: 'bag', S15: 'yes', S16: 'yes' },
  { operator: 'groupBy with first', sequence: 'bag', bag: 'error', S15: 'no', S16: 'no' },
  { operator: 'groupBy with names', sequence: 'bag', bag: 'bag', S15: 'yes', S16: 'yes' },
  { operator: 'rollup', sequence: 'bag', bag: 'bag', S15: 'yes', S16: 'yes' },
  { operator: 'rollup with first', sequence: 'bag', bag: 'error', S15: 'no', S16: 'no' },
  { operator: 'pivot', sequence: 'bag', bag: 'bag', S15: 'yes', S16: 'yes' },
  { operator: 'pivot of first', sequence: 'bag', bag: 'error', S15: 'no', S16: 'no' },
  { operator: 'unpivot', sequence: 'sequence', bag: 'bag', S15: 'yes', S16: 'no' },
  { operator: 'countBy', sequence: 'bag', bag: 'bag', S15: 'yes', S16: 'yes' },
  { operator: 'sumBy', sequence: 'bag', bag: 'bag', S15: 'yes', S16: 'yes' },
  { operator: 'aggregate', sequence: 'sequence', bag: 'sequence', S15: 'yes', S16: 'yes' },
  { operator: 'aggregate with toList', sequence: 'sequence', bag: 'error', S15: 'no', S16: 'no' },
  { operator: 'join inner', sequence: 'bag', bag: 'bag', S15: 'yes', S16: 'yes' },
  { operator: 'join left', sequence: 'bag', bag: 'bag', S15: 'yes', S16: 'yes' },
  { operator: 'join right', sequence: 'bag', bag: 'bag', S15: 'yes', S16: 'yes' },
  { operator: 'join full', sequence: 'bag', bag: 'bag', S15: 'yes', S16: 'yes' },
  { operator: 'asofJoin', sequence: 'sequence', bag: 'bag', S15: 'yes', S16: 'no' },
  { operator: 'cross', sequence: 'bag', bag: 'bag', S15: 'yes', S16: 'yes' },
  { operator: 'cogroup', sequence: 'bag', bag: 'bag', S15: 'no', S16: 'no' },
  { operator: 'join semi', sequence: 'bag', bag: 'bag', S15: 'yes', S16: 'yes' },
  { operator: 'join anti', sequence: 'bag', bag: 'bag', S15: 'yes', S16: 'yes' },
] as const
const { pipe } = F

/** Rows with ties, repeats, and keys that are equal and differ. */
const xs = fc.array(
  fc.record(
    { id: fc.nat(9), k: fc.constantFrom(0, -0, 1, null), s: fc.constantFrom('a', 'b') },
    { noNullPrototype: true },
  ),
  { maxLength: 8, size: 'max' },
)
type X = { readonly id: number; readonly k: number | null; readonly s: string }

const others = F.rows<X>([
  { id: 1, k: 0, s: 'a' },
  { id: 2, k: 1, s: 'b' },
  { id: 1, k: 1, s: 'b' },
])
const aBag = pipe(others, F.join(others, { left: (x) => x, right: (x) => x, how: 'semi' }))

/** An example of each row of the table. */
const examples: Readonly<Record<string, (rows: F.Sequence<X>) => F.Bag<unknown>>> = {
  map: F.map((x) => [x.k, x.id]),
  filter: F.filter((x) => x.k !== null),
  flatMap: F.flatMap((x) => [x.k, x.s]),
  filterMap: F.filterMap((x) => O.fromNullable(x.k)),
  update: F.update((x) => {
    x.id += 1
  }),
  decode: F.decode(t.type({ id: t.number })),
  tap: F.tap(() => {}),
  take: F.take(3),
  drop: F.drop(2),
  'concat with a sequence': F.concat(others),
  'concat with a bag': F.concat<X, F.Order>(aBag),
  'union with a sequence': F.pipe(
    F.map((x: X) => x.k),
    (f) => (rows: F.Sequence<X>) =>
      F.union(
        pipe(
          others,
          F.map((x) => x.k),
        ),
      )(f(rows)),
  ),
  'union with a bag': F.union<X, F.Order>(aBag),
  distinct: (rows) =>
    pipe(
      rows,
      F.map((x) => x.k),
      F.distinct(),
    ),
  sortBy: F.sortBy((x) => x.s),
  groupBy: F.groupBy((x) => x.k, { n: A.count(), least: A.minBy((x) => x.s) }),
  'groupBy with first': F.groupBy((x) => x.k, { first: A.first() }),
  'groupBy with names': F.groupBy({ k: (x) => x.k, s: (x) => x.s }, { n: A.count(), sum: A.sum((x) => x.id / 10) }),
  rollup: F.rollup({ k: (x) => x.k, s: (x) => x.s }, { n: A.count(), sum: A.sum((x) => x.id / 10) }),
  'rollup with first': F.rollup({ k: (x) => x.k, s: (x) => x.s }, { first: A.first() }),
  pivot: F.pivot({ rows: (x) => x.k, columns: (x) => x.s, names: ['a'], values: A.sum((x) => x.id / 10) }),
  'pivot of first': F.pivot({ rows: (x) => x.k, columns: (x) => x.s, names: ['a'], values: A.first((x) => x.id) }),
  unpivot: F.unpivot(['k', 's'], { name: 'field', value: 'value' }),
  countBy: F.countBy((x) => x.k),
  sumBy: F.sumBy(
    (x) => x.k,
    (x) => x.id / 10,
  ),
  aggregate: F.aggregate({ n: A.count(), total: A.sum((x) => x.id / 10), kinds: A.countDistinct((x) => x.k) }),
  'aggregate with toList': F.aggregate({ all: A.toList() }),
  'join inner': F.join(others, { left: (x) => x.k, right: (x) => x.k }),
  'join left': F.join(others, { left: (x) => x.k, right: (x) => x.k, how: 'left' }),
  'join right': F.join(others, { left: (x) => x.k, right: (x) => x.k, how: 'right' }),
  'join full': F.join(others, { left: (x) => x.k, right: (x) => x.k, how: 'full' }),
  asofJoin: F.asofJoin(others, { left: (x) => x.id, right: (x) => x.k, by: { left: (x) => x.s, right: (x) => x.s } }),
  cross: F.cross(others),
  cogroup: F.cogroup(others, { left: (x) => x.k, right: (x) => x.k }),
  'join semi': F.join(others, { left: (x) => x.k, right: (x) => x.k, how: 'semi' }),
  'join anti': F.join(others, { left: (x) => x.k, right: (x) => x.k, how: 'anti' }),
}

const permutation = xs.chain((given) =>
  fc
    .shuffledSubarray(
      given.map((_, i) => i),
      { minLength: given.length },
    )
    .map((order) => ({
      given,
      permuted: order.map((i) => given[i] as X),
    })),
)

type Case = { readonly given: readonly X[]; readonly permuted: readonly X[] }

const resultOf = async (operator: (rows: F.Sequence<X>) => F.Bag<unknown>, rows: readonly X[]) => {
  const dataset = operator(F.rows(rows))
  const prints = printsOf(await rowsOf(dataset))
  return orderOf(dataset.plan) === 'bag' ? prints.sort() : prints
}

const same = (a: readonly string[], b: readonly string[]): boolean => a.join() === b.join()

/** The same rows come out, in whatever order: what is said of a row does not depend on its place (S15). */
const follows =
  (operator: (rows: F.Sequence<X>) => F.Bag<unknown>) =>
  async ({ given, permuted }: Case) => {
    const before = (await resultOf(operator, given)).toSorted()
    return same(before, (await resultOf(operator, permuted)).toSorted())
  }

/** The same comes out, order included (S16). */
const doesNotSee =
  (operator: (rows: F.Sequence<X>) => F.Bag<unknown>) =>
  async ({ given, permuted }: Case) =>
    same(await resultOf(operator, given), await resultOf(operator, permuted))

const check = async (property: (one: Case) => Promise<boolean>, expected: string | undefined): Promise<void> => {
  expect(['yes', 'no']).toContain(expected)
  const how = expected === 'no' ? { numRuns: 300, endOnFailure: true } : { numRuns: runs(300) }
  const { failed, counterexample } = await fc.check(fc.asyncProperty(permutation, property), how)
  expect({
    holds: failed ? 'no' : 'yes',
    counterexample: expected === 'no' ? undefined : (counterexample ?? undefined),
  }).toEqual({
    holds: expected,
    counterexample: undefined,
  })
}

describe('the table', () => {
  test('has a row for each example, and an example for each row', () => {
    expect(table.map((row) => row.operator).sort()).toEqual(Object.keys(examples).sort())
  })
})

describe.each(table)('$operator', ({ operator, ...said }) => {
  const example = examples[operator] as (rows: F.Sequence<X>) => F.Bag<unknown>
  const outOf = (rows: F.Bag<X>): F.Order | 'error' => {
    try {
      return orderOf(example(rows as F.Sequence<X>).plan)
    } catch (thrown) {
      expect(thrown).toMatchObject({ _tag: 'InvalidArgument' })
      return 'error'
    }
  }
  test('of a sequence', () => expect(outOf(others)).toBe(said.sequence))
  test('of a bag', () => expect(outOf(aBag)).toBe(said.bag))
  test('S15: the same rows for any order of the input', () => check(follows(example), said.S15))
  test('S16: the same result for any order of the input', () => check(doesNotSee(example), said.S16))
})
