/** Writing to an object, or calling a method that changes it: fine for what the function has made itself in this call. */
import type { SyntaxNode } from './syntax.ts'
import type { Walk } from './walk.ts'

/** `object` is written to at `node`; `what` says how: `calls push, which changes an object`. */
export const checkWrite = (walk: Walk, object: SyntaxNode, node: SyntaxNode, what: string): undefined => {
  if (walk.isFresh(object)) return
  let root = object
  while (root.type === 'MemberExpression' || root.type === 'ChainExpression')
    root = root.type === 'MemberExpression' ? root.object : root.expression
  const variable = root.type === 'Identifier' ? walk.source.scope.variableOf.get(root) : undefined
  if (root.type === 'Identifier' && variable === undefined) walk.impure(`${what} that it captures`, node)
  else if (variable?.owner === walk.source.parsed.node && variable.origins.every(({ kind }) => kind === 'parameter'))
    walk.impure(`${what} that it was given`, node)
  else walk.unknown(`${what} that it may have been given`)
}
