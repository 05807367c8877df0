/**
 * One execution of some plans: the engine is started, rows are gathered or written, and counts become a report. Loaded when
 * the first plan runs.
 */
import * as Immutable from 'immutable'
import { hasImmutable } from '../data/decode-value.ts'
import { FloeError, isFloeError, type RunError } from '../error/floe-error.ts'
import { noEvidence } from '../evidence/evidence.ts'
import { vouched } from '../optimize/vouched.ts'
import type { Node } from '../plan/node.ts'
import { printNode } from '../plan/print.ts'
import type { Sink } from '../plan/sink.ts'
import { orderOf } from '../plan/tree.ts'
import { callback } from './callback.ts'
import { canonicalBatches } from './canonical-batches.ts'
import type { Checkpointing } from './checkpoint/checkpointing.ts'
import { compiled } from './compiled/engine.ts'
import type { Context, Engine } from './engine.ts'
import { endOf, eventsTo, type Tell } from './events.ts'
import { mostRejects } from './most-rejects.ts'
import { checkOptions, type RunOptions } from './options.ts'
import { type Output, readThrough } from './output.ts'
import { progressOf } from './progress.ts'
import { rejectOf } from './reject.ts'
import { type RejectWriter, rejectWriter } from './reject-writer.ts'
import { type Report, reportOf } from './report.ts'
import { bytesOfText, usualBudget } from './spill/budget.ts'
import type { Room } from './spill/new-spill.ts'
import { type Stage, stagesFor, stagesOf } from './stage.ts'
import { numberStages } from './stage-number.ts'
import { checkNotLoading } from './workers/loading.ts'
import type { Spread } from './workers/spread.ts'
import { publishAll, type Written, writeTo } from './write-to.ts'

const { List } = Immutable
// Rows are encoded and decoded while plans run.
hasImmutable(Immutable)

export type Batches = AsyncIterable<readonly unknown[]>

/** A plan whose rows are wanted, in memory or in a sink. */
export interface Wanted {
  readonly name?: string
  readonly plan: Node
  readonly to?: Sink<never>
}

const engineOf = (options: RunOptions): Engine => options.engine ?? compiled

/** Of the stages that run, the plans as they were written. */
const writtenAs = new WeakMap<Stage, Node>()

/** Fresh counts for plans, as the engine will execute them. */
export const stagesToRun = async (plans: readonly Node[], options: RunOptions): Promise<readonly Stage[]> => {
  const { prepare } = engineOf(options)
  const known = vouched(plans, options.evidence ?? noEvidence)
  const preparing = { checked: options.checked === true, onError: options.onError ?? 'fail' }
  const stages = stagesFor(prepare === undefined ? known : await prepare(known, preparing))
  for (const [i, stage] of stages.entries()) writtenAs.set(stage, plans[i] as Node)
  return stages
}

/** Says of errors which stage of the plan they are of; of several plans it is not said. */
const numberedIn = (outputs: readonly Stage[]): ((error: RunError) => RunError) => {
  const [stage, ...others] = outputs
  const plan = stage && writtenAs.get(stage)
  if (plan === undefined || others.length > 0) return (error) => error
  let numbered: ((error: RunError) => RunError) | undefined
  // All stages are printed for it, and most runs have no errors.
  return (error) => {
    numbered ??= numberStages(plan)
    return numbered(error)
  }
}

const rowsRead = (outputs: readonly Stage[]): number =>
  stagesOf(outputs).reduce((sum, { node, rowsIn }) => sum + (node.kind === 'source' ? rowsIn : 0), 0)

const notesOf = (options: RunOptions): readonly string[] => {
  const { cannot } = engineOf(options)
  const asked = { memory: options.memory, workers: options.workers, checked: options.checked === true || undefined }
  return (['memory', 'workers', 'checked'] as const).flatMap((name) =>
    asked[name] !== undefined && cannot[name] !== undefined
      ? [`${name}: ${asked[name]} has no effect: ${cannot[name]}`]
      : [],
  )
}

/** The outputs as the engine is to execute them where several threads work on them. */
const spreadOver = async (outputs: readonly Stage[], context: Context, options: RunOptions): Promise<Spread> => {
  const { workers, engine } = options
  const asGiven: Spread = { outputs, context, restore: () => {}, notes: [], pieces: [] }
  if (workers === undefined || workers === 1 || engineOf(options).cannot.workers !== undefined) return asGiven
  const { spreadRun } = await import('./workers/spread-run.ts')
  const [output, ...others] = outputs as readonly [Stage, ...Stage[]]
  if (others.length > 0) return { ...asGiven, notes: ['workers: several outputs run on one thread'] }
  const plan = writtenAs.get(output) as Node
  return spreadRun(output, plan, context, {
    ...options,
    isPrepared: engine?.prepare !== undefined || engine === undefined,
  })
}

