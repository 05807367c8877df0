/**
 * A function's tree as text that does not depend on who printed its source: not on spaces, quotes, parentheses, names of its
 * own variables, or the helpers of build tools. Free names stand as they are.
 */
import { calledBy, isCounter, namedFunction } from './call-parts.ts'
import { isFree, type Source } from './source.ts'
import { childrenOf, type FunctionNode, fixedName, isFunctionNode, type SyntaxNode } from './syntax.ts'

/** What tells nodes of one type apart, beside the nodes below them. */
const marks = [
  'operator',
  'kind',
  'prefix',
  'static',
  'method',
  'async',
  'generator',
  'optional',
  'await',
  'name',
] as const

export const treeText = (source: Source): string => {
  const places = new Map<unknown, number>()
  const isFreeName = isFree(source)

  const placeOf = (variable: unknown): number => {
    const place = places.get(variable) ?? places.size
    places.set(variable, place)
    return place
  }

  const all = (nodes: readonly SyntaxNode[]): string => nodes.map(text).join(',')

  const functionText = (node: FunctionNode): string => {
    const { body } = node
    const [only] = body.type === 'BlockStatement' ? body.body : []
    // `=> x` and `=> { return x }` are the same.
    const isReturn = body.type === 'BlockStatement' && body.body.length === 1 && only?.type === 'ReturnStatement'
    const inner = body.type !== 'BlockStatement' ? body : isReturn ? only.argument : undefined
    const what = inner == null ? text(body) : `Return(${text(inner)})`
    return `Function${node.async ? ' async' : ''}${node.generator ? '*' : ''}(${all(node.params)})${what}`
  }

  const text = (node: SyntaxNode): string => {
    if (isCounter(node)) return ''
    const named = namedFunction(node, isFreeName)
    if (named !== undefined) return text(named)
    if (isFunctionNode(node)) return functionText(node)
    switch (node.type) {
      case 'Identifier': {
        const variable = source.scope.variableOf.get(node)
        return variable === undefined ? JSON.stringify(node.name) : `$${placeOf(variable)}`
      }
      case 'Literal':
        if (node.regex != null) return `/${node.regex.pattern}/${node.regex.flags}`
        if (node.bigint != null) return `${node.bigint}n`
        return typeof node.value === 'string' ? JSON.stringify(node.value) : String(node.value)
      case 'TemplateElement':
        return JSON.stringify(node.value.cooked)
      case 'MemberExpression': {
        const name = fixedName(node.property, node.computed)
        const at = name === undefined ? `[${text(node.property)}]` : `.${JSON.stringify(name)}`
        return `${text(node.object)}${node.optional ? '?' : ''}${at}`
      }
      case 'Property': {
        const name = fixedName(node.key, node.computed)
        return `${node.kind}${node.method ? '()' : ''} ${name === undefined ? `[${text(node.key)}]` : JSON.stringify(name)}:${text(node.value)}`
      }
      case 'CallExpression':
        return `Call${node.optional ? '?' : ''}(${text(calledBy(node.callee))};${all(node.arguments)})`
      case 'ExpressionStatement':
        return node.directive != null || isCounter(node.expression) ? '' : `(${text(node.expression)})`
      default: {
        const known = node as unknown as Readonly<Record<string, unknown>>
        const marked = marks.map((mark) => (typeof known[mark] === 'object' ? '' : String(known[mark] ?? ''))).join(' ')
        return `${node.type} ${marked}(${all(childrenOf(node))})`
      }
    }
  }
  return text(source.parsed.node)
}
