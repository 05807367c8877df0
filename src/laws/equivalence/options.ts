/** How two sides are compared: what is said, what is not said, and what makes no sense. */
import type * as fc from 'fast-check'
import { printValue } from '../../data/print-value.ts'
import { FloeError } from '../../error/floe-error.ts'
import type { Bag } from '../../plan/dataset.ts'
import type { Both } from './lockstep.ts'
import type { Takes } from './outcome.ts'
import type { Relation, Tolerance } from './relation.ts'

/**
 * What counts as the same, and what both sides are tried on.
 *
 * @example
 * const options: L.EquivalentOptions<{ id: number; at: number }> = { key: ['id'], ignore: ['at'], runs: 200 }
 * const jobs = F.rows([{ id: 1, at: 0 }])
 * const { verdict } = await L.equivalent(jobs, F.pipe(jobs, F.map((job) => ({ ...job, at: 1 }))), options)
 * verdict // 'notRefuted'
 */
export interface EquivalentOptions<A = unknown> {
  /** Of stages and functions: the rows they are tried on, an arbitrary or a dataset, which is then also their real input. */
  readonly rows?: fc.Arbitrary<A> | Bag<A>
  /** What plain functions take; without it a function is a stage, from dataset to dataset. */
  readonly takes?: Takes
  /** The fields, or a function of a row of the result, by which rows are told apart. Found by itself where it can be. */
  readonly key?: readonly string[] | ((row: never) => unknown)
  /** Fields of the result that are not looked at, by path: `generatedAt`, `report.at`. */
  readonly ignore?: readonly string[]
  /** By field of the result: how far apart numbers may be. */
  readonly tolerance?: Readonly<Record<string, Tolerance>>
  /** How many first rows of each real source are read: 10,000 by default, `'all'` for all, 0 for none. */
  readonly sample?: number | 'all'
  /** How many instances of made rows are tried: 100 by default. */
  readonly runs?: number
  /** What chance begins with: the same instances for the same seed. */
  readonly seed?: number
  /** All rows that there may be: then all short sequences of them are tried, which is a proof for those. */
  readonly domain?: readonly A[]
  /**
   * How much more work the new version may do: 0.1 for a tenth more. Work is counted over the same rows: of plans the rows that
   * stages take in once they are optimized, of functions how often they read something of their rows. Without it, any.
   */
  readonly costlier?: number
  /**
   * Whether both must do the same besides giving rows: to the rows that they are given, and by functions of `tap` and
   * `mapAsync`. `'same'` by default.
   */
  readonly effects?: 'same' | 'any'
}

const usualSample = 10_000
const usualRuns = 100
const usualSeed = 20_261_127

/** The same, as comparing takes it. */
export interface CompareOptions {
  readonly relation: Relation
  /** How many first rows of each real source are read; 0 for none. */
  readonly sample: number
  readonly runs: number
  readonly seed: number
  /** How much more work the new version may do, as a part of what the old one does. */
  readonly costlier: number | undefined
  /** Whether a side may do something else besides giving rows. */
  readonly effects: 'same' | 'any'
  readonly names: Both<string>
  /** Told now and then what is done, and how much of it. */
  readonly onProgress?: ((what: 'real input' | 'made rows', count: number) => void) | undefined
}

/** An argument that makes no sense. */
export const invalid = (message: string, hint: string): FloeError<'InvalidArgument'> =>
  new FloeError('InvalidArgument', { message, hint })

const countOption = (name: string, value: unknown): number => {
  if (typeof value === 'number' && Number.isSafeInteger(value) && value >= 0) return value
  throw invalid(`${name} is ${printValue(value)}`, 'it takes a whole number from 0')
}

const checkNames = (name: string, value: unknown): void => {
  if (value === undefined || (Array.isArray(value) && value.every((one) => typeof one === 'string'))) return
  throw invalid(`${name} is ${printValue(value)}`, `it takes names of fields: { ${name}: ['id'] }`)
}

const checkTolerance = (given: EquivalentOptions['tolerance']): void => {
  for (const [column, tolerance] of Object.entries(given ?? {}))
    for (const part of ['absolute', 'relative'] as const) {
      const value: unknown = (tolerance as Tolerance | undefined)?.[part]
      if (value === undefined || (typeof value === 'number' && value >= 0)) continue
      throw invalid(
        `tolerance of ${column} is ${printValue(tolerance)}`,
        'it takes numbers from 0: { tolerance: { sum: { relative: 1e-9 } } }',
      )
    }
}

/** The options as comparing takes them. */
export const compareOptions = (options: EquivalentOptions<never>, names: Both<string>): CompareOptions => {
  const { key, ignore, tolerance, sample = usualSample, runs = usualRuns, seed = usualSeed, effects = 'same' } = options
  if (typeof key !== 'function') checkNames('key', key)
  checkNames('ignore', ignore)
  checkTolerance(tolerance)
  if (effects !== 'same' && effects !== 'any')
    throw invalid(`effects is ${printValue(effects)}`, "it takes 'same' or 'any'")
  const { costlier } = options
  if (costlier !== undefined && !(typeof costlier === 'number' && costlier >= 0))
    throw invalid(`costlier is ${printValue(costlier)}`, 'it takes a number from 0: { costlier: 0.1 } is a tenth more')
  return {
    costlier,
    relation: {
      key: key as readonly string[] | ((row: unknown) => unknown) | undefined,
      ignore: ignore ?? [],
      tolerance: new Map(Object.entries(tolerance ?? {})),
    },
    sample: sample === 'all' ? Number.POSITIVE_INFINITY : countOption('sample', sample),
    runs: countOption('runs', runs),
    seed,
    effects,
    names,
  }
}
