import type { Order } from '../../data/order.ts'
import { printValue } from '../../data/print-value.ts'
import { FloeError } from '../../error/floe-error.ts'
import { type Lambda, lambda } from '../../lambda/lambda.ts'
import { type Bag, type Dataset, dataset, planOf } from '../dataset.ts'
import type { WithFields } from '../field-names.ts'
import type { DeriveNode } from '../node.ts'

/**
 * A record with more fields: those of `X`, which take the place of others of the same name.
 *
 * @example
 * const flight: F.Derived<{ delay: number }, { hours: number }> = { delay: 90, hours: 1.5 }
 * flight // { delay: 90, hours: 1.5 }
 */
export type Derived<A, X> = A extends unknown
  ? { [N in keyof A as Exclude<N, keyof X>]: A[N] } & X extends infer B
    ? { readonly [N in keyof B]: B[N] }
    : never
  : never

/** Functions by the names of the fields that they give. Of the index the type of the row is inferred, of the rest `X`. */
type Functions<A, X> = { readonly [N in keyof X]: (row: A) => X[N] } & { readonly [name: string]: (row: A) => unknown }

type Stage<A, B> = <O extends Order>(rows: Dataset<A, O>) => Dataset<B, O>

const fieldsOf = (functions: unknown): DeriveNode['fields'] => {
  if (typeof functions !== 'object' || functions === null)
    throw new FloeError('InvalidArgument', {
      message: `derive was given ${printValue(functions)}, and takes functions by the names of their fields`,
      hint: 'F.derive({ hours: (row) => row.delay / 60 })',
    })
  return Object.freeze(
    Object.entries(functions).map(([name, f]) =>
      Object.freeze([name, lambda('derive', f as (row: unknown) => unknown) as Lambda<unknown>] as const),
    ),
  )
}

/**
 * Each record with fields that are computed from it: behind its own, or in the place of one of the same name. The
 * functions of one argument all see the row before it; those of the next one see their fields too; there may be
 * three. Every argument is a stage of its own. Keeps the order. Memory: none.
 *
 * @throws FloeError InvalidRow while running, for a row that is no plain object
 * @example
 * const flights = F.rows([{ origin: 'SEA', delay: 90 }])
 * const timed = F.pipe(flights, F.derive({ hours: (f) => f.delay / 60 }, { late: (f) => f.hours > 1 }))
 * await F.toList(timed) // List [ { origin: 'SEA', delay: 90, hours: 1.5, late: true } ]
 * await F.toList(F.pipe(flights, F.derive({ delay: (f) => f.delay * 60 }))) // List [ { origin: 'SEA', delay: 5400 } ]
 */
export function derive<A extends WithFields, X>(one: Functions<A, X>): Stage<A, Derived<A, NoInfer<X>>>
export function derive<A extends WithFields, X, Y>(
  one: Functions<A, X>,
  two: Functions<Derived<A, X>, Y>,
): Stage<A, Derived<Derived<A, NoInfer<X>>, NoInfer<Y>>>
export function derive<A extends WithFields, X, Y, Z>(
  one: Functions<A, X>,
  two: Functions<Derived<A, X>, Y>,
  three: Functions<Derived<Derived<A, X>, Y>, Z>,
): Stage<A, Derived<Derived<Derived<A, NoInfer<X>>, NoInfer<Y>>, NoInfer<Z>>>
export function derive(one: unknown, ...more: readonly unknown[]) {
  const read = [one, ...more].map(fieldsOf)
  return (rows: Bag<unknown>): Bag<unknown> =>
    read.reduce((before, fields) => dataset({ kind: 'derive', inputs: [planOf(before)], fields }), rows)
}
