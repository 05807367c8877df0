/**
 * Rows are immutable: in the type (`Frozen<T>`, once, where rows enter a pipeline) and, where asked for, at run time
 * (`deepFreeze`). Neither knows of datasets. Freezing is no detector of writes: a frozen Map or Date can still be written
 * to, typed arrays cannot be frozen, and sloppy-mode writes are swallowed. Laws compare fingerprints instead.
 */
import type { Collection, Record as ImmutableRecord } from 'immutable'
import { mostLevels, notARow, refuse } from './check-row.ts'
import { objectKind } from './value-kind.ts'

/** What `Frozen` leaves alone: primitives, functions, Immutable's collections, and objects that are no containers. */
type Leaf =
  | string
  | number
  | boolean
  | bigint
  | symbol
  | null
  | undefined
  | Date
  | RegExp
  | Error
  | ArrayBuffer
  | ArrayBufferView
  | Promise<unknown>
  | Collection<unknown, unknown>
  | ((...args: never) => unknown)
  | (abstract new (
      ...args: never
    ) => unknown)

/**
 * `T`, deeply readonly: objects, arrays and tuples, `Map` as `ReadonlyMap`, `Set` as `ReadonlySet`. Unions distribute,
 * branded primitives keep their brand, recursive types work, and `any`, `unknown` and `never` stay what they are.
 * Immutable's collections are immutable already, down to what is in them. Structural types know no classes: an instance
 * with private members loses them, but class instances are no rows.
 *
 * @example
 * const row: Frozen<{ tags: string[] }> = { tags: ['a'] }
 * // row.tags.push('b') does not compile
 */
export type Frozen<T> = unknown extends T
  ? T
  : T extends Leaf | ImmutableRecord<infer _Fields extends object>
    ? T
    : T extends ReadonlyMap<infer K, infer V>
      ? ReadonlyMap<Frozen<K>, Frozen<V>>
      : T extends ReadonlySet<infer V>
        ? ReadonlySet<Frozen<V>>
        : { readonly [K in keyof T]: Frozen<T[K]> }

const freeze = (value: unknown, level: number): void => {
  if (typeof value !== 'object' || value === null) return
  const kind = objectKind(value)
  if (kind !== 'object' && kind !== 'array') return
  if (level >= mostLevels) throw notARow
  for (const key of Object.keys(value)) freeze((value as Readonly<Record<string, unknown>>)[key], level + 1)
  Object.freeze(value)
}

/**
 * Freezes plain objects and arrays in place, deeply, and returns the value. What is frozen already is still looked into,
 * as `Object.freeze` is shallow. Dates, bytes, Map, Set, Immutable's collections and class instances are left alone, with
 * what is in them. Throws `NotARow` on cycles and beyond 1,000 levels. O(size).
 *
 * @example
 * const row = deepFreeze({ tags: ['a'] })
 * Object.isFrozen(row.tags) // true
 */
export const deepFreeze = <T>(value: T): Frozen<T> => {
  try {
    freeze(value, 0)
  } catch (thrown) {
    return refuse(thrown, value)
  }
  return value as Frozen<T>
}
