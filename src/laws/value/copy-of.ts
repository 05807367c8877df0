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

/** What copying needs of Immutable's collections: nobody writes to them, but what they hold may be written to. */
interface Held {
  readonly map: (copy: (item: unknown) => unknown) => object
  readonly mapEntries: (copy: (entry: readonly [unknown, unknown]) => readonly [unknown, unknown]) => object
  readonly toSeq: () => { readonly entries: () => Iterable<readonly [string, unknown]> }
  readonly set: (name: string, item: unknown) => Held
}

/** A copy under way: what was copied already, by what it was. No closures: they are made anew for each copy. */
interface Copying {
  readonly layout: Layout
  readonly seen: Map<object, object>
}

const finish = ({ layout }: Copying, copy: object): object =>
  layout.isFrozen && !ArrayBuffer.isView(copy) ? Object.freeze(copy) : copy

const keep = <C extends object>({ seen }: Copying, part: object, made: C): C => {
  seen.set(part, made)
  return made
}

const copyInstance = (value: object, to: Copying): object => {
  const made = keep(to, value, Object.create(Object.getPrototypeOf(value)) as object)
  for (const key of Reflect.ownKeys(value)) {
    const property = Object.getOwnPropertyDescriptor(value, key) as PropertyDescriptor
    Object.defineProperty(
      made,
      key,
      'value' in property ? { ...property, value: copyIn(property.value, to) } : property,
    )
  }
  return finish(to, made)
}

const isEnumerable = Object.prototype.propertyIsEnumerable

const copyObject = (part: object, to: Copying): object => {
  const prototype: object | null = Object.getPrototypeOf(part)
  const made = keep(
    to,
    part,
    (prototype === Object.prototype ? {} : Object.create(prototype)) as Record<string, unknown>,
  )
  const keys = Reflect.ownKeys(part) as string[]
  // As many: they are the same, and all are plain fields.
  if (!to.layout.isReversed && Object.keys(part).length === keys.length && !keys.includes('__proto__')) {
    for (const key of keys) made[key] = copyIn((part as Record<string, unknown>)[key], to)
    return finish(to, made)
  }
  for (const key of to.layout.isReversed ? keys.reverse() : keys) {
    const item = copyIn((part as Record<string, unknown>)[key], to)
    if (key !== '__proto__' && isEnumerable.call(part, key)) made[key] = item
    else
      Object.defineProperty(made, key, {
        value: item,
        enumerable: key === '__proto__',
        writable: true,
        configurable: true,
      })
  }
  return finish(to, made)
}

const copyArray = (items: readonly unknown[], to: Copying): object => {
  const made = keep(to, items, new Array<unknown>(items.length))
  const keys = Object.keys(items)
  // Without holes, and with nothing besides, there are as many keys as items.
  if (keys.length === items.length && (keys.length === 0 || keys[keys.length - 1] === `${items.length - 1}`))
    for (let i = 0; i < items.length; i++) made[i] = copyIn(items[i], to)
  else for (const key of keys as unknown as number[]) made[key] = copyIn(items[key], to)
  return finish(to, made)
}

const copyMap = (part: ReadonlyMap<unknown, unknown>, to: Copying): object => {
  const made = keep(to, part, new Map<unknown, unknown>())
  for (const [key, item] of part) made.set(copyIn(key, to), copyIn(item, to))
  return finish(to, made)
}

const copySet = (part: ReadonlySet<unknown>, to: Copying): object => {
  const made = keep(to, part, new Set<unknown>())
  for (const item of part) made.add(copyIn(item, to))
  return finish(to, made)
}

const copyRecord = (part: Held, to: Copying): object => {
  let made = part
  for (const [name, item] of part.toSeq().entries()) made = made.set(name, copyIn(item, to))
  return keep(to, part, made)
}

/** A Date of a subclass, a promise, a regular expression live by slots that no copy has. */
const isSlotted = (part: object): boolean =>
  part instanceof RegExp ||
  part instanceof Date ||
  part instanceof Promise ||
  part instanceof Map ||
  part instanceof Set

const copyIn = (part: unknown, to: Copying): unknown => {
  if (typeof part !== 'object' || part === null) return part
  const known = to.seen.get(part)
  if (known !== undefined) return known
  switch (objectKind(part)) {
    case 'object':
      return copyObject(part, to)
    case 'array':
      return copyArray(part as unknown[], to)
    case 'date':
      return finish(to, keep(to, part, new Date((part as Date).getTime())))
    case 'bytes':
      return keep(to, part, structuredClone(part))
    case 'map':
      return copyMap(part as Map<unknown, unknown>, to)
    case 'set':
      return copySet(part as Set<unknown>, to)
    case 'none':
      return isSlotted(part) ? part : copyInstance(part, to)
    case 'List':
    case 'Stack':
    case 'ImmutableSet':
    case 'OrderedSet':
      return keep(
        to,
        part,
        (part as Held).map((item) => copyIn(item, to)),
      )
    case 'ImmutableMap':
    case 'OrderedMap':
      return keep(
        to,
        part,
        (part as Held).mapEntries(([key, item]) => [copyIn(key, to), copyIn(item, to)]),
      )
    case 'Record':
      return copyRecord(part as Held, to)
    default:
      return part
  }
}

/** Copies what may be written to, down to the bottom. Functions stay what they are. */
export const copyOf = <A>(value: A, layout: Layout = {}): A =>
  (typeof value === 'object' && value !== null ? copyIn(value, { layout, seen: new Map() }) : value) as A
