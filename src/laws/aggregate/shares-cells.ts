/**
 * Whether two values have an object in common, at whatever depth: then who writes to one may write to the other.
 */

const isObject = (value: unknown): value is object => typeof value === 'object' && value !== null

const partsOf = (value: object): readonly unknown[] => {
  if (ArrayBuffer.isView(value)) return []
  if (value instanceof Map) return [...value].flat()
  return value instanceof Set ? [...value] : Object.values(value)
}

const objectsIn = (value: unknown): ReadonlySet<object> => {
  const seen = new Set<object>()
  const visit = (one: unknown): void => {
    if (!isObject(one) || seen.has(one)) return
    seen.add(one)
    for (const part of partsOf(one)) visit(part)
  }
  visit(value)
  return seen
}

/** Whether they have one in common. Objects that only a class or a closure can get at are not seen. */
export const sharesCells = (one: unknown, other: unknown): boolean => {
  const cells = objectsIn(one)
  return [...objectsIn(other)].some((cell) => cells.has(cell))
}
