import { type Aggregate, defineKnown, type State } from '../../aggregate/aggregate.ts'
import { filtered } from '../../aggregate/filtered.ts'
import { givenAggregate } from '../../aggregate/given-aggregate.ts'
import type { Order } from '../../data/order.ts'
import { printValue } from '../../data/print-value.ts'
import { FloeError } from '../../error/floe-error.ts'
import { lambda } from '../../lambda/lambda.ts'
import { printLambda } from '../../lambda/print-lambda.ts'
import type { Bag, Dataset } from '../dataset.ts'
import { fieldNames } from '../field-names.ts'
import type { InputOrder } from '../named-aggregates.ts'
import { groupBy } from '../operators/group-by.ts'

/**
 * A row of `pivot`: its key, and the aggregate of each column.
 *
 * @example
 * const text = ({ key, jan, feb }: F.Pivoted<string, 'jan' | 'feb', number>) => `${key}: ${jan}, ${feb}`
 * text({ key: 'Ulm', jan: 3, feb: 4 }) // 'Ulm: 3, 4'
 */
export type Pivoted<K, N extends string, B> = { readonly [X in 'key' | N]: X extends 'key' ? K : B }

/**
 * How rows become a table: the key of a row of it, the name of a column of it, the names that are wanted, what stands
 * where both meet, and, if wanted, the name of a column for all rows that belong in no other.
 *
 * @example
 * const byLetter: F.PivotOn<string, string, 'a' | 'b', number> = {
 *   rows: (word) => word.slice(1),
 *   columns: (word) => word.slice(0, 1),
 *   names: ['a', 'b'],
 *   values: A.count(),
 * }
 * await F.toList(F.pipe(F.rows(['ax', 'bx', 'ax']), F.pivot(byLetter))) // List [ { key: 'x', a: 2, b: 1 } ]
 */
export interface PivotOn<A, K, N extends string, B, O extends Order = 'bag', X extends string = never> {
  readonly rows: (row: A) => K
  readonly columns: (row: A) => string | null | undefined
  readonly names: readonly N[]
  readonly values: Aggregate<NoInfer<A>, B, O>
  readonly others?: X
}

const checkNames = (names: readonly string[], all: readonly string[]): void => {
  const hint = "names: ['jan', 'feb']"
  if (!Array.isArray(names) || names.length === 0)
    throw new FloeError('InvalidArgument', {
      message: `pivot was given the names ${printValue(names)}, and takes those of columns`,
      hint,
    })
  fieldNames('pivot', all, hint)
  const taken = all.find((name, i) => name === 'key' || all.indexOf(name) < i)
  if (taken !== undefined)
    throw new FloeError('InvalidArgument', {
      message: `pivot would give two fields the name ${printValue(taken)}`,
      hint: 'each column has a name of its own, and none is called key, as the key of the row is',
    })
}

/**
 * A table: one row for each key, with an aggregate in each of some columns, of the rows that have this key and the name of
 * this column. It is `groupBy` with an aggregate for each column. A row whose column has none of the names makes its
 * group, and counts in `others` if that is given a name, and else in no column. What a column holds of no rows is what
 * the aggregate gives of none: a sum 0, a maximum undefined. Keys are as in `groupBy`; the names of columns are text. Aggregates
 * that need an order need a sequence. The rows are a bag. Memory: one state for each key and column.
 *
 * @throws FloeError InvalidArgument for no names, a name that is given twice, or is `key`
 * @example
 * const sales = F.rows([
 *   { city: 'Ulm', month: 'jan', sum: 3 }, { city: 'Ulm', month: 'feb', sum: 4 },
 *   { city: 'Ulm', month: 'jan', sum: 1 }, { city: 'Kiel', month: 'may', sum: 5 },
 * ])
 * const table = F.pipe(
 *   sales,
 *   F.pivot({
 *     rows: (s) => s.city,
 *     columns: (s) => s.month,
 *     names: ['jan', 'feb'],
 *     values: A.sum((s) => s.sum),
 *     others: 'rest',
 *   }),
 * )
 * await F.toList(table)
 * // List [ { key: 'Kiel', jan: 0, feb: 0, rest: 5 }, { key: 'Ulm', jan: 4, feb: 4, rest: 0 } ]
 */
export const pivot = <A, K, const N extends string, B, O extends Order, const X extends string = never>(
  on: PivotOn<A, K, N, B, O, X>,
): ((rows: Dataset<A, InputOrder<{ readonly values: Aggregate<A, B, O> }>>) => Bag<Pivoted<K, N | X, B>>) => {
  const others: readonly string[] = on.others === undefined ? [] : [on.others]
  checkNames(on.names, [...on.names, ...others])
  const values = givenAggregate('pivot', on.values as Aggregate<A, unknown, Order>)
  const column = lambda('pivot', on.columns)
  const where = (condition: string, isThere: (name: unknown) => boolean): Aggregate<A, unknown, Order> =>
    defineKnown<State, A, unknown, Order>(
      {
        ...filtered(values, (row: A) => isThere(column.call(row))),
        name: `${values.name} where ${printLambda(column)} ${condition}`,
      },
      { calls: values.calls && [column, ...values.calls] },
    )
  const columns = [
    ...on.names.map((name) => [name, where(`is ${printValue(name)}`, (found) => found === name)] as const),
    ...others.map((name) => [name, where('is another', (found) => !on.names.includes(found as N))] as const),
  ]
  return groupBy(on.rows, Object.fromEntries(columns)) as never
}
