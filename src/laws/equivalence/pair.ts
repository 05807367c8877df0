/**
 * Two sides that are compared, in the one form that comparing needs whatever they are; and two plans in that form.
 */
import * as fc from 'fast-check'
import type { Order } from '../../data/order.ts'
import { unknown as anything, type Schema } from '../../data/schema.ts'
import type { Lambda } from '../../lambda/lambda.ts'
import { printLambda } from '../../lambda/print-lambda.ts'
import { readLambda } from '../../lambda/read-lambda.ts'
import { rowSchema } from '../../optimize/row-schema.ts'
import type { Node } from '../../plan/node.ts'
import type { Source } from '../../plan/source.ts'
import { orderOf } from '../../plan/tree.ts'
import { someRows } from '../arbitrary/some-rows.ts'
import { rowsOfSource } from '../pipeline/rows-of-source.ts'
import { withRows } from '../pipeline/with-rows.ts'
import { copyOf } from '../value/copy-of.ts'
import { type ComparedEffects, comparedEffects } from './effects.ts'
import { type Exhaustive, everySequence, valuesOf } from './every-sequence.ts'
import { withFirstRows } from './first-rows.ts'
import { type Both, both, type Rows, type Side, sides } from './lockstep.ts'
import { type Matched, matchedSources } from './matched-sources.ts'
import { type Outcome, outcomeOfPlan } from './outcome.ts'
import { meaningPrint, type NameOfSource, planPrint } from './plan-print.ts'
import { rowsOfPlan } from './rows-of-plan.ts'
import { constantsOf, functionsOf, withConstants } from './with-constants.ts'
import { workOfPlan } from './work-of-plan.ts'

/** Rows for each source. */
export type Instance = readonly (readonly unknown[])[]

/** What the sides give of their real input. */
export interface Real {
  readonly rows: Both<Rows>
  /** Absent where the sides are plain functions. */
  readonly plans?: Both<Node>
  /** Whether some source has more rows than were read. Known when all are. */
  readonly isCut: () => boolean
}

export interface Pair {
  /** What it is that rows come from, in an instance. */
  readonly sources: readonly string[]
  /** What is known of those rows. */
  readonly schemas: readonly Schema[]
  /** What is known of what is given. */
  readonly gives: Both<{ readonly schema: Schema; readonly order: Order }>
  readonly naturalKey: readonly string[] | undefined
  /** Why both surely mean the same, if so. */
  readonly proof: () => string | undefined
  /** All instances there are, or all short ones; undefined where there are too many. */
  readonly every: Exhaustive | undefined
  /** Some instances; or why there are none. */
  readonly instances: fc.Arbitrary<Instance> | string
  readonly outcome: (side: Side, instance: Instance) => Promise<Outcome>
  readonly plansOn: ((instance: Instance) => Both<Node>) | undefined
  readonly plans: Both<Node> | undefined
  readonly real: ((sample: number) => Real) | undefined
  readonly nameOf: Both<NameOfSource>
  /** How much work a side does over an instance, and what is counted. */
  readonly work: { readonly unit: string; readonly of: (side: Side, instance: Instance) => Promise<number | undefined> }
  /** Which effects of the sides can be compared. */
  readonly effects: ComparedEffects
  /** Functions that are not pure, by side: what they do. */
  readonly impure: Both<readonly string[]>
}

/** The fields by which a grouping tells its rows apart, as long as nothing after it makes other rows. */
const groupKeys = (node: Node): readonly string[] | undefined => {
  switch (node.kind) {
    case 'groupBy':
      return node.keys.map(({ name }) => name)
    case 'filter':
    case 'sortBy':
    case 'take':
    case 'drop':
    case 'validate':
    case 'tap':
    case 'derive':
      return groupKeys(node.inputs[0])
    default:
      return undefined
  }
}

const impureOf = (plan: Node): readonly string[] => [
  ...new Set(
    functionsOf(plan).flatMap(({ node, of }) => {
      const { purity } = readLambda(of)
      return purity.verdict === 'impure' && node.kind !== 'update'
        ? `${node.kind} ${printLambda(of as Lambda)} ${purity.what}`
        : []
    }),
  ),
]

