/**
 * Running a plan: the one place where a dataset becomes rows, whatever the engine.
 */
import * as E from 'fp-ts/lib/Either.js'
import type { TaskEither } from 'fp-ts/lib/TaskEither.js'
import { List } from 'immutable'
import { sortCanonically } from '../data/canonical-order.ts'
import { printValue } from '../data/print-value.ts'
import { asRunError, FloeError, isFloeError, type RunError } from '../error/floe-error.ts'
import type { Bag } from '../plan/dataset.ts'
import type { Node } from '../plan/node.ts'
import type { Sink } from '../plan/sink.ts'
import type { Source } from '../plan/source.ts'
import { orderOf } from '../plan/tree.ts'
import type { Engine } from './engine.ts'
import { checkOptions, type Progress, type RunOptions } from './options.ts'
import { reference } from './reference/execute.ts'
import { type Report, reportOf } from './report.ts'
import { type Stage, stageOf, stagesOf } from './stage.ts'

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

type Size = { readonly rows?: number; readonly bytes?: number }

const total = (sizes: readonly (number | undefined)[]): number | undefined =>
  sizes.reduce((sum, size) => (sum === undefined || size === undefined ? undefined : sum + size), 0)

const sizeOf = async (source: Source): Promise<Size> => {
  try {
    return await source.size()
  } catch {
    return {}
  }
}

/** What is known of the work ahead; a source that cannot say, or is missing, is found out about when it is opened. */
const totals = async (stages: readonly Stage[]): Promise<Pick<Progress, 'totalRows' | 'totalBytes'>> => {
  const sizes = await Promise.all(
    stages.flatMap(({ node }): Promise<Size>[] => (node.kind === 'source' ? [sizeOf(node.source)] : [])),
  )
  const rows = total(sizes.map((size) => size.rows))
  const bytes = total(sizes.map((size) => size.bytes))
  return { ...(rows === undefined ? {} : { totalRows: rows }), ...(bytes === undefined ? {} : { totalBytes: bytes }) }
}

const progressOf = async (stages: readonly Stage[], options: RunOptions): Promise<() => void> => {
  const { onProgress } = options
  if (onProgress === undefined) return () => {}
  const known = await totals(stages)
  const report = callback('onProgress', onProgress)
  return () => {
    let rows = 0
    let bytes = 0
    for (const stage of stages) {
      rows += stage.rowsIn
      bytes += stage.bytes
    }
    report({ rows, bytes, ...known })
  }
}

const printThrown = (thrown: unknown): string =>
  thrown instanceof Error ? `${thrown.name}: ${thrown.message}` : printValue(thrown)

/** A callback of the user's; what it throws ends the run, under its own name and not that of a stage. */
const callback =
  <A>(name: string, f: (value: A) => void) =>
  (value: A): void => {
    try {
      f(value)
    } catch (thrown) {
      throw new FloeError('LambdaThrew', {
        message: `${name} threw ${printThrown(thrown)}`,
        place: { stage: name },
        cause: thrown,
      })
    }
  }

/** The batches of a plan as an engine gives them; counts go to `stage`, rejected rows to `onReject`. */
async function* execute(
  stage: Stage,
  options: RunOptions,
  onReject: (error: RunError) => void,
): AsyncGenerator<readonly unknown[]> {
  const progress = await progressOf(stagesOf(stage), options)
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

/** What a sink throws, under the sink's name. */
const bySink = async <A>({ format, name }: Sink<never>, work: () => Promise<A>): Promise<A> => {
  try {
    return await work()
  } catch (thrown) {
    if (isFloeError(thrown)) throw thrown
    throw new FloeError('SinkFailed', {
      message: `the sink ${format} ${name} threw ${printThrown(thrown)}`,
      cause: thrown,
    })
  }
}

const writeTo = async (sink: Sink<never>, batches: AsyncIterable<readonly unknown[]>): Promise<void> => {
  const writer = await bySink(sink, () => (sink as Sink<unknown>).open())
  try {
    for await (const batch of batches) await bySink(sink, () => writer.write(batch))
    await bySink(sink, () => writer.close())
  } catch (thrown) {
    // What `abort` throws must not hide why.
    await bySink(sink, () => writer.abort()).catch(() => {})
    throw thrown
  }
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

/**
 * The rows of a dataset, for scripts. Of a bag in canonical order.
 *
 * @throws FloeError
 * @example
 * await F.toList(F.rows(['a', 'b'])) // List [ 'a', 'b' ]
 */
export const toList = async <A>(dataset: Bag<A>, options: RunOptions = {}): Promise<List<A>> =>
  ((await runPlan(dataset.plan, options)) as Run<A>).rows

/**
 * The rows of a dataset in batches, as they come, whose boundaries mean nothing. Leaving the loop early releases the
 * sources. Rows of a bag come in any order. Memory: a batch, besides what the engine needs.
 *
 * @throws FloeError in the iteration, after all rows before the error
 * @example
 * for await (const batch of F.stream(F.rows([1, 2, 3]))) console.log(batch) // [ 1, 2, 3 ]
 */
export async function* stream<A>(
  dataset: Bag<A>,
  options: RunOptions = {},
): AsyncGenerator<readonly A[], void, undefined> {
  checkOptions(options)
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
export const write = async <A>(dataset: Bag<A>, sink: Sink<A>, options: RunOptions = {}): Promise<Report> =>
  (await runPlan(dataset.plan, { ...options, to: sink })).report
