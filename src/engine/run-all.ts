/**
 * Running several plans over one reading of what they share.
 */
import type { TaskEither } from 'fp-ts/lib/TaskEither.js'
import type { List } from 'immutable'
import { printValue } from '../data/print-value.ts'
import { asRunError, FloeError, type RunError } from '../error/floe-error.ts'
import { type Bag, isDataset, type RowOf } from '../plan/dataset.ts'
import type { Sink } from '../plan/sink.ts'
import type { RunOptions } from './options.ts'
import type { Report } from './report.ts'

/**
 * Datasets by name, as `runAll` takes them.
 *
 * @example
 * const outputs: F.Outputs = { numbers: F.rows([1, 2]), words: F.rows(['a']) }
 * Object.keys(outputs) // [ 'numbers', 'words' ]
 */
export type Outputs = Readonly<Record<string, Bag<unknown>>>

/**
 * What a run of several datasets gives: the rows of each by its name, one report, and the rejected rows of all.
 *
 * @example
 * const sizes = (run: F.RunAll<{ a: F.Bag<number>; b: F.Bag<string> }>) => [run.rows.a.size, run.rows.b.size]
 * const result = await F.runAll({ a: F.rows([1, 2]), b: F.rows(['x']) })()
 * E.isRight(result) && sizes(result.right) // [ 2, 1 ]
 */
export interface RunAll<D extends Outputs> {
  /** Of each output the rows: in order, of a sequence; in canonical order, of a bag. Empty where they went to a sink. */
  readonly rows: { readonly [N in keyof D]: List<RowOf<D[N]>> }
  readonly report: Report
  readonly rejects: List<RunError>
}

/**
 * How to run several datasets: as one, but that each may have a sink of its own.
 *
 * @example
 * const numbers = F.rows([1, 2, 3, 4])
 * const [even, odd] = [F.pipe(numbers, F.filter((n) => n % 2 === 0)), F.pipe(numbers, F.filter((n) => n % 2 === 1))]
 * const options: F.RunAllOptions<{ even: F.Bag<number>; odd: F.Bag<number> }> = { order: 'any' }
 * const result = await F.runAll({ even, odd }, options)()
 * E.isRight(result) && result.right.rows.odd // List [ 1, 3 ]
 */
export type RunAllOptions<D extends Outputs> = Omit<RunOptions, 'to'> & {
  /** Writes the rows of an output there instead of giving them back. */
  readonly to?: { readonly [N in keyof D]?: Sink<RowOf<D[N]>> }
}

/**
 * Describes one execution of several datasets: what they have in common is read and worked on once. Nothing is visible in
 * any sink unless all succeed. Of several errors it gives that of the first output, in the order of their names here.
 * Memory: as `run`, and the rows by which one output is ahead of another at what they share.
 *
 * @throws FloeError InvalidArgument for what is no dataset, or a sink of an unknown name
 * @example
 * const orders = F.rows([{ id: 1, sum: 5 }, { id: 2, sum: 70 }, { id: 3, sum: 90 }])
 * const large = F.pipe(orders, F.filter((order) => order.sum > 50))
 * const run = F.runAll({ large, total: F.pipe(orders, F.aggregate({ sum: A.sum((order) => order.sum) })) })
 * const result = await run()
 * if (E.isRight(result)) console.log(result.right.rows.large, result.right.rows.total, result.right.report.rowsIn)
 * // List [ { id: 2, sum: 70 }, { id: 3, sum: 90 } ] List [ { sum: 165 } ] 3
 */
export const runAll = <const D extends Outputs>(
  datasets: D,
  options: RunAllOptions<D> = {},
): TaskEither<RunError, RunAll<D>> => {
  const { to = {}, ...others } = options
  const names = Object.keys(datasets)
  for (const name of names)
    if (!isDataset(datasets[name]))
      throw new FloeError('InvalidArgument', {
        message: `runAll was given ${printValue(datasets[name])} as ${name}, and takes datasets`,
        hint: 'make one of an array: F.rows([1, 2])',
      })
  for (const name of Object.keys(to))
    if (!names.includes(name))
      throw new FloeError('InvalidArgument', {
        message: `runAll was given a sink for ${printValue(name)}, which is none of its outputs`,
        found: printValue(name),
        expected: names.length === 0 ? 'no sink' : names.join(', '),
      })
  const sinks = to as Readonly<Record<string, Sink<never> | undefined>>
  return async () => {
    try {
      const wanted = names.map((name) => {
        const sink = Object.hasOwn(sinks, name) ? sinks[name] : undefined
        return { name, plan: (datasets[name] as Bag<unknown>).plan, ...(sink === undefined ? {} : { to: sink }) }
      })
      const { execution } = await import('./execution.ts')
      const { rows, ...run } = await execution(wanted, others)
      const named = Object.freeze(Object.fromEntries(names.map((name, i) => [name, rows[i]])))
      return { _tag: 'Right', right: Object.freeze({ rows: named, ...run }) as unknown as RunAll<D> }
    } catch (thrown) {
      return { _tag: 'Left', left: asRunError(thrown) }
    }
  }
}