const proofOfPlans = ({ before, after }: Both<Node>, nameOf: Both<NameOfSource>): string | undefined => {
  const [ours, theirs] = [planPrint(before, nameOf.before).sure, planPrint(after, nameOf.after).sure]
  if (ours !== undefined && ours === theirs) return 'both sides are the same stages, with the same functions'
  const [one, other] = [meaningPrint(before, nameOf.before), meaningPrint(after, nameOf.after)]
  return one !== undefined && one === other
    ? 'both sides become the same stages by rules that keep what a plan means'
    : undefined
}

export interface PlanOptions {
  readonly nameOf: Both<NameOfSource>
  /** Rows for sources that hold none themselves. */
  readonly given: ReadonlyMap<Source, fc.Arbitrary<unknown>>
  /** All rows that there may be. */
  readonly domain: readonly unknown[] | undefined
}

const arbitraryOf = async (
  { whole }: Matched,
  constants: ReturnType<typeof constantsOf>,
  given: PlanOptions['given'],
): Promise<fc.Arbitrary<unknown> | undefined> =>
  whole && withConstants(given.get(whole) ?? (await rowsOfSource(whole)), constants)

/** Two plans, over sources that have the same rows. */
export const pairOfPlans = async (plans: Both<Node>, { nameOf, given, domain }: PlanOptions): Promise<Pair> => {
  const matched = matchedSources(
    plans.before,
    plans.after,
    nameOf.after === nameOf.before ? nameOf.before : (name) => nameOf.after(nameOf.before(name)),
  )
  const constants = constantsOf(sides.flatMap((side) => functionsOf(plans[side]).map(({ of }) => of)))
  const apart = matched.find(({ whole }) => whole === undefined)
  const plansOn = (instance: Instance): Both<Node> =>
    both((side) => {
      const rows = new Map<Source, readonly unknown[]>()
      for (const [i, { sources, rowFor }] of matched.entries()) {
        const source = sources[side]
        if (source !== undefined)
          rows.set(
            source,
            // What one side does to its rows is no business of the other's.
            copyOf((instance[i] ?? []).map((row) => rowFor(side, row))),
          )
      }
      return withRows(plans[side], rows)
    })
  const domains = matched.map(({ whole }) => (domain !== undefined ? domain : whole && valuesOf(whole.schema)))
  const [before, after] = sides.map((side) => groupKeys(plans[side]))
  const isReal = matched.some(({ whole }) => whole === undefined || !given.has(whole))
  return {
    sources: matched.map(({ sources: { after: a, before: b } }) =>
      nameOf.after((a ?? b)?.name || (a ?? b)?.format || ''),
    ),
    schemas: matched.map(({ whole }) => whole?.schema ?? anything),
    gives: both((side) => ({ schema: rowSchema(plans[side]), order: orderOf(plans[side]) })),
    naturalKey: before !== undefined && before.join('\n') === after?.join('\n') ? before : undefined,
    proof: () => proofOfPlans(plans, nameOf),
    every: domains.every((one) => one !== undefined) ? everySequence(domains) : undefined,
    instances:
      apart === undefined
        ? fc.tuple(
            ...(await Promise.all(matched.map((one) => arbitraryOf(one, constants, given)))).flatMap((rows) =>
              rows === undefined ? [] : [someRows(rows)],
            ),
          )
        : `both sides read ${nameOf.after(apart.sources.after?.name ?? '')} in ways of which no rows can be made that suit both`,
    outcome: (side, instance) => outcomeOfPlan(plansOn(instance)[side], nameOf[side]),
    plansOn,
    plans,
    real: isReal
      ? (sample) => {
          let isCut = false
          const cut = both((side) =>
            withFirstRows(plans[side], sample, () => {
              isCut = true
            }),
          )
          const run = sample === Number.POSITIVE_INFINITY ? plans : cut
          return { plans: run, rows: both((side) => rowsOfPlan(run[side], nameOf[side])), isCut: () => isCut }
        }
      : undefined,
    nameOf,
    work: { unit: 'rows through stages', of: (side, instance) => workOfPlan(plansOn(instance)[side]) },
    effects: comparedEffects(plans),
    impure: both((side) => impureOf(plans[side])),
  }
}
