/**
 * Where two values differ first, as a path from the row: `row.tags[1]`.
 */
import { identical } from '../../../data/identical.ts'
import { printName } from '../../../data/print-value.ts'
import { objectKind } from '../../../data/value-kind.ts'

export interface Difference {
  readonly path: string
  readonly before: unknown
  readonly after: unknown
}

const fieldPath = (path: string, name: string): string =>
  /^[A-Za-z_$][\w$]*$/.test(name) ? `${path}.${name}` : `${path}[${printName(name)}]`

const kindOf = (value: unknown): string =>
  typeof value === 'object' && value !== null ? (objectKind(value) ?? 'other') : typeof value

/** The first difference, in the order of the fields; undefined where the values are identical. */
export const firstDifference = (before: unknown, after: unknown, path: string): Difference | undefined => {
  if (identical(before, after)) return undefined
  const kind = kindOf(before)
  if (kind === kindOf(after) && (kind === 'object' || kind === 'array')) {
    const [old, now] = [before as Record<string, unknown>, after as Record<string, unknown>]
    for (const name of new Set([...Object.keys(old), ...Object.keys(now)])) {
      const within = kind === 'array' ? `${path}[${name}]` : fieldPath(path, name)
      if (Object.hasOwn(old, name) !== Object.hasOwn(now, name))
        return { path: within, before: old[name], after: now[name] }
      const found = firstDifference(old[name], now[name], within)
      if (found !== undefined) return found
    }
  }
  return { path, before, after }
}
