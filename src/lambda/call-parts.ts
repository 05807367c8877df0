/**
 * What stands in a function's text in the way of what it means: names with dots, `(0, f)(x)`, and the helpers of build
 * tools. Looks at syntax alone.
 */
import { type ExpressionNode, fixedName, type NameNode, type SyntaxNode } from './syntax.ts'

/** A name with dots: `Math.floor`, as the node of its root and the whole name. */
export interface Path {
  readonly root: NameNode
  readonly name: string
}

/** The name with dots that a node is, if it is one. */
export const pathOf = (node: SyntaxNode): Path | undefined => {
  if (node.type === 'Identifier') return { root: node, name: node.name }
  if (node.type !== 'MemberExpression' || node.optional || node.object.type === 'Super') return undefined
  const of = pathOf(node.object)
  const name = fixedName(node.property, node.computed)
  return of === undefined || name === undefined ? undefined : { root: of.root, name: `${of.name}.${name}` }
}

/** `f`, of `(0, f)`, which build tools write where an imported function is called. */
export const calledBy = (callee: SyntaxNode): SyntaxNode => {
  if (callee.type !== 'SequenceExpression') return callee
  const [first, last] = callee.expressions
  return callee.expressions.length === 2 && first?.type === 'Literal' && last !== undefined ? last : callee
}

/** Whether a name is one of the helpers below. */
export const isToolName = (name: string): boolean => /^(__name|cov_\w+)$/.test(name)

/** `f`, of esbuild's `__name(f, 'f')`, where `__name` is free. */
export const namedFunction = (node: SyntaxNode, isFree: (name: NameNode) => boolean): ExpressionNode | undefined => {
  if (node.type !== 'CallExpression' || node.callee.type !== 'Identifier') return undefined
  if (node.callee.name !== '__name' || !isFree(node.callee)) return undefined
  const [fn, name] = node.arguments
  const isHelper =
    (fn?.type === 'ArrowFunctionExpression' || fn?.type === 'FunctionExpression') && name?.type === 'Literal'
  return isHelper && node.arguments.length === 2 ? fn : undefined
}

/** `cov_1abc().s[0]++`: a counter of istanbul's, which tells nobody but its report. */
export const isCounter = (node: SyntaxNode): boolean => {
  if (node.type !== 'UpdateExpression' || node.operator !== '++') return false
  for (let at: SyntaxNode = node.argument; at.type === 'MemberExpression'; at = at.object)
    if (at.object.type === 'CallExpression')
      return (
        at.object.arguments.length === 0 &&
        at.object.callee.type === 'Identifier' &&
        /^cov_\w+$/.test(at.object.callee.name)
      )
  return false
}
