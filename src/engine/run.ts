/**
 * Running a plan, in the ways in which its rows may be wanted. What runs it is loaded when that is wanted.
 */
import type { TaskEither } from 'fp-ts/lib/TaskEither.js'
import type { List } from 'immutable'
import { leavable } from '../concurrent/leavable.ts'
import { asRunError, FloeError, type RunError } from '../error/floe-error.ts'
import type { Bag } from '../plan/dataset.ts'
import { rejectsAt } from '../plan/error-policy.ts'
import type { Node } from '../plan/node.ts'
import type { Sink } from '../plan/sink.ts'
import { nodesOf } from '../plan/tree.ts'
import { callback } from './callback.ts'
import type { Batches } from './execution.ts'
import { loadedOnce } from './loaded-once.ts'
import { checkOptions, type RowOptions, type RunOptions } from './options.ts'
import type { Report } from './report.ts'

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

const loadExecution = loadedOnce(() => import('./execution.ts'))

const runPlan = async (plan: Node, options: RunOptions): Promise<Run<unknown>> => {
  const { to, ...others } = options
  const { execution } = await loadExecution()
  const { rows, ...run } = await execution([to === undefined ? { plan } : { plan, to }], others)
  return Object.freeze({ rows: rows[0] as List<unknown>, ...run })
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
      return { _tag: 'Right', right: (await runPlan(dataset.plan, options)) as Run<A> }
    } catch (thrown) {
      return { _tag: 'Left', left: asRunError(thrown) }
    }
  }

/** Nothing is dropped in silence: what has no `rejects` to give must be told where rejected rows go. */
const checkRowOptions = (name: string, { plan }: Bag<unknown>, options: RowOptions): void => {
  const { onError = 'fail', onReject, rejects } = options
  if (rejects !== undefined && name === 'stream')
    throw new FloeError('InvalidArgument', {
      message: 'stream may be left early, and writes no rejects',
      hint: 'take them as they come: onReject: (error) => …; or use write',
    })
  if (options.onEvent !== undefined && name === 'stream')
    throw new FloeError('InvalidArgument', {
      message: 'stream tells no events: whoever takes its batches sees them',
      hint: 'use onProgress and onReject; or run',
    })
  if (onReject === undefined && rejects === undefined && nodesOf(plan).some((node) => rejectsAt(node, onError)))
    throw new FloeError('InvalidArgument', {
      message: `${name} would lose the rows that it rejects, as it has no place for them`,
      hint: "say where they go: onReject: (error) => …, or rejects: toNdjson('bad.ndjson'); or use run, which gathers them",
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
  checkRowOptions('toList', dataset, options)
  return ((await runPlan(dataset.plan, options)) as Run<A>).rows
}

async function* batchesOf<A>(
  dataset: Bag<A>,
  options: RowOptions,
  leaving: AbortSignal,
): AsyncGenerator<readonly A[], void, undefined> {
  checkOptions(options)
  checkRowOptions('stream', dataset, options)
  if (options.checkpoint !== undefined)
    throw new FloeError('InvalidArgument', {
      message: 'stream cannot be gone on with: nobody knows which of its rows were taken in',
      hint: 'write to a sink: F.write(dataset, toCsv(path), { checkpoint })',
    })
  const { plan } = dataset
  try {
    const { execute, ordered, roomForOrder, stagesToRun } = await loadExecution()
    const [batches] = await execute(
      await stagesToRun([plan], options),
      { ...options, signal: options.signal === undefined ? leaving : AbortSignal.any([options.signal, leaving]) },
      callback('onReject', options.onReject ?? (() => {})),
    )
    yield* ordered(plan, options.order ?? 'any', batches as Batches, roomForOrder(options)) as AsyncIterable<
      readonly A[]
    >
  } catch (thrown) {
    throw asRunError(thrown)
  }
}

/**
 * The rows of a dataset in batches, as they come, whose boundaries mean nothing. Leaving the loop early releases the
 * sources, and ends what is under way. Rows of a bag come in any order. Memory: a batch, besides what the engine needs.
 *
 * @throws FloeError in the iteration, after all rows before the error; with `order: 'canonical'`, instead of all rows
 * @example
 * for await (const batch of F.stream(F.rows([1, 2, 3]))) console.log(batch) // [ 1, 2, 3 ]
 */
export const stream = <A>(dataset: Bag<A>, options: RowOptions = {}): AsyncGenerator<readonly A[], void, undefined> =>
  leavable((leaving) => batchesOf(dataset, options, leaving))

/**
 * Writes the rows of a dataset to a sink, and gives the report. Until all rows are written nothing is visible there.
 * Memory: a batch, besides what the engine needs.
 *
 * @throws FloeError
 * @example
 * await F.write(F.rows([{ name: 'Ada', age: 36 }]), toCsv('people.csv'))
 */
export const write = async <A>(dataset: Bag<A>, sink: Sink<A>, options: RowOptions = {}): Promise<Report> => {
  checkRowOptions('write', dataset, options)
  return (await runPlan(dataset.plan, { ...options, to: sink })).report
}
