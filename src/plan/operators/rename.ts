import type { Order } from '../../data/order.ts'
import { printValue } from '../../data/print-value.ts'
import type { Schema } from '../../data/schema.ts'
import { FloeError } from '../../error/floe-error.ts'
import { type Dataset, dataset, planOf } from '../dataset.ts'
import { fieldNames, type WithFields } from '../field-names.ts'
import { hasField } from '../field-schemas.ts'
import { schemaOf } from '../tree.ts'

/**
 * A record with other names for some of its fields.
 *
 * @example
 * const renamed: F.Renamed<{ id: number; dep: string }, { dep: 'origin' }> = { id: 7, origin: 'SEA' }
 * renamed // { id: 7, origin: 'SEA' }
 */
export type Renamed<A, M> = A extends unknown
  ? { readonly [N in keyof A as N extends keyof M ? M[N] & PropertyKey : N]: A[N] }
  : never

type NewNames<A> = { readonly [N in keyof A]?: string }

/** The names of the other fields, as far as they are known. */
type Others<A, M, N> = (string extends keyof A ? never : Exclude<keyof A, keyof M>) | M[Exclude<keyof M, N> & keyof M]

/** What each new name must be: itself, unless another field has that name. */
type Free<A, M> = { readonly [N in keyof M]: N extends keyof A ? (M[N] extends Others<A, M, N> ? never : M[N]) : never }

type Names = readonly (readonly [from: string, to: string])[]

const collision = (name: string): FloeError =>
  new FloeError('InvalidArgument', {
    message: `rename would give two fields the name ${printValue(name)}`,
    found: printValue(name),
    expected: 'a name that no other field has',
    hint: 'omit the other field before, or rename it too',
  })

const checkNames = (names: Names): void => {
  const hint = "F.rename({ old: 'new' })"
  const to = names.map(([, name]) => name)
  fieldNames('rename', to, hint)
  const twice = to.find((name, i) => to.indexOf(name) < i)
  if (twice !== undefined) throw collision(twice)
}

/** Where every row has both, there is no need to run. */
const checkFree = (names: Names, schema: Schema): void => {
  const renamed = new Set(names.map(([from]) => from))
  for (const [from, to] of names)
    if (hasField(schema, from) && hasField(schema, to) && !renamed.has(to)) throw collision(to)
}

/**
 * Each record with other names for some of its fields, which keep their places. All are renamed at once, so names may be
 * exchanged. Keeps the order. Memory: none.
 *
 * @throws FloeError InvalidArgument for a name that is given twice, and for one that another field is known to have
 * @throws FloeError InvalidRow while running, for a row that is no plain object, or would have two fields of one name
 * @example
 * const flights = F.rows([{ dep: 'SEA', arr: 'OAK' }])
 * await F.toList(F.pipe(flights, F.rename({ dep: 'origin' }))) // List [ { origin: 'SEA', arr: 'OAK' } ]
 * await F.toList(F.pipe(flights, F.rename({ dep: 'arr', arr: 'dep' }))) // List [ { arr: 'SEA', dep: 'OAK' } ]
 */
export const rename = <A extends WithFields, const M extends NewNames<A>>(names: M & Free<A, M>) => {
  if (typeof names !== 'object' || names === null)
    throw new FloeError('InvalidArgument', {
      message: `rename was given ${printValue(names)}, and takes new names by the old ones`,
      hint: "F.rename({ old: 'new' })",
    })
  const read: Names = Object.freeze(Object.entries<string>(names).map((pair) => Object.freeze(pair)))
  checkNames(read)
  return <O extends Order>(rows: Dataset<A, O>): Dataset<Renamed<A, M>, O> => {
    const renamed = dataset<Renamed<A, M>, O>({ kind: 'rename', inputs: [planOf(rows)], names: read })
    checkFree(read, schemaOf(planOf(rows)))
    return renamed
  }
}
