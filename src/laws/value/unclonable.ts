/** What of a value cannot be sent to another thread, and where it is. */
import { printValue } from '../../data/print-value.ts'

const isClonable = (value: unknown): boolean => {
  try {
    structuredClone(value)
    return true
  } catch {
    return false
  }
}

const partsOf = (value: unknown, path: string): readonly (readonly [part: unknown, path: string])[] => {
  if (Array.isArray(value)) return value.map((part, i) => [part, `${path}[${i}]`])
  if (value instanceof Map)
    return [...value].flatMap(([key, part], i) => [
      [key, `${path}.keys()[${i}]`],
      [part, `${path}.get(${printValue(key, 40)})`],
    ])
  if (value instanceof Set) return [...value].map((part, i) => [part, `${path}.values()[${i}]`])
  if (typeof value !== 'object' || value === null) return []
  return Object.entries(value).map(([name, part]) => [part, `${path}.${name}`])
}

/** The first part, as deep as can be, that cannot be cloned; undefined where all can. */
export const unclonable = (
  value: unknown,
  path: string,
  above: readonly unknown[] = [],
): { readonly path: string; readonly before: string; readonly after: string } | undefined => {
  if (above.includes(value) || isClonable(value)) return undefined
  for (const [part, at] of partsOf(value, path)) {
    const found = unclonable(part, at, [...above, value])
    if (found !== undefined) return found
  }
  return { path, before: printValue(value, 200), after: 'cannot be cloned' }
}
