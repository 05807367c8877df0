/**
 * Where two values differ first, as a path: `rows[0].tags[1]`.
 */
import { printName, printValue } from '../../data/print-value.ts'
import { objectKind } from '../../data/value-kind.ts'
import { look } from './look.ts'

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

/** A value in print, as far as a reader wants to see of it. */
const told = (value: unknown): string => printValue(value, 200)

/** The first difference in how two values look, in the order of their fields; undefined where they look alike. */
export const difference = (before: unknown, after: unknown, path: string): Difference | undefined => {
  if (look(before) === look(after)) return undefined
  const kind = kindOf(before)
  if (kind === kindOf(after) && (kind === 'object' || kind === 'array')) {
    const [old, now] = [before as Record<string, unknown>, after as Record<string, unknown>]
    for (const name of new Set([...Object.keys(old), ...Object.keys(now)])) {
      const within = kind === 'array' ? `${path}[${name}]` : fieldPath(path, name)
      if (Object.hasOwn(old, name) !== Object.hasOwn(now, name))
        return {
          path: within,
          before: name in old ? told(old[name]) : 'absent',
          after: name in now ? told(now[name]) : 'absent',
        }
      const found = difference(old[name], now[name], within)
      if (found !== undefined) return found
    }
  }
  return { path, before: told(before), after: told(after) }
}
