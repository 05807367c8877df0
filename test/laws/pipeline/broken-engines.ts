/**
 * Engines that are wrong in one way each: the reference engine, given another plan than it was asked to run.
 */
import * as F from 'floe'
import { stagesFor } from '../../../src/engine/stage.ts'
import { rewriteEach } from '../../../src/laws/pipeline/with-rows.ts'
import type { Node } from '../../../src/plan/node.ts'
import type { Batch, Source } from '../../../src/plan/source.ts'

/** Runs what becomes of each plan. */
export const running = (f: (plan: Node) => Node): F.Engine => ({
  ...F.reference,
  name: 'wrong',
  execute: (outputs, context) => F.reference.execute(stagesFor(outputs.map(({ node }) => f(node))), context),
})

/** Runs plans whose nodes became others. */
export const taking = (f: (node: Node) => Node): F.Engine => running((plan) => rewriteEach(plan, f))

/** Optimizes plans in its own way. */
export const preparing = (f: (node: Node) => Node): F.Engine => ({
  ...F.reference,
  name: 'wrong',
  prepare: async (plans) => plans.map((plan) => rewriteEach(plan, f)),
})

const withSource = (f: (source: Source) => Source): F.Engine =>
  taking((node) => (node.kind === 'source' ? Object.freeze({ ...node, source: f(node.source) }) : node))

/** Takes one row less of each batch but the first. */
export const losingAtBatches: F.Engine = withSource((source) => ({
  ...source,
  open: async function* (signal): AsyncIterable<Batch> {
    let isFirst = true
    for await (const batch of source.open(signal)) {
      yield isFirst ? batch : { ...batch, rows: batch.rows.slice(1) }
      isFirst = false
    }
  },
}))
