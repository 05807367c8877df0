/** A function of another text, with what the first one captured. */
import { compile } from '../../code/compile.ts'
import { taken } from '../../code/taken.ts'
import type { Capture } from '../../lambda/attachment.ts'
import { isToolName } from '../../lambda/call-parts.ts'
import type { Tree } from './tree.ts'

type AnyFunction = (...args: never) => unknown

/** What tools put around functions, to keep their names. */
const named = (fn: unknown): unknown => fn

/** What a captured name means, members of a namespace put together again. */
const valuesOf = (captures: Readonly<Record<string, Capture>>): ReadonlyMap<string, unknown> => {
  const values = new Map<string, unknown>()
  for (const [path, capture] of Object.entries(captures)) {
    const [root = path, member] = path.split('.')
    if (member === undefined) values.set(root, capture.get())
    else values.set(root, { ...(values.get(root) as object | undefined), [member]: capture.get() })
  }
  return values
}

/**
 * What makes functions of other texts in the place of one; undefined where it captures what nobody can see, or what changes.
 */
export const remaking = ({ captures, scope, parsed }: Tree): ((text: string) => AnyFunction) | undefined => {
  const values = new Map<string, unknown>([['__name', named]])
  try {
    if (Object.values(captures).some(({ isConstant }) => !isConstant)) return undefined
    for (const [name, value] of valuesOf(captures)) values.set(name, value)
  } catch {
    return undefined
  }
  const isSeen = (name: string): boolean => values.has(name) || isToolName(name) || name in globalThis
  if (!scope.free.every(({ name }) => name === 'undefined' || name === 'arguments' || isSeen(name))) return undefined
  const names = [...values.keys()]
  return (text) => {
    const expression = parsed.method === undefined ? text : `${text}.${parsed.method}`
    return compile<(values: readonly unknown[]) => AnyFunction>(
      `return (values) => { ${taken(text, names)}\nreturn ${expression} }`,
    )([...values.values()])
  }
}
