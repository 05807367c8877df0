/**
 * Two plain functions as what is compared. They get copies of rows that nobody else has.
 */
import * as fc from 'fast-check'
import { unknown as anything } from '../../data/schema.ts'
import { stream } from '../../engine/run.ts'
import { lambda } from '../../lambda/lambda.ts'
import { readLambda } from '../../lambda/read-lambda.ts'
import { type Bag, dataset } from '../../plan/dataset.ts'
import { someRows } from '../arbitrary/some-rows.ts'
import type { Fresh } from '../subject.ts'
import { makerOf } from '../subject.ts'
import { counted } from '../value/counted.ts'
import type { ComparedEffects } from './effects.ts'
import { errorLabel } from './error-label.ts'
import { everySequence } from './every-sequence.ts'
import { withFirstRows } from './first-rows.ts'
import { type Both, both, type Rows, type Side, sides } from './lockstep.ts'
import { outcomeOfFunction, placeColumn, type Takes } from './outcome.ts'
import type { Pair, Real } from './pair.ts'
import { functionMeaning, type NameOfSource } from './plan-print.ts'
import { constantsOf, withConstants } from './with-constants.ts'

export type Plain = (given: never) => unknown

export interface FunctionOptions {
  readonly rows: fc.Arbitrary<unknown> | undefined
  /** Rows that there really are. */
  readonly input: Bag<unknown> | undefined
  readonly domain: readonly unknown[] | undefined
}

const same: NameOfSource = (name) => name

/** What functions give of the first rows of a dataset. All of these are held, as functions take arrays. */
const realOf =
  (input: Bag<unknown>, rowsOf: (side: Side, all: readonly unknown[]) => Rows) =>
  (sample: number): Real => {
    let isCut = false
    const plan =
      sample === Number.POSITIVE_INFINITY
        ? input.plan
        : withFirstRows(input.plan, sample, () => {
            isCut = true
          })
    const rows = (side: Side): Rows => ({
      open: async function* (onError) {
        const all: unknown[] = []
        try {
          for await (const batch of stream(dataset<unknown, 'bag'>(plan))) all.push(...batch)
        } catch (thrown) {
          onError(errorLabel(thrown))
        }
        yield* rowsOf(side, all).open(onError)
      },
    })
    return { rows: both(rows), isCut: () => isCut }
  }

/** What plain functions do besides is not seen. */
const noneCompared: ComparedEffects = { keys: new Set(), unknown: { before: [], after: [] } }

/** Two plain functions, of one row or of all. */
export const pairOfFunctions = (
  functions: Both<Plain | Fresh<Plain>>,
  takes: Takes,
  { rows, input, domain }: FunctionOptions,
): Pair => {
  const makers = both((side) => makerOf<Plain>(functions[side]).make)
  const lambdas = both((side) => lambda(side, makers[side]() as (row: unknown) => unknown))
  const instances = rows && fc.tuple(someRows(withConstants(rows, constantsOf(sides.map((side) => lambdas[side])))))
  const outcome = (side: Side, all: readonly unknown[]) =>
    outcomeOfFunction(makers[side]() as (given: unknown) => unknown, takes, all)
  const rowsOf = (side: Side, all: readonly unknown[]): Rows => ({
    open: async function* (onError) {
      const { rows: given, errors } = await outcome(side, all)
      yield given
      for (const what of errors) onError(what)
    },
  })
  return {
    sources: ['rows'],
    schemas: [anything],
    gives: both(() => ({ schema: anything, order: 'sequence' as const })),
    naturalKey: takes === 'row' ? [placeColumn] : undefined,
    proof: () => {
      const [one, other] = sides.map((side) => functionMeaning(lambdas[side]))
      return one !== undefined && one === other ? 'both functions are read, and say the same' : undefined
    },
    every:
      domain === undefined
        ? undefined
        : takes === 'row'
          ? { instances: [[domain]], what: `all ${domain.length} rows that there may be` }
          : everySequence([domain]),
    instances: instances ?? 'nobody said of what rows',
    outcome: (side, [given = []]) => outcome(side, given),
    plansOn: undefined,
    plans: undefined,
    real: input && realOf(input, rowsOf),
    nameOf: both(() => same),
    work: {
      unit: 'reads of rows',
      of: async (side, [given = []]) => {
        const { all, each, reads } = counted(given)
        const f = makers[side]() as (given: unknown) => unknown
        try {
          for (const one of takes === 'rows' ? [all] : each) await f(one)
        } catch {
          // It does not take these rows, or not what stands for them.
          return undefined
        }
        return reads()
      },
    },
    effects: noneCompared,
    impure: both((side) => {
      const { purity } = readLambda(lambdas[side])
      return purity.verdict === 'impure' ? [`the function ${purity.what}`] : []
    }),
  }
}
