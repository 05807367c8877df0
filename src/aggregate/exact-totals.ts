import type { ExactProducts } from '../data/exact-products.ts'
import type { ExactSum } from '../data/exact-sum.ts'
import type { Definition } from './aggregate.ts'

type Total = ExactSum | ExactProducts
type TotalClass = typeof ExactSum | typeof ExactProducts

/** How many rows were counted, and exact sums over them, by name. */
export type Totals<K extends { readonly [name: string]: TotalClass }> = { n: number } & {
  readonly [N in keyof K]: InstanceType<K[N]>
}

const merged = <T extends Total>(left: T, right: T): Total => {
  const total = left.clone()
  total.mergeFrom(right as never)
  return total
}

/**
 * The part of a definition that is the same for all aggregates whose state is a count and some exact sums: it begins at
 * nothing, is merged sum by sum, and is encoded canonically.
 *
 * `exactTotals({ x: ExactSum, xx: ExactProducts })` keeps n, Σx and Σx²; the aggregate itself says how a row adds to
 * them, and what is made of them in the end.
 */
export const exactTotals = <const K extends { readonly [name: string]: TotalClass }>(kinds: K) => {
  const names = Object.keys(kinds)
  const totals = (n: number, total: (name: string, kind: TotalClass, i: number) => Total): Totals<K> =>
    ({
      n,
      ...Object.fromEntries(names.map((name, i) => [name, total(name, kinds[name] as TotalClass, i)])),
    }) as Totals<K>
  const of = (state: Totals<K>, name: string) => state[name] as Total
  return {
    needs: 'bag',
    splits: true,
    init: () => totals(0, (_, Kind) => new Kind()),
    merge: (left, right) => totals(left.n + right.n, (name) => merged(of(left, name), of(right, name))),
    encode: (state) => [state.n, ...names.map((name) => of(state, name).encode())],
    decode: (encoded) => {
      const [n, ...states] = encoded as [number, ...never[]]
      return totals(n, (_, kind, i) => kind.decode(states[i] as never))
    },
  } satisfies Partial<Definition<Totals<K>, never, never>>
}
