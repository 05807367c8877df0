/**
 * Copies of values that share nothing which could be written to: equal ones, or ones that only look different in memory.
 */
import { objectKind } from '../../data/value-kind.ts'

/** How a copy is laid out. It means the same either way. */
export interface Layout {
  /** Whether the keys of objects come in the opposite order. */
  readonly isReversed?: boolean
  readonly isFrozen?: boolean
}

const instanceOf = (value: object, copy: (part: unknown) => unknown): object => {
  const made: object = Object.create(Object.getPrototypeOf(value))
  for (const key of Reflect.ownKeys(value)) {
    const property = Object.getOwnPropertyDescriptor(value, key) as PropertyDescriptor
    Object.defineProperty(made, key, 'value' in property ? { ...property, value: copy(property.value) } : property)
  }
  return made
}

/** What copying needs of Immutable's collections: nobody writes to them, but what they hold may be written to. */
interface Held {
  readonly map: (copy: (item: unknown) => unknown) => object
  readonly mapEntries: (copy: (entry: readonly [unknown, unknown]) => readonly [unknown, unknown]) => object
  readonly toSeq: () => { readonly entries: () => Iterable<readonly [string, unknown]> }
  readonly set: (name: string, item: unknown) => Held
}

/** Copies what may be written to, down to the bottom. Functions stay what they are. */
export const copyOf = <A>(value: A, layout: Layout = {}): A => {
  const seen = new Map<object, object>()
  const finish = (copy: object): object => (layout.isFrozen && !ArrayBuffer.isView(copy) ? Object.freeze(copy) : copy)
  const copy = (part: unknown): unknown => {
    if (typeof part !== 'object' || part === null) return part
    const known = seen.get(part)
    if (known !== undefined) return known
    const keep = <C extends object>(made: C): C => {
      seen.set(part, made)
      return made
    }
    switch (objectKind(part)) {
      case 'object': {
        const made = keep(Object.create(Object.getPrototypeOf(part)) as Record<string, unknown>)
        const keys = Reflect.ownKeys(part) as string[]
        for (const key of layout.isReversed ? keys.reverse() : keys) {
          const item = copy((part as Record<string, unknown>)[key])
          if (key !== '__proto__' && Object.prototype.propertyIsEnumerable.call(part, key)) made[key] = item
          else
            Object.defineProperty(made, key, {
              value: item,
              enumerable: key === '__proto__',
              writable: true,
              configurable: true,
            })
        }
        return finish(made)
      }
      case 'array': {
        const items = part as unknown[]
        const made = keep(new Array<unknown>(items.length))
        for (const key of Object.keys(items)) made[key as unknown as number] = copy(items[key as unknown as number])
        return finish(made)
      }
      case 'date':
        return finish(keep(new Date((part as Date).getTime())))
      case 'bytes':
        return keep(structuredClone(part))
      case 'map': {
        const made = keep(new Map<unknown, unknown>())
        for (const [key, item] of part as Map<unknown, unknown>) made.set(copy(key), copy(item))
        return finish(made)
      }
      case 'set': {
        const made = keep(new Set<unknown>())
        for (const item of part as Set<unknown>) made.add(copy(item))
        return finish(made)
      }
      case 'none':
        // A Date of a subclass, a promise, a regular expression live by slots that no copy has.
        return part instanceof RegExp ||
          part instanceof Date ||
          part instanceof Promise ||
          part instanceof Map ||
          part instanceof Set
          ? part
          : finish(keep(instanceOf(part, copy)))
      case 'List':
      case 'Stack':
      case 'ImmutableSet':
      case 'OrderedSet':
        return keep((part as Held).map(copy))
      case 'ImmutableMap':
      case 'OrderedMap':
        return keep((part as Held).mapEntries(([key, item]) => [copy(key), copy(item)]))
      case 'Record': {
        let made = part as Held
        for (const [name, item] of made.toSeq().entries()) made = made.set(name, copy(item))
        return keep(made)
      }
      default:
        return part
    }
  }
  return copy(value) as A
}