/** Progress, to whoever wants it. */
const progressTold = ({ onProgress }: RunOptions, tell: Tell | undefined): RunOptions['onProgress'] => {
  if (tell === undefined) return onProgress
  return (progress) => {
    onProgress?.(progress)
    tell({ kind: 'progress', ...progress })
  }
}

/** The batches of an output, told of as they are taken. */
const batchesTold = (output: Output, tell: Tell | undefined, name: string | undefined): Output => {
  if (tell === undefined) return output
  return readThrough(output, async function* (batches) {
    for await (const batch of batches) {
      tell({ kind: 'batch', rows: batch.length, ...(name === undefined ? {} : { output: name }) })
      yield batch
    }
  })
}

/** What goes on beside a run. */
interface Besides {
  readonly checkpoint?: Checkpointing | undefined
  readonly keepUp?: (() => Promise<void>) | undefined
  readonly tell?: Tell | undefined
}

/**
 * The batches of each output as an engine gives them; counts go to the stages, rejected rows to `onReject`, what is to be said
 * besides to `note`.
 */
export const execute = async (
  outputs: readonly Stage[],
  options: RunOptions,
  onReject: (error: RunError, stage: Stage) => void,
  note: (text: string) => void = () => {},
  { checkpoint, keepUp, tell }: Besides = {},
): Promise<readonly Output[]> => {
  checkNotLoading()
  const progress = await progressOf(stagesOf(outputs), progressTold(options, tell))
  const most = mostRejects(options.maxRejects)
  const numbered = numberedIn(outputs)
  let running = outputs.length
  const context: Context = {
    signal: options.signal ?? new AbortController().signal,
    onError: options.onError ?? 'fail',
    reject: (error, stage) => {
      const told = numbered(error)
      onReject(told, stage)
      tell?.({ kind: 'reject', reject: rejectOf(told) })
      most.count(told)
    },
    progress,
    ...(keepUp === undefined ? {} : { keepUp }),
    ...(tell === undefined ? {} : { tell }),
    memory: budgetOf(options) / (options.order === 'canonical' ? 2 : 1),
    ...(options.disk === undefined ? {} : { disk: bytesOfText(options.disk) as number }),
  }
  const spread: Spread & { readonly straight?: Batches } =
    checkpoint === undefined ? await spreadOver(outputs, context, options) : await checkpoint.spread(context)
  spread.notes.forEach(note)
  const all: readonly Output[] =
    spread.straight === undefined ? engineOf(options).execute(spread.outputs, spread.context) : [spread.straight]
  const followed = async function* <B>(batches: AsyncIterable<B>): AsyncGenerator<B> {
    try {
      yield* batches
    } finally {
      spread.restore()
    }
    progress()
    if (--running === 0) most.judge(rowsRead(outputs))
  }
  return all.map((output) => readThrough(output, followed))
}

/** What a run is to be gone on with, if it is to be. */
const checkpointOf = async (
  wanted: readonly Wanted[],
  stages: readonly Stage[],
  options: RunOptions,
  tell: Tell | undefined,
): Promise<Checkpointing | undefined> => {
  const { checkpoint: directory, engine } = options
  if (directory === undefined) return undefined
  const [one, ...others] = wanted as readonly [Wanted, ...Wanted[]]
  if (others.length > 0)
    throw new FloeError('InvalidArgument', {
      message: 'a checkpoint is of one output, and there are several',
      hint: 'run them one by one, each with a directory of its own',
    })
  const { checkpointing } = await import('./checkpoint/checkpointing.ts')
  return checkpointing({
    directory,
    output: stages[0] as Stage,
    written: one.plan,
    sink: one.to,
    engine: engineOf(options).name,
    hasParts: engineOf(options).cannot.workers === undefined,
    isPrepared: engine?.prepare !== undefined || engine === undefined,
    options,
    tell,
  })
}

const budgetOf = ({ memory }: RunOptions): number => bytesOfText(memory) ?? usualBudget()

const gather = async (batches: Batches): Promise<unknown[]> => {
  const rows: unknown[] = []
  for await (const batch of batches) for (const row of batch) rows.push(row)
  return rows
}

/** The rows of a bag in canonical order, if that is asked for; of a sequence always as they are. */
export const ordered = (plan: Node, order: 'canonical' | 'any', batches: Output, room?: Room): Output =>
  order === 'canonical' && orderOf(plan) === 'bag' ? canonicalBatches(batches, room) : batches

/** What putting rows in canonical order may take, for those who do not hold them anyway: half of what there is. */
export const roomForOrder = (options: RunOptions): Room | undefined => {
  if (engineOf(options).cannot.memory !== undefined || globalThis.process?.getBuiltinModule === undefined)
    return undefined
  const disk = bytesOfText(options.disk)
  return { share: budgetOf(options) / 2, ...(disk === undefined ? {} : { disk }) }
}

/**
 * The results of all, or what the first in their order threw, however long the others take: which error is told does not
 * depend on time. As soon as it is known, the rest is called off.
 */
