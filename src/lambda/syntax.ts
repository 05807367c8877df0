/** The syntax trees of JavaScript as acorn gives them, under names that do not clash with ours. Types alone. */
import type {
  AnyNode,
  ArrowFunctionExpression,
  CallExpression,
  Expression,
  FunctionDeclaration,
  FunctionExpression,
  Identifier,
  MemberExpression,
  Pattern,
  Statement,
} from 'acorn'

export type SyntaxNode = AnyNode
export type FunctionNode = ArrowFunctionExpression | FunctionExpression | FunctionDeclaration
export type ExpressionNode = Expression
export type StatementNode = Statement
export type PatternNode = Pattern
export type NameNode = Identifier
export type MemberNode = MemberExpression
export type CallNode = CallExpression

export const isFunctionNode = (node: { readonly type: string }): node is FunctionNode =>
  node.type === 'ArrowFunctionExpression' || node.type === 'FunctionExpression' || node.type === 'FunctionDeclaration'

const isNode = (value: unknown): value is SyntaxNode =>
  typeof value === 'object' && value !== null && 'type' in value && typeof value.type === 'string'

/** The nodes right below one, in the order in which they stand in the text. */
export const childrenOf = (node: SyntaxNode): readonly SyntaxNode[] => {
  const children: SyntaxNode[] = []
  for (const value of Object.values(node))
    if (Array.isArray(value)) {
      for (const item of value) if (isNode(item)) children.push(item)
    } else if (isNode(value)) children.push(value)
  return children
}

/** The name of a property that is fixed: `of.name`, `of['name']`, `{ name: … }`, `{ 1: … }`. */
export const fixedName = (key: SyntaxNode, computed: boolean): string | undefined => {
  if (!computed && key.type === 'Identifier') return key.name
  if (key.type === 'Literal' && (typeof key.value === 'string' || typeof key.value === 'number'))
    return String(key.value)
  if (key.type === 'Literal' && key.bigint) return BigInt(key.bigint).toString()
  if (key.type === 'TemplateLiteral' && key.expressions.length === 0) return key.quasis[0]?.value.cooked ?? undefined
  return undefined
}
