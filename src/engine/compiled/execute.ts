/**
 * What the compiled engine does with the plans of a run. Loaded when the first plan runs.
 */
import { optimizeAll } from '../../optimize/optimizer.ts'
import { type ErrorPolicy, rejectsAt } from '../../plan/error-policy.ts'
import type { Node } from '../../plan/node.ts'
import type { Context, Preparing } from '../engine.ts'
import { type AnyBatch, type Output, readThrough } from '../output.ts'
import { shareOf } from '../spill/budget.ts'
import { inMemory } from '../spill/in-memory.ts'
import { newSpill } from '../spill/new-spill.ts'
import type { Spill } from '../spill/spill.ts'
import { toldOf } from '../spill/told-of.ts'
import { type Stage, stagesOf } from '../stage.ts'
import { cancelled } from '../stage-error.ts'
import { open } from './flow.ts'
import { guarded } from './guard/guarded.ts'
import { sortedInColumns } from './in-columns.ts'
import { newRejects } from './rejects.ts'
import type { Rows } from './run.ts'
import { unorderedOf } from './unordered.ts'
import type { Flow } from './whole-run.ts'

/** Plans are frozen: what becomes of one that is run alone is worked out once. */
const known = { fail: new WeakMap<Node, readonly Node[]>(), reject: new WeakMap<Node, readonly Node[]>() }

const optimized = (plans: readonly Node[], onError: ErrorPolicy): readonly Node[] => {
  const [plan, ...others] = plans
  if (plan === undefined || others.length > 0) return optimizeAll(plans, { onError }).plans
  const made = known[onError].get(plan) ?? optimizeAll(plans, { onError }).plans
  known[onError].set(plan, made)
  return made
}

/** The plans as they are executed: rewritten, with functions that are not known to be pure under guard. */
export const prepare = (plans: readonly Node[], { checked, onError }: Preparing): readonly Node[] =>
  guarded(optimized(plans, onError), checked)

async function* inBatches(flow: Flow, stage: Stage): AsyncGenerator<readonly unknown[]> {
  const { signal } = flow.context
  if (signal.aborted) throw cancelled()
  for await (const { rows } of open(flow, stage, 'result')) {
    yield rows as readonly unknown[]
    if (signal.aborted) throw cancelled()
  }
}

async function* inColumns(flow: Flow, stage: Stage): AsyncGenerator<AnyBatch> {
  const { signal } = flow.context
  if (signal.aborted) throw cancelled()
  for await (const batch of sortedInColumns(flow, stage)) {
    yield batch
    if (signal.aborted) throw cancelled()
  }
}

const outputOf = (flow: Flow, stage: Stage): Output => ({
  [Symbol.asyncIterator]: () => inBatches(flow, stage),
  ...(stage.node.kind === 'sortBy' && stage.readers === 1 ? { inColumns: () => inColumns(flow, stage) } : {}),
})

export const flowOf = (outputs: readonly Stage[], context: Context, spill: Spill, areSeen: boolean): Flow => {
  const mayReject = stagesOf(outputs).some(({ node }) => rejectsAt(node, context.onError))
  const { reject, hold } = newRejects(context.reject, mayReject)
  const mayWait = stagesOf(outputs).some(({ node }) => node.kind === 'source' && node.source.waits === true)
  const leaving = mayWait ? new AbortController() : undefined
  const signal = leaving === undefined ? context.signal : AbortSignal.any([context.signal, leaving.signal])
  return {
    context: { ...context, reject, signal },
    callOff: leaving && (() => leaving.abort()),
    mayReject,
    spill,
    hold,
    unordered: unorderedOf(outputs, areSeen),
    shared: new Map(),
  }
}

/**
 * The room that a run is given; no bound where there are no files to put rows into.
 *
 * @param root where its files are to be, if not where the system has such
 */
export const spillOf = (outputs: readonly Stage[], { memory, disk, tell }: Context, root?: string): Spill => {
  if (memory === undefined || globalThis.process?.getBuiltinModule === undefined) return inMemory
  const share = shareOf(
    memory,
    outputs.map(({ node }) => node),
  )
  const fs = tell && toldOf(process.getBuiltinModule('node:fs'), (bytes) => tell({ kind: 'spill', bytes }))
  return newSpill({ share, ...(disk === undefined ? {} : { disk }) }, fs, root)
}

/**
 * The rows of a stage that nobody shares, and where each was found, for those who go on with them elsewhere.
 *
 * @param areSeen whether it matters there in which order rows of a bag come, because something may fail on one of them
 */
export async function* executePlaced(
  stage: Stage,
  context: Context,
  spill: Spill,
  areSeen: boolean,
): AsyncGenerator<Rows> {
  const flow = flowOf([stage], context, spill, areSeen)
  try {
    yield* open(flow, stage)
  } finally {
    for (const { close } of flow.shared.values()) await close()
    spill.close()
  }
}

export const execute = (
  outputs: readonly Stage[],
  context: Context,
  spill: Spill = spillOf(outputs, context),
  areSeen = false,
): readonly Output[] => {
  const flow = flowOf(outputs, context, spill, areSeen)
  let running = outputs.length
  const ended = async function* <B>(batches: AsyncIterable<B>): AsyncGenerator<B> {
    try {
      yield* batches
    } finally {
      if (--running === 0) {
        for (const { close } of flow.shared.values()) await close()
        spill.close()
      }
    }
  }
  return outputs.map((stage) => readThrough(outputOf(flow, stage), ended))
}
