/**
 * What calling a function came to: its value, or the kind of error that it threw. Values are compared down to -0, the order
 * of fields, holes and prototypes; functions by identity.
 */
export type Outcome = { readonly value: unknown } | { readonly error: string }

export const outcomeOf = (f: () => unknown): Outcome => {
  try {
    return { value: f() }
  } catch (thrown) {
    return { error: thrown instanceof Error ? thrown.name : typeof thrown }
  }
}

/** A value as a list of everything that can be told of it. */
const traitsOf = (value: unknown, level = 0): unknown => {
  if (typeof value !== 'object' || value === null || level > 20) return value
  const traits: unknown[] = [Object.getPrototypeOf(value)]
  if (value instanceof Date) traits.push(value.getTime())
  if (value instanceof RegExp) traits.push(value.source, value.flags, value.lastIndex)
  if (value instanceof Map || value instanceof Set) for (const item of value) traits.push(traitsOf(item, level + 1))
  for (const key of Reflect.ownKeys(value))
    traits.push(key, traitsOf(Object.getOwnPropertyDescriptor(value, key)?.value, level + 1))
  return traits
}

const areSame = (a: unknown, b: unknown): boolean =>
  Array.isArray(a) && Array.isArray(b) && a.length === b.length
    ? a.every((item, i) => areSame(item, b[i]))
    : Object.is(a, b)

export const isSameOutcome = (a: Outcome, b: Outcome): boolean =>
  'error' in a ? 'error' in b && a.error === b.error : !('error' in b) && areSame(traitsOf(a.value), traitsOf(b.value))

/** A deep copy, down to prototypes and holes. */
export const copyOf = <A>(value: A): A => {
  if (typeof value !== 'object' || value === null) return value
  if (value instanceof Date) return new Date(value.getTime()) as A
  if (value instanceof Map) return new Map([...value].map(([key, item]) => [copyOf(key), copyOf(item)])) as A
  if (value instanceof Set) return new Set([...value].map(copyOf)) as A
  const copy = Array.isArray(value) ? new Array(value.length) : Object.create(Object.getPrototypeOf(value))
  for (const key of Object.keys(value))
    Object.defineProperty(copy, key, {
      ...Object.getOwnPropertyDescriptor(value, key),
      value: copyOf(Reflect.get(value, key)),
    })
  return copy
}
