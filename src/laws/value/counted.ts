/**
 * Values that count how often something is read of them, down to the bottom. Only arrays and plain objects count: what
 * else there is lives by what no stand-in has.
 */
import { objectKind } from '../../data/value-kind.ts'
import { copyOf } from './copy-of.ts'

export interface Counted {
  /** A copy of the rows, and each of them alone. */
  readonly all: readonly unknown[]
  readonly each: readonly unknown[]
  /** How often something has been read of them so far. */
  readonly reads: () => number
}

export const counted = (rows: readonly unknown[]): Counted => {
  let reads = 0
  const known = new WeakMap<object, object>()
  const watch = (value: unknown): unknown => {
    if (typeof value !== 'object' || value === null) return value
    const kind = objectKind(value)
    if (kind !== 'object' && kind !== 'array') return value
    const made = known.get(value) ?? new Proxy(value, handler)
    known.set(value, made)
    return made
  }
  const handler: ProxyHandler<object> = {
    get: (of, name) => {
      reads++
      return watch(Reflect.get(of, name))
    },
    has: (of, name) => {
      reads++
      return Reflect.has(of, name)
    },
    ownKeys: (of) => {
      reads++
      return Reflect.ownKeys(of)
    },
  }
  const copy = copyOf(rows)
  return { all: watch(copy) as readonly unknown[], each: copy.map(watch), reads: () => reads }
}
