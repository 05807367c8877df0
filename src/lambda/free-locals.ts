/**
 * The locals of an expression that nothing in it binds. Knows nothing of what binds them.
 */
import type { Expression } from './expression.ts'
import { partsOf } from './map-parts.ts'

const collect = (e: Expression, bound: readonly string[], into: Set<string>): void => {
  if (e.kind === 'local') {
    if (!bound.includes(e.name)) into.add(e.name)
  } else if (e.kind === 'let') {
    collect(e.value, bound, into)
    collect(e.within, [...bound, e.name], into)
  } else if (e.kind === 'function') collect(e.body, [...bound, ...e.params], into)
  else for (const part of partsOf(e)) collect(part, bound, into)
}

export const freeLocals = (e: Expression): ReadonlySet<string> => {
  const into = new Set<string>()
  collect(e, [], into)
  return into
}
