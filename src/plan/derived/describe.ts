import { type Aggregate, defineKnown, type State } from '../../aggregate/aggregate.ts'
import { approxCountDistinct } from '../../aggregate/approx-count-distinct.ts'
import { count } from '../../aggregate/count.ts'
import { distribution } from '../../aggregate/distribution.ts'
import { eachField } from '../../aggregate/each-field.ts'
import { map as mapResult } from '../../aggregate/map.ts'
import { max } from '../../aggregate/max.ts'
import { mean } from '../../aggregate/mean.ts'
import { min } from '../../aggregate/min.ts'
import { struct } from '../../aggregate/struct.ts'
import type { Order } from '../../data/order.ts'
import { kindOf } from '../../data/value-kind.ts'
import { type Bag, planOf, type Sequence } from '../dataset.ts'
import type { WithFields } from '../field-names.ts'
import { aggregate } from '../operators/aggregate.ts'
import { flatMap } from '../operators/flat-map.ts'
import { orderOf } from '../tree.ts'

/**
 * What `describe` says of one column.
 *
 * @example
 * const line = ({ column, count, missing }: F.ColumnSummary) => `${column}: ${count} of ${count + missing}`
 * const flights = F.rows([{ delay: 20 }, { delay: null }])
 * await F.toList(F.pipe(flights, F.describe(), F.map(line))) // List [ 'delay: 1 of 2' ]
 */
export interface ColumnSummary {
  readonly column: string
  /** What kinds of values there are, but null and undefined: `number`, `number | string`. `undefined` if there are none. */
  readonly types: string | undefined
  /** How many rows have a value there. */
  readonly count: number
  /** How many rows have null, undefined, or nothing there. */
  readonly missing: number
  /** About how many different values there are: exact up to 512, and then within some percent. */
  readonly distinct: number
  /** The least value in the canonical order. */
  readonly min: unknown
  readonly max: unknown
  /** The mean of the numbers, exact and rounded once; like all that follows, `undefined` where there are no numbers. */
  readonly mean: number | undefined
  /** About the quantile at 0.25 of the numbers, with a relative error of 1% at most. */
  readonly q1: number | undefined
  readonly median: number | undefined
  readonly q3: number | undefined
  /** How the finite numbers are distributed from the least to the greatest, in eight bars; a blank is none. */
  readonly bars: string | undefined
}

/** What kinds of values there are. */
const kinds = defineKnown<ReadonlySet<string>, unknown, readonly string[]>(
  {
    name: 'kinds',
    needs: 'bag',
    splits: true,
    init: () => new Set(),
    step: (seen, value) => (seen.has(kindOf(value)) ? seen : new Set([...seen, kindOf(value)])),
    merge: (left, right) => new Set([...left, ...right]),
    done: (seen) => [...seen].sort(),
    encode: (seen) => [...seen],
    decode: (encoded) => new Set(encoded as readonly string[]),
  },
  { calls: [] },
)

const values = struct({
  kinds,
  count: count(),
  distinct: approxCountDistinct((value: unknown) => value),
  min: min((value: unknown) => value),
  max: max((value: unknown) => value),
  mean: mean((value: unknown) => (typeof value === 'number' ? value : undefined)),
  numbers: distribution(),
})

const bar = '▁▂▃▄▅▆▇█'

/** A bar for each part, the highest for the largest; none for an empty one. */
const barsOf = (parts: readonly number[]): string => {
  const most = Math.max(...parts)
  return parts.map((n) => (n === 0 ? ' ' : bar[Math.ceil((n / most) * bar.length) - 1])).join('')
}

/** The summaries of all columns, of which there are as many as fields. */
const summaries = (order: Order): Aggregate<unknown, readonly ColumnSummary[], Order> => {
  const columns = mapResult(struct({ rows: count(), fields: eachField(values, order) }), ({ rows, fields }) =>
    [...fields].map(([column, { kinds, count, distinct, min, max, mean, numbers }]): ColumnSummary => {
      const hasNumbers = kinds.includes('number')
      const { q1, median, q3, parts } = numbers
      return Object.freeze({
        column,
        types: kinds.length === 0 ? undefined : kinds.join(' | '),
        count,
        missing: rows - count,
        distinct: Math.min(distinct, count),
        min,
        max,
        ...(hasNumbers
          ? { mean, q1, median, q3 }
          : { mean: undefined, q1: undefined, median: undefined, q3: undefined }),
        bars: parts.length === 0 ? undefined : barsOf(parts),
      })
    }),
  )
  return defineKnown<State, unknown, readonly ColumnSummary[], Order>(
    { ...columns, name: 'describe' },
    { calls: columns.calls },
  )
}

/**
 * What is in each column, in one pass over records: one row for each field, in the order in which they were first seen, or,
 * of a bag, by code point. Counts, least and greatest values and the mean are exact; `distinct` and the quartiles are
 * approximate, in little memory, and the same whatever the order of rows. `F.show` makes a table of it.
 *
 * Memory: some 100 KB for each column at most, but for numbers of many magnitudes.
 *
 * @throws FloeError InvalidRow while running, for a row that is no plain object
 * @example
 * const flights = F.rows([
 *   { origin: 'SEA', delay: 20 },
 *   { origin: 'OAK', delay: 3 },
 *   { origin: 'SEA', delay: null },
 *   { origin: 'SEA', delay: 10 },
 * ])
 * console.log(await F.show(F.pipe(flights, F.describe())))
 * // column  types   count  missing  distinct  min  max  mean  q1  median  q3  bars
 * // ──────  ──────  ─────  ───────  ────────  ───  ───  ────  ──  ──────  ──  ────────
 * // origin  string      4        0         2  OAK  SEA
 * // delay   number      3        1         3    3   20    11   3      10  10  █  █   █
 */
export const describe =
  () =>
  <A extends WithFields>(rows: Bag<A>): Sequence<ColumnSummary> => {
    const plan = planOf(rows)
    const columns = summaries(plan === undefined ? 'bag' : orderOf(plan))
    const all = aggregate({ columns })(rows as never) as Sequence<{ readonly columns: readonly ColumnSummary[] }>
    // Plans show its text: no name in it is one of a module's, which a bundler would change.
    return flatMap((described: { readonly columns: readonly ColumnSummary[] }) => described.columns)(all)
  }
