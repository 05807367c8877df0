/**
 * Running a plan: the one place where a dataset becomes rows, whatever the engine.
 */
import * as E from 'fp-ts/lib/Either.js'
import type { TaskEither } from 'fp-ts/lib/TaskEither.js'
import { List } from 'immutable'
import { sortCanonically } from '../data/canonical-order.ts'
import { asRunError, FloeError, type RunError } from '../error/floe-error.ts'
import type { Bag } from '../plan/dataset.ts'
import type { Node } from '../plan/node.ts'
import type { Sink } from '../plan/sink.ts'
import { orderOf } from '../plan/tree.ts'
import { callback } from './callback.ts'
import type { Engine } from './engine.ts'
import { checkOptions, type RowOptions, type RunOptions } from './options.ts'
import { progressOf } from './progress.ts'
import { reference } from './reference/execute.ts'
import { type Report, reportOf } from './report.ts'
import { type Stage, stageOf, stagesOf } from './stage.ts'
import { writeTo } from './write-to.ts'

/**
 * What a run gives.
 *
 * @example
 * const line = (run: F.Run<number>) => `${run.rows.size} rows, ${run.rejects.size} rejected`
 * const result = await F.run(F.rows([1, 2]))()
 * E.isRight(result) && line(result.right) // '2 rows, 0 rejected'
 */
export interface Run<A> {
  /** The rows: in order, of a sequence; in canonical order, of a bag. Empty when they went to a sink. */
  readonly rows: List<A>
  readonly report: Report
  /** The rows that were rejected: each an error with its place and reason. Empty when `onReject` took them. */
  readonly rejects: List<RunError>
}

/** The batches of a plan as an engine gives them; counts go to `stage`, rejected rows to `onReject`. */
async function* execute(
  stage: Stage,
  options: RunOptions,
  onReject: (error: RunError) => void,
): AsyncGenerator<readonly unknown[]> {
  const progress = await progressOf(stagesOf(stage), options.onProgress)
  yield* engineOf(options).execute(stage, {
    signal: options.signal ?? new AbortController().signal,
    onError: options.onError ?? 'fail',
    reject: callback('onReject', onReject),
    progress,
  })
  progress()
}

const engineOf = (options: RunOptions): Engine => options.engine ?? reference

const notesOf = (options: RunOptions): readonly string[] => {
  const { cannot } = engineOf(options)
  return [
    ...(options.memory !== undefined && cannot.memory !== undefined
      ? [`memory: ${options.memory} has no effect: ${cannot.memory}`]
      : []),
    ...(options.workers !== undefined && cannot.workers !== undefined
      ? [`workers: ${options.workers} has no effect: ${cannot.workers}`]
      : []),
  ]
}

const gather = async (batches: AsyncIterable<readonly unknown[]>): Promise<unknown[]> => {
  const rows: unknown[] = []
  for await (const batch of batches) for (const row of batch) rows.push(row)
  return rows
}

async function* inCanonicalOrder(batches: AsyncIterable<readonly unknown[]>): AsyncIterable<readonly unknown[]> {
  const rows = await gather(batches)
  yield sortCanonically(rows)
}

const runPlan = async (plan: Node, options: RunOptions): Promise<Run<unknown>> => {
  checkOptions(options)
  const start = performance.now()
  const stage = stageOf(plan)
  const rejects: RunError[] = []
  const batches = execute(stage, options, options.onReject ?? ((error) => rejects.push(error)))
  const sorted =
    orderOf(plan) === 'bag' && (options.order ?? (options.to === undefined ? 'canonical' : 'any')) === 'canonical'
  const ordered = sorted ? inCanonicalOrder(batches) : batches
  const rows = options.to === undefined ? await gather(ordered) : await writeTo(options.to, ordered).then(() => [])
  return Object.freeze({
    rows: List(rows),
    report: reportOf(stage, {
      engine: engineOf(options).name,
      milliseconds: performance.now() - start,
      notes: Object.freeze(notesOf(options)),
    }),
    rejects: List(rejects),
  })
}

/**
 * Describes one execution of a dataset: a `TaskEither` of the error that ended it, or of its rows, report and rejects.
 * Nothing happens until the task is called. Memory: the rows of the result, besides what the engine needs.
 *
 * @example
 * const run = F.run(F.pipe(F.rows([1, 2, 3]), F.filter((n) => n > 1)))
 * const result = await run()
 * E.isRight(result) && result.right.rows // List [ 2, 3 ]
 */
export const run =
  <A>(dataset: Bag<A>, options: RunOptions = {}): TaskEither<RunError, Run<A>> =>
  async () => {
    try {
      return E.right((await runPlan(dataset.plan, options)) as Run<A>)
    } catch (thrown) {
      return E.left(asRunError(thrown))
    }
  }

/** Nothing is dropped in silence: what has no `rejects` to give must be told where rejected rows go. */
const checkRowOptions = (name: string, { onError, onReject }: RowOptions): void => {
  if (onError === 'reject' && onReject === undefined)
    throw new FloeError('InvalidArgument', {
      message: `${name} would lose the rows that it rejects, as it has no place for them`,
      hint: 'say where they go: onReject: (error) => …, or use run, which gathers them',
    })
}

/**
 * The rows of a dataset, for scripts. Of a bag in canonical order.
 *
 * @throws FloeError
 * @example
 * await F.toList(F.rows(['a', 'b'])) // List [ 'a', 'b' ]
 */
export const toList = async <A>(dataset: Bag<A>, options: RowOptions = {}): Promise<List<A>> => {
  checkRowOptions('toList', options)
  return ((await runPlan(dataset.plan, options)) as Run<A>).rows
}

/**
 * The rows of a dataset in batches, as they come, whose boundaries mean nothing. Leaving the loop early releases the
 * sources. Rows of a bag come in any order. Memory: a batch, besides what the engine needs.
 *
 * @throws FloeError in the iteration, after all rows before the error; with `order: 'canonical'`, instead of all rows
 * @example
 * for await (const batch of F.stream(F.rows([1, 2, 3]))) console.log(batch) // [ 1, 2, 3 ]
 */
export async function* stream<A>(
  dataset: Bag<A>,
  options: RowOptions = {},
): AsyncGenerator<readonly A[], void, undefined> {
  checkOptions(options)
  checkRowOptions('stream', options)
  try {
    const batches = execute(stageOf(dataset.plan), options, options.onReject ?? (() => {}))
    yield* (
      options.order === 'canonical' && orderOf(dataset.plan) === 'bag' ? inCanonicalOrder(batches) : batches
    ) as AsyncIterable<readonly A[]>
  } catch (thrown) {
    throw asRunError(thrown)
  }
}

/**
 * Writes the rows of a dataset to a sink, and gives the report. Until all rows are written nothing is visible there.
 * Memory: a batch, besides what the engine needs; with `order: 'canonical'`, all rows of a bag.
 *
 * @throws FloeError
 * @example
 * await F.write(F.rows([{ name: 'Ada', age: 36 }]), toCsv('people.csv'))
 */
export const write = async <A>(dataset: Bag<A>, sink: Sink<A>, options: RowOptions = {}): Promise<Report> => {
  checkRowOptions('write', options)
  return (await runPlan(dataset.plan, { ...options, to: sink })).report
}
