/**
 * What a run may be told, and the check of it.
 */
import { printValue } from '../data/print-value.ts'
import { FloeError, type RunError } from '../error/floe-error.ts'
import type { Evidence } from '../evidence/evidence.ts'
import { checkPolicy, type ErrorPolicy } from '../plan/error-policy.ts'
import type { Sink } from '../plan/sink.ts'
import type { Engine } from './engine.ts'
import type { RunEvent } from './events.ts'
import { mostOf } from './most-rejects.ts'
import type { Reject } from './reject.ts'
import { bytesOfText } from './spill/budget.ts'
import type { Origin } from './workers/messages.ts'

/**
 * How far a run has come. Totals are absent while they are not known.
 *
 * @example
 * const text = (p: F.Progress) => `${p.rows} of ${p.totalRows ?? '?'} rows`
 * text({ rows: 5, bytes: 0, totalRows: 10 }) // '5 of 10 rows'
 */
export interface Progress {
  readonly rows: number
  readonly bytes: number
  readonly totalRows?: number
  readonly totalBytes?: number
}

/**
 * How to run. None of it changes the answer.
 *
 * @example
 * const options: F.RunOptions = { onError: 'reject', order: 'any' }
 * const result = await F.run(F.pipe(F.rows([3, -1]), F.map((n) => 'x'.repeat(n))), options)()
 * E.isRight(result) && result.right.rejects.map((error) => error.summary)
 * // List [ 'the function threw RangeError: Invalid count value: -1' ]
 */
export interface RunOptions {
  /**
   * What a row that cannot be read, or on which a function throws, does: end the run (`'fail'`, default), or step aside. A source or
   * stage may say so for itself.
   */
  readonly onError?: ErrorPolicy
  /** Takes rejected rows as they come; without it, or `rejects`, they are gathered in the run's `rejects`. */
  readonly onReject?: (error: RunError) => void
  /** Writes rejected rows there: to any sink. They are there when the run succeeds, or ends by `maxRejects`. */
  readonly rejects?: Sink<Reject>
  /**
   * How many rows may be rejected: a number of rows, or a share of those read: `'1%'`. The first row beyond a number ends the run; a
   * share is judged when all rows are through, before anything is there in a sink. Default: any number.
   */
  readonly maxRejects?: number | `${number}%`
  /** Rows of a bag in memory come in canonical order; `'any'` saves the sort. A written bag comes in any order unless `'canonical'`. */
  readonly order?: 'canonical' | 'any'
  /** Cancels the run. */
  readonly signal?: AbortSignal
  /**
   * Told what happens in the run, as it happens: its start, progress, batches, rejects, retries, what is put aside, commits, its end. See
   * `RunEvent` for their order.
   */
  readonly onEvent?: (event: RunEvent) => void
  /** Called now and then while sources are read. */
  readonly onProgress?: (progress: Progress) => void
  /**
   * How much memory the engine's live state may take: `'256MB'`. Units: kB, MB, GB, each 1000 of the one before. Rows that do not
   * fit are put aside on disk. Default: half of what the machine and its limits leave to the process.
   */
  readonly memory?: string
  /** How much of the disk rows that are put aside may take: `'20GB'`. Default: as much as there is. */
  readonly disk?: string
  /** How many threads work: a number, or `'auto'` for one a core. More than one needs an `origin`. */
  readonly workers?: number | 'auto'
  /** The module and the export that the dataset is, for workers, which load it: `{ module: import.meta.url, export: 'late' }`. */
  readonly origin?: Origin
  /** How often a part of the rows is worked on again whose worker was lost. Default: never. */
  readonly retries?: number
  /**
   * Functions that are not known to be pure are watched, whether they leave their rows as they were: on a sample of the rows,
   * or, with `true`, on all of them. One that does not ends the run.
   */
  readonly checked?: boolean
  /**
   * What was established about functions by checking their laws, as `parseEvidence` or `readEvidence` give it: of functions that
   * could not be read. With it a plan may become quicker. None unless said.
   */
  readonly evidence?: Evidence
  /** The engine; `compiled` unless said. */
  readonly engine?: Engine
  /**
   * A directory in which is written down how far the run has come: if the process ends before it is done, the next run of the same
   * plan goes on from there. It is gone when the run is done.
   */
  readonly checkpoint?: string
  /** Writes the rows there instead of giving them back. */
  readonly to?: Sink<never>
}

