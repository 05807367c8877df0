/**
 * Makes an object again what it was: so a seed that all folds share, and one has written to, is as at first.
 */
import { objectKind } from '../../data/value-kind.ts'
import { copyOf } from '../value/copy-of.ts'

const isObject = (value: unknown): value is object => typeof value === 'object' && value !== null

/** Puts what a copy holds into what it was copied from. Leaves alone what cannot be written to. */
export const restore = (cell: unknown, kept: unknown, seen: Set<unknown> = new Set()): void => {
  if (!isObject(cell) || !isObject(kept) || Object.isFrozen(cell) || seen.has(cell)) return
  seen.add(cell)
  const kind = objectKind(cell)
  switch (kind) {
    case 'map':
      ;(cell as Map<unknown, unknown>).clear()
      for (const [key, value] of kept as Map<unknown, unknown>) (cell as Map<unknown, unknown>).set(key, copyOf(value))
      return
    case 'set':
      ;(cell as Set<unknown>).clear()
      for (const value of kept as Set<unknown>) (cell as Set<unknown>).add(copyOf(value))
      return
    case 'date':
      ;(cell as Date).setTime((kept as Date).getTime())
      return
    case 'array':
    case 'object':
    case 'none':
      for (const key of Reflect.ownKeys(cell)) if (!Object.hasOwn(kept, key)) Reflect.deleteProperty(cell, key)
      if (kind === 'array') Reflect.set(cell, 'length', (kept as unknown[]).length)
      for (const key of Reflect.ownKeys(kept)) {
        const [now, before]: readonly unknown[] = [Reflect.get(cell, key), Reflect.get(kept, key)]
        if (isObject(now) && isObject(before) && objectKind(now) === objectKind(before)) restore(now, before, seen)
        else Reflect.set(cell, key, copyOf(before))
      }
      return
    default:
  }
}
