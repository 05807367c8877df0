/**
 * The first rows of a dataset as a table. What draws it is loaded when it is needed: this module is part of `floe`, which
 * loads nothing heavy.
 */
import { sortCanonically } from '../data/canonical-order.ts'
import { printValue } from '../data/print-value.ts'
import type { RowOptions } from '../engine/options.ts'
import { stream, toList } from '../engine/run.ts'
import { FloeError } from '../error/floe-error.ts'
import { countArgument } from '../plan/count-argument.ts'
import { type Bag, isDataset, type Sequence } from '../plan/dataset.ts'
import { take } from '../plan/operators/take.ts'
import { orderOf } from '../plan/tree.ts'

/**
 * How rows are shown, and how the dataset is run for them.
 *
 * @example
 * const options: F.ShowOptions = { rows: 1 }
 * console.log(await F.show(F.rows([{ n: 1 }, { n: 2 }]), options))
 * // n
 * // ─
 * // 1
 * // … 1 more row
 */
export type ShowOptions = RowOptions & {
  /** How many rows; 10 unless said. */
  readonly rows?: number
  /** How many columns of a terminal there are. Without it, as wide as it needs. */
  readonly width?: number
}

interface Shown {
  readonly rows: readonly unknown[]
  /** How many there are in all, if that is known. */
  readonly total?: number
  readonly more?: boolean
}

/** No more of a sequence is read than is needed to know whether there is more. */
const firstOf = async (rows: Sequence<unknown>, count: number, options: RowOptions): Promise<Shown> => {
  const first = (await toList(take(count + 1)(rows), options)).toArray()
  if (first.length <= count) return { rows: first, total: first.length }
  const known =
    rows.plan.kind === 'source' && options.onError !== 'reject' ? (await rows.plan.source.size()).rows : undefined
  return { rows: first.slice(0, count), ...(known === undefined ? { more: true } : { total: known }) }
}

/** Of a bag all are read, and the canonically least are kept. */
const leastOf = async (rows: Bag<unknown>, count: number, options: RowOptions): Promise<Shown> => {
  let least: readonly unknown[] = []
  let total = 0
  for await (const batch of stream(rows, { ...options, order: 'any' })) {
    total += batch.length
    least = sortCanonically([...least, ...batch]).slice(0, count)
  }
  return { rows: least, total }
}

/**
 * The first rows of a dataset as a table, for people: `console.log(await F.show(flights))`. Of a bag they are the first in
 * canonical order, as in `toList`, and all are read; of a sequence no row is read beyond those shown, but one. How many more there are
 * is said where it is known. Fractions are rounded and long text is cut; for exact rows there is `toList`. Memory: the
 * rows that are shown, and a batch, besides what the engine needs.
 *
 * @throws FloeError
 * @example
 * const flights = F.rows([{ origin: 'SEA', delay: 20 }, { origin: 'OAK', delay: 3 }, { origin: 'SEA', delay: 10 }])
 * console.log(await F.show(flights, { rows: 2 }))
 * // origin  delay
 * // ──────  ─────
 * // SEA        20
 * // OAK         3
 * // … 1 more row
 */
export const show = async (dataset: Bag<unknown>, options: ShowOptions = {}): Promise<string> => {
  const { rows: count = 10, width, ...running } = options
  countArgument('show', count)
  if (!isDataset(dataset))
    throw new FloeError('InvalidArgument', {
      message: `show was given ${printValue(dataset)}, and takes a dataset`,
      found: printValue(dataset),
      hint: 'make one of an array: F.rows([1, 2])',
    })
  const { table } = await import('./table.ts')
  const { rows, ...known } =
    orderOf(dataset.plan) === 'sequence'
      ? await firstOf(dataset as Sequence<unknown>, count, running as RowOptions)
      : await leastOf(dataset, count, running as RowOptions)
  return table(rows, { ...known, ...(width === undefined ? {} : { width }) })
}