const allOrFirst = async <A>(work: readonly Promise<A>[], callOff: () => void): Promise<readonly A[]> => {
  const results = Promise.allSettled(work)
  for (const one of work)
    await one.catch((thrown) => {
      callOff()
      return results.then(() => {
        throw thrown
      })
    })
  return Promise.all(work)
}

/**
 * What becomes of rejects when a run has failed: where there were too many of them they are wanted. When their sink has failed, that
 * is why.
 */
const leave = async (writer: RejectWriter, thrown: unknown): Promise<void> => {
  if (!writer.failed() && isFloeError(thrown) && thrown._tag === 'TooManyRejects')
    await publishAll([await writer.finish(false)])
  else {
    await writer.discard()
    if (writer.failed()) await writer.finish()
  }
}

const throwIf = (error: RunError | undefined): void => {
  if (error !== undefined) throw error
}

/** What the outputs of one execution come to, in the order in which they were wanted. */
export interface Executed {
  readonly rows: readonly Immutable.List<unknown>[]
  readonly report: Report
  readonly rejects: Immutable.List<RunError>
}

/**
 * Runs plans to their ends, all at the same time, reading what they share once. Nothing is published in any sink unless
 * all plans succeed.
 *
 * @throws FloeError of the first plan that failed, in the order given
 */
export const execution = async (wanted: readonly Wanted[], options: RunOptions): Promise<Executed> => {
  for (const { to } of wanted) checkOptions(to === undefined ? options : { ...options, to })
  const start = performance.now()
  const stages = await stagesToRun(
    wanted.map(({ plan }) => plan),
    options,
  )
  const rejects: { readonly error: RunError; readonly stage: Stage }[] = []
  const written: (Written | undefined)[] = []
  const notes = [...notesOf(options)]
  const ending = new AbortController()
  const signal = options.signal === undefined ? ending.signal : AbortSignal.any([options.signal, ending.signal])
  const events = options.onEvent && eventsTo(options.onEvent, () => ending.abort())
  const checkpoint = await checkpointOf(wanted, stages, options, events?.tell)
  const writer = options.rejects && (await rejectWriter(options.rejects, () => ending.abort(), checkpoint?.rejects))
  const tell = options.onReject && callback('onReject', options.onReject)
  const onReject = (error: RunError, stage: Stage): void => {
    writer?.add(error)
    tell?.(error)
    if (writer === undefined && tell === undefined) rejects.push({ error, stage })
  }
  const work = async (): Promise<readonly Immutable.List<unknown>[]> => {
    const names = Object.freeze(stagesOf(stages).map(({ node }) => printNode(node)))
    events?.tell({ kind: 'start', engine: engineOf(options).name, stages: names })
    const all = await execute(stages, { ...options, signal }, onReject, (text) => notes.push(text), {
      checkpoint,
      keepUp: writer?.keepUp,
      tell: events?.tell,
    }).catch(async (thrown) => {
      await writer?.discard()
      throw thrown
    })
    const making = wanted.map(async ({ name, plan, to }, i): Promise<Immutable.List<unknown>> => {
      const room = to === undefined ? undefined : roomForOrder(options)
      const order = options.order ?? (to === undefined ? 'canonical' : 'any')
      const batches = batchesTold(ordered(plan, order, all[i] as Output, room), events?.tell, name)
      if (to === undefined) return List(await gather(batches))
      written[i] = await (checkpoint?.write ?? writeTo)(to, batches)
      return List()
    })
    const finished = allOrFirst(making, () => ending.abort()).then(async (made) => {
      await writer?.finish().then((one) => written.unshift(one))
      throwIf(events?.failure())
      return made
    })
    const made = await finished.catch(async (thrown) => {
      for (const one of written) await one?.discard()
      if (writer !== undefined) await leave(writer, thrown)
      throw thrown
    })
    await publishAll(written.filter((one) => one !== undefined))
    checkpoint?.finish()
    return made
  }
  const rows = await work().catch((thrown) => {
    checkpoint?.close()
    events?.tell(endOf(thrown))
    throw events?.failure() ?? thrown
  })
  // One plan rejects in its own order. Several do so at the same time: then the order is that of the report.
  const at = new Map(stagesOf(stages).map((stage, i) => [stage, i]))
  if (wanted.length > 1) rejects.sort((a, b) => (at.get(a.stage) ?? 0) - (at.get(b.stage) ?? 0))
  const report = reportOf(
    wanted.map(({ name }, i) => ({ ...(name === undefined ? {} : { name }), stage: stages[i] as Stage })),
    {
      engine: engineOf(options).name,
      milliseconds: performance.now() - start,
      notes: Object.freeze(notes),
    },
  )
  events?.tell({ kind: 'end', report })
  throwIf(events?.failure())
  return Object.freeze({
    rows: Object.freeze(rows),
    report,
    rejects: List(rejects.map(({ error }) => error)),
  })
}
