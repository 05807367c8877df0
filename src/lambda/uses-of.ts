/** Where a local is read within an expression: how often, and whether before anything else. */
import type { Expression } from './expression.ts'
import { partsOf } from './map-parts.ts'
import { isAtom } from './substitute.ts'

/** How often a local is read, and whether within a function, where each call reads it again. */
export const usesOf = (e: Expression, name: string): number => {
  if (e.kind === 'local') return e.name === name ? 1 : 0
  if (e.kind === 'let') return usesOf(e.value, name) + (e.name === name ? 0 : usesOf(e.within, name))
  if (e.kind === 'function') return e.params.includes(name) ? 0 : usesOf(e.body, name) * 2
  return partsOf(e).reduce((sum, part) => sum + usesOf(part, name), 0)
}

/** What is the first to be evaluated, whatever happens. */
export const isFirst = (e: Expression, name: string): boolean => {
  switch (e.kind) {
    case 'local':
      return e.name === name
    case 'field':
    case 'unary':
    case 'index':
      return isFirst(e.of, name)
    case 'method':
      return isFirst(e.of, name)
    case 'binary':
    case 'logical':
      return isFirst(e.left, name) || (e.kind === 'binary' && isAtom(e.left) && isFirst(e.right, name))
    case 'conditional':
      return isFirst(e.test, name)
    case 'let':
      return isFirst(e.value, name)
    default:
      return false
  }
}
