/**
 * Functions that stand for syntax which expressions have no kind for: they are called like any function that is known
 * beforehand, and whoever looks at an expression may know them by identity.
 */

/** The rest of a pattern, `const { a, b, ...rest } = of`: all own enumerable fields but the named ones, in a fresh object. */
export const restOf = (of: unknown, ...names: readonly string[]): unknown => {
  // Throws for null and undefined as the pattern does, and keeps an own `__proto__` an own one.
  const { ...rest } = of as object
  for (const name of names) delete (rest as Record<string, unknown>)[name]
  return rest
}

/** The first items of an iterable, as the pattern `const [a, b] = of` takes them: undefined where there are no more. */
export const takeItems = (of: unknown, count: number): unknown => {
  const items: unknown[] = []
  const iterator = (of as Iterable<unknown>)[Symbol.iterator]()
  let done = false
  for (let i = 0; i < count; i++) {
    if (!done) {
      const next = iterator.next()
      done = next.done === true
      items.push(done ? undefined : next.value)
    } else items.push(undefined)
  }
  if (!done) iterator.return?.()
  return items
}

/** `new Set(items)` */
export const makeSet = (items: Iterable<unknown> | null | undefined): unknown => new Set(items)

/** `new Map(entries)` */
export const makeMap = (entries: Iterable<readonly [unknown, unknown]> | null | undefined): unknown => new Map(entries)

/** `new Date(time)`, of what is known to be a number, so that no zone is asked. */
export const makeDate = (time: number): unknown => new Date(time)

/** `Object.prototype.hasOwnProperty.call(of, name)` */
export const hasOwnField = (of: unknown, name: string): boolean => Object.hasOwn(of as object, name)

/** `Object.prototype.toString.call(of)` */
export const tagOf = (of: unknown): string => Object.prototype.toString.call(of)

/** `of instanceof maker` */
export const isInstance = (of: unknown, maker: unknown): boolean => of instanceof (maker as new () => unknown)

/** `{ [name]: value }`, where the name is a text already. */
export const oneField = (name: string, value: unknown): unknown => ({ [name]: value })

/** `fn(...args)` */
export const applyAll = (fn: (...args: readonly never[]) => unknown, args: readonly unknown[]): unknown =>
  fn(...(args as readonly never[]))

/** `of.sort(compare)`, of what nobody else has. The order that comes out is the same; `of` stays as it is. */
export const sortedCopy = (of: unknown, compare?: (a: unknown, b: unknown) => number): unknown =>
  (Array.isArray(of) ? of.slice() : (of as unknown[])).sort(compare)

/** `of.reverse()`, of what nobody else has. */
export const reversedCopy = (of: unknown): unknown => (Array.isArray(of) ? of.slice() : (of as unknown[])).reverse()

/** A regular expression that keeps its place, made afresh in each call. */
export const makePattern = (source: string, flags: string): unknown => new RegExp(source, flags)

/** `throw new Maker(message)` */
export const raise = (Maker: new (message?: string) => Error, message?: string): never => {
  throw new Maker(message)
}

/** Under what names these functions are remembered, in every process. */
export const standInNames: ReadonlyMap<unknown, string> = new Map<unknown, string>([
  [restOf, 'restOf'],
  [takeItems, 'takeItems'],
  [makeSet, 'makeSet'],
  [makeMap, 'makeMap'],
  [makeDate, 'makeDate'],
  [hasOwnField, 'hasOwnField'],
  [tagOf, 'tagOf'],
  [isInstance, 'isInstance'],
  [oneField, 'oneField'],
  [applyAll, 'applyAll'],
  [sortedCopy, 'sortedCopy'],
  [reversedCopy, 'reversedCopy'],
  [makePattern, 'makePattern'],
  [raise, 'raise'],
])
