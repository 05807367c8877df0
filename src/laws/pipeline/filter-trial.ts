/** A filter of a plan, tried alone: the rows that it is given, those that it keeps, and what its predicate says of each. */
import type { FilterNode } from '../../plan/node.ts'
import { nodesOf } from '../../plan/tree.ts'
import { type Finding, trivial } from '../law.ts'
import { copyOf } from '../value/copy-of.ts'
import { divergence } from './compare.ts'
import type { Outcome } from './outcome.ts'
import { chosen, notItsTurn, type PipelineTrial } from './trial.ts'

/** Said where the functions before the filter are not pure, which other laws tell. */
export const fickle = trivial('other rows come to the filter each time')

export interface FilterTrial {
  readonly kind: 'tried'
  readonly filter: FilterNode
  readonly engine: string
  readonly given: Outcome
  /** What the filter keeps. */
  readonly kept: Outcome
  /** What its negation keeps, if it is asked. */
  readonly others: () => Promise<Outcome>
  /** Whether other rows come to the filter each time: then it is not the filter that loses any. */
  readonly isFickle: () => Promise<boolean>
  /** The given rows that the predicate says this of, called on a copy of each. */
  readonly rowsOf: (verdict: 'yes' | 'no' | 'fails') => readonly unknown[]
}

const verdictOf = ({ lambda, not }: FilterNode, row: unknown): 'yes' | 'no' | 'fails' => {
  try {
    return Boolean(lambda.call(copyOf(row))) === not ? 'no' : 'yes'
  } catch {
    return 'fails'
  }
}

const negated = new WeakMap<FilterNode, FilterNode>()

const negationOf = (filter: FilterNode): FilterNode => {
  const made = negated.get(filter) ?? Object.freeze({ ...filter, not: !filter.not })
  negated.set(filter, made)
  return made
}

/** One filter of the plan, by one engine; or why there is nothing to try. */
export const filterTrial = async ({
  plan,
  salt,
  turn,
  engines,
  run,
  runAnew,
}: PipelineTrial): Promise<FilterTrial | Finding> => {
  const filters = [...new Set(nodesOf(plan).filter((node) => node.kind === 'filter'))]
  if (filters.length === 0) return trivial('there is no filter in the plan')
  if (turn % 2 === 0) return notItsTurn
  const filter = chosen(salt, filters)
  const engine = chosen(Math.floor(salt / filters.length), engines)
  const ran = (part: typeof plan) => run({ engine, plan: part, onError: 'reject' })
  const given = await ran(filter.inputs[0])
  if (given.rows.length === 0) return trivial('no rows came to the filter')
  return {
    kind: 'tried',
    filter,
    engine: engine.name,
    given,
    kept: await ran(filter),
    isFickle: async () =>
      divergence(given, await runAnew({ engine, plan: filter.inputs[0], onError: 'reject' }), { isBag: true }) !==
      undefined,
    others: () => ran(negationOf(filter)),
    rowsOf: (verdict) => given.rows.filter((row) => verdictOf(filter, row) === verdict),
  }
}
