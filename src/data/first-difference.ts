/**
 * Where two values differ first, as a path: `row.tags[1]`. What counts as alike is the caller's to say.
 */
import { printName, printValue } from './print-value.ts'
import { objectKind } from './value-kind.ts'

/** What stood at a path, and what stands there instead, in print. */
export interface Difference {
  readonly path: string
  readonly before: string
  readonly after: string
}

const fieldPath = (path: string, name: string): string =>
  /^[A-Za-z_$][\w$]*$/.test(name) ? `${path}.${name}` : `${path}[${printName(name)}]`

const kindOf = (value: unknown): string =>
  value === null ? 'null' : typeof value === 'object' ? objectKind(value) : typeof value

/**
 * Gives the first difference, in the order of the fields; undefined where the values are alike.
 *
 * @param longest of a value in print, in characters
 */
export const firstDifferenceBy = (areAlike: (a: unknown, b: unknown) => boolean, longest: number) => {
  const told = (value: unknown): string => printValue(value, longest)
  const first = (before: unknown, after: unknown, path: string): Difference | undefined => {
    if (areAlike(before, after)) return undefined
    const kind = kindOf(before)
    if (kind === kindOf(after) && (kind === 'object' || kind === 'array')) {
      const [old, now] = [before as Record<string, unknown>, after as Record<string, unknown>]
      for (const name of new Set([...Object.keys(old), ...Object.keys(now)])) {
        const within = kind === 'array' ? `${path}[${name}]` : fieldPath(path, name)
        const [was, is] = [Object.hasOwn(old, name), Object.hasOwn(now, name)]
        if (was !== is)
          return { path: within, before: was ? told(old[name]) : 'absent', after: is ? told(now[name]) : 'absent' }
        const found = first(old[name], now[name], within)
        if (found !== undefined) return found
      }
    }
    return { path, before: told(before), after: told(after) }
  }
  return first
}
