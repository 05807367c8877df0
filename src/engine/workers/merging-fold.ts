/**
 * The fold of the states that came of parts: what the fold of all rows gives.
 */
import { defineKnown, type State } from '../../aggregate/aggregate.ts'
import { lambda } from '../../lambda/lambda.ts'
import type { AggregateNode, GroupByNode, Node, RollupNode } from '../../plan/node.ts'

export type Fold = GroupByNode | AggregateNode | RollupNode

/** The keys of a group of a part, and its states as plain data. */
export type Tuple = readonly unknown[]

export const mergingFold = (node: Fold, states: Node): Fold => {
  const keys = node.kind === 'aggregate' ? [] : node.keys
  const at = (place: number) => lambda('workers', (tuple: Tuple) => tuple[place])
  const aggregates = node.aggregates.map(([name, a], i) => {
    const encoded = at(keys.length + i)
    const take = (state: State, value: unknown): State => a.merge(state, a.decode(value))
    const step = (state: State, tuple: Tuple): State => take(state, encoded.call(tuple))
    // What is put aside is the state as plain data.
    const parts = { lambda: encoded as never, check: undefined, take, form: undefined }
    return [name, defineKnown({ ...a, step } as never, { parts })] as const
  })
  const inputs = Object.freeze([states])
  const fold =
    node.kind === 'aggregate' ? node : { ...node, keys: keys.map(({ name }, i) => ({ name, lambda: at(i) })) }
  return Object.freeze({ ...fold, inputs, aggregates }) as unknown as Fold
}
