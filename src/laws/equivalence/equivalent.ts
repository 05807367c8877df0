/**
 * P1 to P6: whether two versions of a pipeline, a stage or a function mean the same.
 */
import type * as fc from 'fast-check'
import { printValue } from '../../data/print-value.ts'
import { FloeError } from '../../error/floe-error.ts'
import { rows as datasetOf } from '../../io/rows.ts'
import { type Bag, type Dataset, isDataset } from '../../plan/dataset.ts'
import type { Source } from '../../plan/source.ts'
import { givenArbitrary } from '../arbitrary/given-arbitrary.ts'
import { rowsFrom } from '../arbitrary/rows-from.ts'
import type { Fresh } from '../subject.ts'
import { compare } from './compare.ts'
import type { Equivalence } from './equivalence.ts'
import type { Both } from './lockstep.ts'
import { compareOptions, type EquivalentOptions, invalid } from './options.ts'
import { pairOfPlans } from './pair.ts'
import { type Plain, pairOfFunctions } from './pair-of-functions.ts'
import { printEquivalence } from './print-equivalence.ts'

const nameOf = (name: string): string => name
const sameNames: Both<(name: string) => string> = { before: nameOf, after: nameOf }

const givenRows = async ({ rows }: EquivalentOptions<never>): Promise<fc.Arbitrary<unknown> | undefined> => {
  if (rows === undefined) return undefined
  return isDataset(rows)
    ? rowsFrom(rows as Bag<unknown>)
    : givenArbitrary('equivalent', 'rows', rows as fc.Arbitrary<unknown>)
}

/** A source without rows of its own, to which stages are applied. */
const emptySource = (): Bag<unknown> => datasetOf<unknown>([])

const stageResult = (side: string, f: Plain, dataset: Bag<unknown>): Bag<unknown> => {
  let result: unknown
  try {
    result = f(dataset as never)
  } catch (thrown) {
    // What building a plan throws is for whoever built it. A plain function may throw anything here.
    if (thrown instanceof FloeError) throw thrown
  }
  if (isDataset(result)) return result
  throw invalid(
    `${side} is a function, and gives no dataset of a dataset`,
    "say what it takes, and of what rows: { takes: 'row', rows: L.rowsOf(codec) }, or 'rows' for an array of all",
  )
}

const labels = (before: unknown, after: unknown): Both<string> => {
  const name = (given: unknown, otherwise: string): string =>
    typeof given === 'function' && given.name !== '' ? given.name : otherwise
  const names = { before: name(before, 'before'), after: name(after, 'after') }
  return names.before === names.after ? { before: 'before', after: 'after' } : names
}

/**
 * Compares two versions of a pipeline, a stage or a plain function, and says what was found; a difference is no error.
 *
 * Datasets are compared on what their sources really hold, and on made rows in the place of that; stages and functions on
 * `rows`. Order counts where the type says so: if either side is a bag, both are compared as bags. Whatever one side throws,
 * the other must throw for the same row; which stage it was does not count.
 *
 * Time: both sides once over the real input if they are the same there; if not, some five times, and each stage once more, to
 * tell where they begin to differ. And `runs` times over a few rows. Memory, besides what the engine needs: 100 bytes for each row by which one side is ahead of the other, and for each row
 * that differs; and of these up to 100,000 themselves, or all of them if there is a tolerance.
 *
 * @throws FloeError InvalidArgument for options that make no sense
 * @example
 * const flights = F.rows([{ origin: 'SEA', delay: 15 }, { origin: 'LAS', delay: 20 }])
 * const before = F.pipe(flights, F.filter((f) => f.delay > 15))
 * const after = F.pipe(flights, F.filter((f) => f.delay >= 15))
 * const { verdict, real } = await L.equivalent(before, after)
 * verdict // 'refuted'
 * real?.samples // [ { before: [], after: [ { origin: 'SEA', delay: 15 } ] } ]
 */
export function equivalent<A, B>(before: Bag<A>, after: Bag<B>, options?: EquivalentOptions): Promise<Equivalence>
export function equivalent<A, B, C>(
  before: (rows: Dataset<A>) => Bag<B>,
  after: (rows: Dataset<A>) => Bag<C>,
  options: EquivalentOptions<A>,
): Promise<Equivalence>
export function equivalent<A>(
  before: ((row: A) => unknown) | Fresh<(row: A) => unknown>,
  after: ((row: A) => unknown) | Fresh<(row: A) => unknown>,
  options: EquivalentOptions<A> & { readonly takes: 'row' },
): Promise<Equivalence>
export function equivalent<A>(
  before: ((rows: A[]) => unknown) | Fresh<(rows: A[]) => unknown>,
  after: ((rows: A[]) => unknown) | Fresh<(rows: A[]) => unknown>,
  options: EquivalentOptions<A> & { readonly takes: 'rows' },
): Promise<Equivalence>
export async function equivalent(before: unknown, after: unknown, given: object = {}): Promise<Equivalence> {
  const options = given as EquivalentOptions<never>
  const { takes, domain } = options
  const how = compareOptions(options, labels(before, after))
  if (isDataset(before) && isDataset(after)) {
    const pair = await pairOfPlans(
      { before: before.plan, after: after.plan },
      { nameOf: sameNames, given: new Map(), domain },
    )
    return compare(pair, how)
  }
  if (typeof before !== 'function' || typeof after !== 'function')
    throw invalid(
      `equivalent was given ${printValue(before)} and ${printValue(after)}`,
      'it takes two datasets, or two functions of the same kind',
    )
  if (takes !== undefined && takes !== 'row' && takes !== 'rows')
    throw invalid(`takes is ${printValue(takes)}`, "it takes 'row' or 'rows'")
  if (options.rows === undefined && domain === undefined)
    throw invalid('equivalent was not told of what rows', 'say { rows: L.rowsOf(codec) }, or { rows: dataset }')
  const rows = await givenRows(options)
  const input = isDataset(options.rows) ? (options.rows as Bag<unknown>) : undefined
  if (takes !== undefined)
    return compare(
      pairOfFunctions({ before: before as Plain, after: after as Plain }, takes, { rows, input, domain }),
      how,
    )
  const over = input ?? emptySource()
  const plans = {
    before: stageResult('before', before as Plain, over).plan,
    after: stageResult('after', after as Plain, over).plan,
  }
  const made = new Map<Source, fc.Arbitrary<unknown>>()
  if (input === undefined && over.plan.kind === 'source' && rows !== undefined) made.set(over.plan.source, rows)
  return compare(await pairOfPlans(plans, { nameOf: sameNames, given: made, domain }), how)
}

/**
 * As `equivalent`, for tests: a difference is thrown.
 *
 * @throws FloeError LawBroken, which tells the difference as `printEquivalence` does
 * @example
 * const flights = F.rows([{ delay: 15 }])
 * await L.assertEquivalent(flights, F.pipe(flights, F.filter((f) => f.delay > 15)))
 * // throws FLOE700 LawBroken: before and after are not equivalent
 */
export const assertEquivalent = (async (before: Bag<unknown>, after: Bag<unknown>, options?: EquivalentOptions) => {
  const found = await equivalent(before, after, options)
  if (found.verdict !== 'refuted') return found
  throw new FloeError('LawBroken', {
    message: `${found.names.before} and ${found.names.after} are not equivalent\n\n${printEquivalence(found, { width: 100 })}`,
  })
}) as typeof equivalent
