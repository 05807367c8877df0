/**
 * Whole plans, and the engines that run them, as what laws are checked on.
 */
import * as fc from 'fast-check'
import { printValue } from '../../data/print-value.ts'
import { FloeError } from '../../error/floe-error.ts'
import { lambda } from '../../lambda/lambda.ts'
import { type Bag, isDataset } from '../../plan/dataset.ts'
import type { Node } from '../../plan/node.ts'
import { printNode } from '../../plan/print.ts'
import type { Source } from '../../plan/source.ts'
import { givenArbitrary } from '../arbitrary/given-arbitrary.ts'
import type { Law } from '../law.ts'
import type { Subject } from '../subject.ts'
import { type Engines, engines as usualEngines } from './engines.ts'
import { pipelineLaws } from './laws.ts'
import { rowsOfSource } from './rows-of-source.ts'
import { rowsOfSources } from './rows-of-sources.ts'
import { seatsOf } from './seats.ts'
import { sourcesOf } from './sources-of.ts'
import { type PipelineTrial, trialOf } from './trial.ts'
import { rewriteEach } from './with-rows.ts'

/**
 * How a plan is tried.
 *
 * @example
 * const sales = F.rows([{ item: 'tea', price: 4 }, { item: 'jam', price: 3 }])
 * const Sale = t.type({ item: t.string, price: t.number })
 * const options: L.PipelineOptions = { name: 'dear ones', rows: new Map([[sales, L.rowsOf(Sale)]]) }
 * await L.check(await L.pipeline(F.pipe(sales, F.filter((s) => s.price > 3)), options))
 */
export interface PipelineOptions {
  /** As failures name it; without it, its last stage. */
  readonly name?: string
  /** The rows that a source may hold, in the place of those that are like its own or fit its schema. */
  readonly rows?: ReadonlyMap<Bag<unknown>, fc.Arbitrary<unknown>>
}

/**
 * Rows for each source of a plan, in the order in which it names them, and a number by which all that is chosen for the laws
 * is chosen.
 *
 * @example
 * const instance: L.PipelineInstance = { rows: [[1, 2], []], salt: 0 }
 * const both = await L.pipeline(F.pipe(F.rows([1]), F.concat(F.rows([2]))))
 * both.begin().print(instance) // 'rows [1, 2], rows []'
 */
export interface PipelineInstance {
  readonly rows: readonly (readonly unknown[])[]
  readonly salt: number
}

/** What is tried, for whoever tries engines and laws of their own. */
interface Setup {
  readonly engines?: Engines
  readonly laws?: readonly Law<PipelineTrial>[]
}

/** A look at rows that nobody really has is taken by nobody. */
const withoutTaps = (plan: Node): Node =>
  rewriteEach(plan, (node) =>
    node.kind === 'tap' ? (Object.freeze({ ...node, lambda: lambda('tap', () => undefined) }) as Node) : node,
  )

const givenRows = (
  sources: readonly Source[],
  rows: ReadonlyMap<Bag<unknown>, fc.Arbitrary<unknown>>,
): ReadonlyMap<Source, fc.Arbitrary<unknown>> =>
  new Map(
    [...rows].map(([dataset, arbitrary]) => {
      const source = isDataset(dataset) && dataset.plan.kind === 'source' ? dataset.plan.source : undefined
      if (source === undefined || !sources.includes(source))
        throw new FloeError('InvalidArgument', {
          message: `rows was given rows for ${isDataset(dataset) ? printNode(dataset.plan) : printValue(dataset)}, which is no source of the plan`,
          hint: 'take the very dataset that was read: const flights = fromCsv(…), and rows: new Map([[flights, …]])',
        })
      return [source, givenArbitrary('pipeline', 'rows', arbitrary)]
    }),
  )

/** As `pipeline`, by any engines. */
export const pipelineBy = async (
  dataset: Bag<unknown>,
  { name, rows = new Map() }: PipelineOptions,
  { engines = usualEngines, laws = pipelineLaws }: Setup = {},
): Promise<Subject<PipelineInstance, PipelineTrial>> => {
  if (!isDataset(dataset))
    throw new FloeError('InvalidArgument', {
      message: `L.pipeline takes a dataset, and was given ${printValue(dataset)}`,
      hint: 'for a stage, which is a function from dataset to dataset: L.stage',
    })
  const plan = withoutTaps(dataset.plan)
  const sources = sourcesOf(plan)
  const given = givenRows(sources, rows)
  const arbitraries = await Promise.all(sources.map((source) => given.get(source) ?? rowsOfSource(source)))
  const suspect: { node: Node | undefined } = { node: undefined }
  const seats = seatsOf(sources)
  return {
    kind: 'pipeline',
    name: name ?? printNode(dataset.plan),
    laws,
    declared: new Set(),
    instances: fc.record({ rows: rowsOfSources(arbitraries), salt: fc.noBias(fc.nat(9999)) }),
    begin: () => ({
      trial: (instance) => trialOf({ plan, engines, sources, suspect, seats }, instance),
      print: ({ rows: all }) =>
        sources.map((source, i) => `${source.name || source.format} ${printValue(all[i], 400)}`).join(', '),
    }),
  }
}

/**
 * A whole plan, on rows like those that its sources hold and on rows that fit their schemas: its sources are read a little, and
 * nothing is written. What `tap` does is left out; tasks of `mapAsync` are run, many times.
 *
 * Time: some ten runs of the plan over a few rows for each instance.
 *
 * @throws FloeError InvalidArgument for what is no dataset
 * @example
 * const flights = F.rows([{ origin: 'SEA', delay: 20 }, { origin: 'JFK', delay: 3 }])
 * const late = F.pipe(flights, F.filter((f) => f.delay > 15), F.groupBy((f) => f.origin, { n: A.count() }))
 * await L.check(L.pipeline(late))
 */
export const pipeline = (
  dataset: Bag<unknown>,
  options: PipelineOptions = {},
): Promise<Subject<PipelineInstance, PipelineTrial>> => pipelineBy(dataset, options)
