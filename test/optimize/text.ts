/**
 * Plans as short text, and what one rule makes of them; rows of which it is known what they are.
 */
import * as F from 'floe'
import type * as t from 'io-ts'
import { rewriteAll } from '../../src/optimize/optimizer.ts'
import type { Rule } from '../../src/optimize/rule.ts'
import { schemaOfCodec } from '../../src/plan/codec/schema-of-codec.ts'
import type { Node } from '../../src/plan/node.ts'
import { printNode } from '../../src/plan/print.ts'

/** A plan, one line a node, without what is known of the rows. */
export const text = (node: Node, indent = ''): string =>
  [`${indent}${printNode(node)}`, ...node.inputs.map((input) => text(input, `${indent}  `))].join('\n')

/** The plan of a dataset as a rule leaves it, used until it applies no longer. */
export const by = (rule: Rule, dataset: F.Bag<unknown>): string => {
  const [plan] = rewriteAll([dataset.plan], [rule]).plans
  return text(plan as Node)
}

/** Whether a rule applies anywhere in the plan of a dataset, or of several that are run together. */
export const applies = (rule: Rule, ...datasets: readonly F.Bag<unknown>[]): boolean =>
  rewriteAll(
    datasets.map(({ plan }) => plan),
    [rule],
  ).steps.length > 0

/** Rows in memory of which it is known what they are. */
export const known = <A>(name: string, codec: t.Type<A, unknown>, rows: readonly A[] = []): F.Sequence<A> =>
  F.fromSource<A>({ ...(F.rows(rows).plan as F.NodeOf<'source'>).source, format: name, schema: schemaOfCodec(codec) })
