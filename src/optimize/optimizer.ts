/**
 * Rewrites plans by rules until none applies: which node, which rule, what came of it. It knows rules only as values.
 *
 * **It ends.** No rule makes a plan that another takes back: filters and takes only go down, towards the sources, and each
 * place can be passed once; a filter is split only in as many as it has conditions, and doubled only where the plan
 * branches; what is pruned has no more fields than are read, and is not pruned again; all other rules make the plan smaller.
 * That is an argument about all rules together, which the next rule may spoil: so there is a bound, far above what any plan
 * needs, and reaching it is a defect of the rule that was used last.
 */
import { FloeError } from '../error/floe-error.ts'
import type { ErrorPolicy } from '../plan/error-policy.ts'
import type { Node } from '../plan/node.ts'
import { mapInputs } from '../plan/tree.ts'
import { type Facts, factsOf } from './facts.ts'
import { broken } from './invariants.ts'
import { readersFirst } from './readers-first.ts'
import type { Rule } from './rule.ts'
import { rules } from './rules.ts'

/** One rewrite: the rule's name, and the plan after it. */
export interface Step {
  readonly rule: string
  readonly plan: Node
}

export interface OptimizeOptions {
  /** Names of rules that are not used. */
  readonly without?: readonly string[]
  /** What a row does that fails, where a node does not say so itself. Default: `'fail'`. */
  readonly onError?: ErrorPolicy
}

/** One rewrite of plans that are run together. */
interface Rewrite {
  readonly rule: string
  readonly plans: readonly Node[]
}

interface Optimized {
  readonly plans: readonly Node[]
  readonly steps: readonly Rewrite[]
}

const defect = (rule: string, what: string): FloeError<'Defect'> =>
  new FloeError('Defect', {
    message: `the rule ${rule} of the optimizer broke a plan: ${what}`,
    hint: 'this is a bug in Floe: please report it',
  })

/** The plans with a node replaced, wherever it stands. What was one node is one node afterwards. */
const replace = (plans: readonly Node[], node: Node, other: Node): readonly Node[] => {
  const done = new Map<Node, Node>([[node, other]])
  const visit = (at: Node): Node => {
    const known = done.get(at)
    if (known !== undefined) return known
    const made = mapInputs(at, visit)
    done.set(at, made)
    return made
  }
  return plans.map(visit)
}

/** The first rule, in their order, that applies anywhere, used where it applies first, from the result downwards. */
const rewriteOnce = (plans: readonly Node[], rules: readonly Rule[], facts: Facts): Rewrite | undefined => {
  const nodes = readersFirst(plans)
  for (const { name, rewrite } of rules)
    for (const node of nodes) {
      const other = rewrite(node, facts)
      if (other !== undefined && other !== node) return { rule: name, plans: replace(plans, node, other) }
    }
  return undefined
}

/** Rewrites for each node of a plan: more than any plan needs. */
const mostRewrites = 100

/**
 * Plans that are run together, rewritten by these rules until none applies. What they share stays shared.
 *
 * @throws FloeError Defect that names a rule which broke a plan
 */
export const rewriteAll = (
  plans: readonly Node[],
  rules: readonly Rule[],
  onError: ErrorPolicy = 'fail',
): Optimized => {
  const most = mostRewrites * readersFirst(plans).length
  const steps: Rewrite[] = []
  let now = plans
  for (;;) {
    const step = rewriteOnce(now, rules, factsOf(now, onError))
    if (step === undefined) return Object.freeze({ plans: now, steps: Object.freeze(steps) })
    const problem = broken(now, step.plans)
    if (problem !== undefined) throw defect(step.rule, problem)
    if (steps.length === most) throw defect(step.rule, `it was still at work after ${most} rewrites`)
    steps.push(Object.freeze(step))
    now = step.plans
  }
}

/** Plans that are run together, in ways that mean the same and are no slower. */
export const optimizeAll = (plans: readonly Node[], { without = [], onError }: OptimizeOptions = {}): Optimized =>
  rewriteAll(
    plans,
    rules.filter(({ name }) => !without.includes(name)),
    onError,
  )

/**
 * A plan in a way that means the same and is no slower, and how it was come to. The same object where no rule applies.
 *
 * @throws FloeError Defect that names a rule which broke the plan
 */
export const optimize = (
  plan: Node,
  options: OptimizeOptions = {},
): { readonly plan: Node; readonly steps: readonly Step[] } => {
  const { plans, steps } = optimizeAll([plan], options)
  const only = ([one = plan]: readonly Node[]): Node => one
  return Object.freeze({
    plan: only(plans),
    steps: Object.freeze(steps.map((step) => Object.freeze({ rule: step.rule, plan: only(step.plans) }))),
  })
}