/**
 * How to run for rows alone, with `toList`, `stream` and `write`: whoever has rows rejected says where they go.
 *
 * @example
 * const reasons: string[] = []
 * const options: F.RowOptions = { onError: 'reject', onReject: (error) => reasons.push(error.summary) }
 * await F.toList(F.pipe(F.rows([3, -1]), F.map((n) => 'x'.repeat(n))), options) // List [ 'xxx' ]
 * reasons // [ 'the function threw RangeError: Invalid count value: -1' ]
 */
export type RowOptions = Omit<RunOptions, 'onError' | 'onReject' | 'rejects' | 'to'> &
  (
    | { readonly onError?: 'fail'; readonly onReject?: never; readonly rejects?: never }
    | { readonly onError?: ErrorPolicy; readonly onReject: (error: RunError) => void; readonly rejects?: Sink<Reject> }
    | { readonly onError?: ErrorPolicy; readonly onReject?: never; readonly rejects: Sink<Reject> }
  )

const invalid = (message: string, hint: string): RunError => new FloeError('InvalidArgument', { message, hint })

/** Whether there is a method of this name: options come from those without types, too. */
const has = (value: unknown, method: string): boolean =>
  typeof value === 'object' && value !== null && typeof (value as Record<string, unknown>)[method] === 'function'

const isText = (value: unknown): value is string => typeof value === 'string'

/** @throws FloeError InvalidArgument naming the option */
export const checkOptions = (options: RunOptions): void => {
  const { order, workers, origin, retries, checked, evidence, signal, engine, to } = options
  checkPolicy(options)
  if (options.maxRejects !== undefined && mostOf(options.maxRejects) === undefined)
    throw invalid(`maxRejects is ${printValue(options.maxRejects)}`, "it takes a number of rows, or a share: '1%'")
  if (options.rejects !== undefined && !has(options.rejects, 'open'))
    throw invalid(`rejects is ${printValue(options.rejects)}`, "it takes a sink: toNdjson('bad.ndjson')")
  if (order !== undefined && order !== 'canonical' && order !== 'any')
    throw invalid(`order is ${printValue(order)}`, "it takes 'canonical' or 'any'")
  for (const name of ['memory', 'disk'] as const)
    if (options[name] !== undefined && bytesOfText(options[name]) === undefined)
      throw invalid(`${name} is ${printValue(options[name])}`, "write a number and a unit: '256MB'")
  if (workers !== undefined && workers !== 'auto' && !(Number.isSafeInteger(workers) && workers >= 1))
    throw invalid(`workers is ${printValue(workers)}`, "it takes a whole number from 1, or 'auto'")
  if (origin !== undefined && !(isText(origin?.module) && isText(origin.export)))
    throw invalid(`origin is ${printValue(origin)}`, "it takes { module: import.meta.url, export: 'late' }")
  if (retries !== undefined && !(Number.isSafeInteger(retries) && retries >= 0))
    throw invalid(`retries is ${printValue(retries)}`, 'it takes a whole number from 0')
  if (checked !== undefined && typeof checked !== 'boolean')
    throw invalid(`checked is ${printValue(checked)}`, 'it takes true or false')
  if (evidence !== undefined && !((evidence as Partial<Evidence>).certificates instanceof Map))
    throw invalid(
      `evidence is ${printValue(evidence)}`,
      "it takes what floe/laws gives: readEvidence('floe.laws.json')",
    )
  if (signal !== undefined && !has(signal, 'addEventListener'))
    throw invalid(`signal is ${printValue(signal)}`, 'it takes the signal of an AbortController: controller.signal')
  if (engine !== undefined && !has(engine, 'execute'))
    throw invalid(`engine is ${printValue(engine)}`, 'it takes an engine, such as F.reference')
  if (to !== undefined && !has(to, 'open'))
    throw invalid(`to is ${printValue(to)}`, "it takes a sink: toCsv('out.csv')")
  if (options.checkpoint !== undefined && (typeof options.checkpoint !== 'string' || options.checkpoint === ''))
    throw invalid(`checkpoint is ${printValue(options.checkpoint)}`, "it takes a directory: 'run-1'")
  for (const name of ['onReject', 'onProgress', 'onEvent'] as const)
    if (options[name] !== undefined && typeof options[name] !== 'function')
      throw invalid(`${name} is ${printValue(options[name])}`, 'it takes a function')
}
