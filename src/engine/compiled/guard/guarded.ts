/**
 * Plans whose functions are watched, as far as nobody knows that they are pure. They print as they did.
 */
import { type Aggregate, defineKnown } from '../../../aggregate/aggregate.ts'
import type { Order } from '../../../data/order.ts'
import type { Lambda, Reducer } from '../../../lambda/lambda.ts'
import { readLambda } from '../../../lambda/read-lambda.ts'
import type { Kind, Node } from '../../../plan/node.ts'
import { mapInputs } from '../../../plan/tree.ts'
import { watched } from './watch.ts'

type AnyAggregate = Aggregate<unknown, unknown, Order>

const isLambda = (value: object): value is Lambda<never, unknown> =>
  'call' in value && 'fn' in value && 'params' in value && (value as Lambda).call.length === 1

/** A function of a state, which may be its own to change, and a row, which is watched. */
const watchRow = <S, A>(f: (state: S, row: A) => S, all: boolean): ((state: S, row: A) => S) => {
  let state: S
  const look = watched((row: never) => f(state, row), all) as (row: unknown) => S
  return (given, row) => {
    state = given
    return look(row)
  }
}

const isAggregate = (value: object): value is AnyAggregate => 'step' in value && 'merge' in value && 'init' in value

const guardLambda = (lambda: Lambda<never, unknown>, all: boolean): Lambda<never, unknown> =>
  readLambda(lambda).purity.verdict === 'pure'
    ? lambda
    : Object.freeze({ ...lambda, call: watched(lambda.call, all) as Lambda<never, unknown>['call'] })

const guardAggregate = (aggregate: AnyAggregate, all: boolean): AnyAggregate => {
  const { parts, lambdas } = aggregate
  const known = lambdas?.every((lambda) => readLambda(lambda).purity.verdict === 'pure')
  if (known === true) return aggregate
  const guarded = parts?.lambda && { ...parts, lambda: guardLambda(parts.lambda, all) }
  const step = watchRow(aggregate.step, all)
  return defineKnown({ ...aggregate, step }, { parts: guarded ?? parts, lambdas }) as AnyAggregate
}

const isReducer = (value: object): value is Reducer<unknown, unknown> =>
  'call' in value && 'fn' in value && 'params' in value && (value as Reducer).call.length === 2

const guardReducer = (reducer: Reducer<unknown, unknown>, all: boolean): Reducer<unknown, unknown> =>
  readLambda(reducer as unknown as Reducer).purity.verdict === 'pure'
    ? reducer
    : Object.freeze({ ...reducer, call: watchRow(reducer.call, all) })

/** What is no part of a node's own: other nodes, and values of users, which are data. */
const leaveAlone: ReadonlySet<string> = new Set(['inputs', 'source', 'codec', 'initial'])

const guard = (value: unknown, all: boolean): unknown => {
  if (typeof value !== 'object' || value === null) return value
  if (isLambda(value)) return guardLambda(value, all)
  if (isReducer(value)) return guardReducer(value, all)
  if (isAggregate(value)) return guardAggregate(value, all)
  if (Array.isArray(value)) {
    const items = value.map((item) => guard(item, all))
    return items.some((item, i) => item !== value[i]) ? Object.freeze(items) : value
  }
  const entries = Object.entries(value).map(([name, part]) => [name, leaveAlone.has(name) ? part : guard(part, all)])
  return entries.some(([name, part]) => part !== (value as Record<string, unknown>)[name as string])
    ? Object.freeze(Object.fromEntries(entries))
    : value
}

/** A recipe of `update` is given a draft, to write to; `tap` looks at every row as it is. */
const seesItself: ReadonlySet<Kind> = new Set<Kind>(['update', 'tap'])

/** The plans, with every function watched that is not known to be pure: on a sample of its rows, or on all of them. */
export const guarded = (plans: readonly Node[], all: boolean): readonly Node[] => {
  const made = new Map<Node, Node>()
  const visit = (node: Node): Node => {
    const known = made.get(node)
    if (known !== undefined) return known
    const below = mapInputs(node, visit)
    const result = seesItself.has(node.kind) ? below : (guard(below, all) as Node)
    made.set(node, result)
    return result
  }
  return plans.map(visit)
}
