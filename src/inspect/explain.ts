/**
 * What a dataset will do, as text. Nothing runs.
 */
import { type Evidence, noEvidence } from '../evidence/evidence.ts'
import { optimize } from '../optimize/optimizer.ts'
import { rowSchema } from '../optimize/row-schema.ts'
import { rules } from '../optimize/rules.ts'
import { vouched } from '../optimize/vouched.ts'
import type { Bag } from '../plan/dataset.ts'
import type { Node } from '../plan/node.ts'
import { printPlan } from '../plan/print.ts'
import { type Known, printFunctions } from './functions.ts'
import { lawsOf } from './laws.ts'
import { printWorkers } from './workers.ts'

/**
 * What `explain` shows besides the plan.
 *
 * @example
 * const options: ExplainOptions = { trace: true }
 * console.log(explain(F.rows([1, 2]), options))
 * // as written
 * //   source rows : sequence of unknown
 * //
 * // no rule applies
 */
export interface ExplainOptions {
  /** Also how the optimizer rewrites the plan: which rule, why, and the plan after it. The reference engine does not ask it. */
  readonly trace?: boolean
  /**
   * Also what becomes of each function: written into the loop, or called, and why; which fields are made of what the
   * sources give; and which laws were established of what is in the plan.
   */
  readonly functions?: boolean
  /** Also what several threads can work on, and why they cannot on the rest. Right sides of joins must not be too large for it. */
  readonly workers?: boolean
  /** What was established about functions, as for a run: the plan is then rewritten as it is there. */
  readonly evidence?: Evidence
}

const whys = new Map(rules.map(({ name, why }) => [name, why]))

const section = (title: string, plan: Node): string => `${title}\n${printPlan(plan, '  ', rowSchema)}`

const traceOf = (plan: Node): string => {
  const { steps } = optimize(plan)
  return [
    section('as written', plan),
    ...steps.map((step) => section(`${step.rule}: ${whys.get(step.rule)}`, step.plan)),
    ...(steps.length === 0 ? ['no rule applies'] : []),
  ].join('\n\n')
}

/** With what is known besides. */
export const explainWith = (
  dataset: Bag<unknown>,
  { trace, functions, workers }: ExplainOptions,
  known: Known,
): string => {
  const [plan = dataset.plan] = vouched([dataset.plan], known.evidence ?? noEvidence)
  const text = trace === true ? traceOf(plan) : printPlan(plan, '', rowSchema)
  const spread = workers === true ? [printWorkers(optimize(plan).plan)] : []
  if (functions !== true) return [text, ...spread].join('\n\n')
  const laws = lawsOf(dataset.plan, known.evidence ?? noEvidence)
  const established = laws.length === 0 ? [] : [['laws', ...laws.map((line) => `  ${line}`)].join('\n')]
  return [text, printFunctions(optimize(plan).plan, known), ...established, ...spread].join('\n\n')
}

/**
 * The plan of a dataset: one line for each stage, the last one first, its inputs indented below it; after the colon the
 * order and the shape of its rows. With `trace`, also how it is optimized; with `functions`, also what is known of its
 * functions and read of its sources. The text is stable: tests may compare it.
 *
 * @example
 * console.log(explain(F.pipe(F.rows([1, 2]), F.filter((n) => n > 1), F.take(1))))
 * // take 1 : sequence of unknown
 * //   filter (n) => n > 1 : sequence of unknown
 * //     source rows : sequence of unknown
 * const numbers = F.pipe(F.rows([2, 1]), F.decode(t.number), F.sortBy((n) => n), F.filter((n) => n > 1))
 * console.log(explain(numbers, { trace: true }))
 * // as written
 * //   filter (n) => n > 1 : sequence of number
 * //     sortBy (n) => n : sequence of number
 * //       decode number : sequence of number
 * //         source rows : sequence of unknown
 * //
 * // push-filter-below-sort: fewer rows are held and sorted
 * //   sortBy (n) => n : sequence of number
 * //     filter (n) => n > 1 : sequence of number
 * //       decode number : sequence of number
 * //         source rows : sequence of unknown
 *
 * const Person = t.type({ name: t.string, age: t.number, city: t.string })
 * const grown = F.pipe(csv('people.csv', Person), F.filter((person) => person.age >= 18), F.map((person) => person.name))
 * console.log(explain(grown, { functions: true }))
 * // map (person) => person.name : sequence of string
 * //   filter (person) => person.age >= 18 : sequence of { name: string, age: number, city: string }
 * //     source csv people.csv { name: string, age: number, city: string } : sequence of { name: string, age: number, city: string }
 * //
 * // functions
 * //   filter (person) => person.age >= 18: pure, and written into the loop
 * //   map (person) => person.name: pure, and written into the loop
 * //
 * // sources
 * //   csv people.csv: of 3 fields, all checked, name, age are made
 */
export const explain = (dataset: Bag<unknown>, options: ExplainOptions = {}): string =>
  explainWith(dataset, options, { evidence: options.evidence })
