import type { Order } from '../../data/order.ts'
import { printValue } from '../../data/print-value.ts'
import { FloeError } from '../../error/floe-error.ts'
import { type Dataset, dataset, planOf } from '../dataset.ts'
import { fieldNames, type WithFields } from '../field-names.ts'
import { hasField } from '../field-schemas.ts'
import { schemaOf } from '../tree.ts'

/**
 * A record without some fields `K`, with the name of one of them in `N`, and with what stood there in `V`.
 *
 * @example
 * type Sales = { shop: string; jan: number; feb: number }
 * const sold: F.Unpivoted<Sales, 'jan' | 'feb', 'month', 'sales'> = { shop: 'Ulm', month: 'jan', sales: 3 }
 * sold // { shop: 'Ulm', month: 'jan', sales: 3 }
 */
export type Unpivoted<A, K, N extends string, V extends string> = A extends unknown
  ? { [X in keyof A as Exclude<X, K>]: A[X] } & { [X in N]: K } & { [X in V]: A[K & keyof A] } extends infer B
    ? { readonly [X in keyof B]: B[X] }
    : never
  : never

type Names = { readonly name: string; readonly value: string }
/** What a name must be: a text that no field has which stays. */
type Free<A, K, X> = X extends (string extends keyof A ? never : Exclude<keyof A, K>) ? never : string

const taken = (name: string): FloeError =>
  new FloeError('InvalidArgument', {
    message: `unpivot would give two fields the name ${printValue(name)}`,
    found: printValue(name),
    expected: 'a name that no other field has',
    hint: "choose another: F.unpivot(['jan', 'feb'], { name: 'month', value: 'sales' })",
  })

/**
 * Each record once for each of some fields: these go, and in their place stand the name of the field, and what was in it.
 * So a table that is wide becomes long. The rows of a record come in the order of the names; a field that is null, or
 * absent, gives a row like any other, with null or undefined. Keeps the order. Memory: none.
 *
 * @throws FloeError InvalidArgument for no name of a column, and for new names of which another field is known to have one
 * @throws FloeError InvalidRow while running, for a row that is no plain object, or would have two fields of one name
 * @example
 * const shops = F.rows([{ shop: 'Ulm', jan: 3, feb: 4 }, { shop: 'Kiel', jan: 5, feb: null }])
 * await F.toList(F.pipe(shops, F.unpivot(['jan', 'feb'], { name: 'month', value: 'sales' })))
 * // List [
 * //   { shop: 'Ulm', month: 'jan', sales: 3 }, { shop: 'Ulm', month: 'feb', sales: 4 },
 * //   { shop: 'Kiel', month: 'jan', sales: 5 }, { shop: 'Kiel', month: 'feb', sales: null }
 * // ]
 */
export const unpivot = <A extends WithFields, const K extends keyof A & string, const T extends Names>(
  columns: readonly K[],
  to: T & {
    readonly name: Free<A, K, T['name']>
    readonly value: Free<A, K, T['value']> & Exclude<T['value'], T['name']>
  },
) => {
  const hint = "F.unpivot(['jan', 'feb'], { name: 'month', value: 'sales' })"
  if (!Array.isArray(columns) || columns.length === 0)
    throw new FloeError('InvalidArgument', {
      message: `unpivot was given ${printValue(columns)}, and takes names of fields`,
      hint,
    })
  const read = fieldNames('unpivot', columns, hint)
  const [name, value] = [(to as Names | undefined)?.name, (to as Names | undefined)?.value]
  fieldNames('unpivot', [name, value], hint)
  if (name === value) throw taken(name as string)
  const node = { kind: 'unpivot', columns: read, name: name as string, value: value as string } as const
  return <O extends Order>(rows: Dataset<A, O>): Dataset<Unpivoted<A, K, T['name'], T['value']>, O> => {
    const long = dataset<Unpivoted<A, K, T['name'], T['value']>, O>({ ...node, inputs: [planOf(rows)] })
    for (const one of [node.name, node.value])
      if (!read.includes(one) && hasField(schemaOf(planOf(rows)), one)) throw taken(one)
    return long
  }
}
