/**
 * A value in which the entries of each Map and Set come in an order of their own, and not in that in which they were put in.
 */
import { objectKind } from '../../data/value-kind.ts'
import { look } from '../value/look.ts'

const byLook = <A>(values: Iterable<A>): readonly A[] =>
  [...values]
    .map((value) => [look(value), value] as const)
    .sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0))
    .map(([, value]) => value)

/** The value, its Maps and Sets sorted. Its parts may be those of the value itself. */
export const withoutOrder = (value: unknown): unknown => {
  if (typeof value !== 'object' || value === null) return value
  switch (objectKind(value)) {
    case 'map':
      return new Map(
        byLook([...(value as Map<unknown, unknown>)].map(([key, one]) => [key, withoutOrder(one)] as const)),
      )
    case 'set':
      return new Set(byLook([...(value as Set<unknown>)].map(withoutOrder)))
    case 'array':
      return (value as readonly unknown[]).map(withoutOrder)
    case 'object':
      return Object.fromEntries(Object.entries(value).map(([key, one]) => [key, withoutOrder(one)]))
    default:
      return value
  }
}
