/**
 * Whether an expression's value may be written to without anybody else noticing: an object that the function has made
 * itself in this very call, or something that cannot be changed at all. Said of the object alone, not of what is in it.
 */
import { calledBy, pathOf } from './call-parts.ts'
import { mutator, pureMethod } from './known-methods.ts'
import type { Variable } from './scope.ts'
import type { Source } from './source.ts'
import { type CallNode, type FunctionNode, fixedName, type StatementNode, type SyntaxNode } from './syntax.ts'

export type IsFresh = (node: SyntaxNode) => boolean

/** Everything that a function may return, without what functions in it return; undefined if it may end without. */
export const returnsOf = (fn: FunctionNode): readonly SyntaxNode[] | undefined => {
  if (fn.body.type !== 'BlockStatement') return [fn.body]
  const last = fn.body.body.at(-1)
  if (last?.type !== 'ReturnStatement') return undefined
  const returned: (SyntaxNode | undefined)[] = []
  const collect = (statement: StatementNode | null | undefined): void => {
    switch (statement?.type) {
      case 'ReturnStatement':
        returned.push(statement.argument ?? undefined)
        return
      case 'BlockStatement':
        statement.body.forEach(collect)
        return
      case 'IfStatement':
        collect(statement.consequent)
        collect(statement.alternate)
        return
      case 'ForStatement':
      case 'ForInStatement':
      case 'ForOfStatement':
      case 'WhileStatement':
      case 'DoWhileStatement':
      case 'LabeledStatement':
        collect(statement.body)
        return
      case 'SwitchStatement':
        for (const one of statement.cases) one.consequent.forEach(collect)
        return
      case 'TryStatement':
        collect(statement.block)
        collect(statement.handler?.body)
        collect(statement.finalizer)
        return
      default:
        return
    }
  }
  fn.body.body.forEach(collect)
  return returned.every((one) => one !== undefined) ? (returned as readonly SyntaxNode[]) : undefined
}

/**
 * `parameters` are those that are only ever given fresh values, such as the accumulator of a `reduce` that begins with a
 * literal.
 */
export const freshnessIn = (source: Source, parameters: ReadonlySet<Variable>): IsFresh => {
  const asked = new Set<Variable>()

  const isFreshVariable = (variable: Variable): boolean => {
    // Asked for within its own answer: whatever comes of it is as fresh as its other values.
    if (asked.has(variable)) return true
    asked.add(variable)
    const fresh = variable.origins.every((origin) => {
      switch (origin.kind) {
        case 'value':
          return isFresh(origin.of)
        case 'rest':
          return true
        case 'parameter':
          return parameters.has(variable)
        case 'function':
        case 'other':
          return false
        default:
          return origin satisfies never
      }
    })
    asked.delete(variable)
    return fresh
  }

  const isFreshCall = (node: CallNode): boolean => {
    const callee = calledBy(node.callee)
    const path = pathOf(callee)
    if (path !== undefined && !source.scope.variableOf.has(path.root)) {
      const resolved = source.resolve(path.name)
      if (resolved.kind === 'known') return resolved.known.isFresh
      const [first] = node.arguments
      if (path.name === 'Object.assign' || path.name === 'Object.freeze') return first !== undefined && isFresh(first)
      if (resolved.kind !== 'unknown') return false
    }
    if (callee.type !== 'MemberExpression' || callee.object.type === 'Super') return false
    const name = fixedName(callee.property, callee.computed)
    if (name === undefined) return false
    // A slice of a Buffer is the same memory.
    if (name === 'slice') return isFresh(callee.object)
    return pureMethod(name)?.isFresh ?? ((mutator(name)?.isFresh ?? false) && isFresh(callee.object))
  }

  const isFresh = (node: SyntaxNode): boolean => {
    switch (node.type) {
      case 'ArrayExpression':
      case 'ObjectExpression':
      case 'TemplateLiteral':
        return true
      // A pattern is fresh in each call of the function.
      case 'Literal':
        return true
      case 'NewExpression':
        return true
      case 'Identifier': {
        const variable = source.scope.variableOf.get(node)
        return variable !== undefined && isFreshVariable(variable)
      }
      case 'ConditionalExpression':
        return isFresh(node.consequent) && isFresh(node.alternate)
      case 'LogicalExpression':
        return isFresh(node.left) && isFresh(node.right)
      case 'SequenceExpression': {
        const last = node.expressions.at(-1)
        return last !== undefined && isFresh(last)
      }
      case 'AssignmentExpression':
        return node.operator === '=' && isFresh(node.right)
      case 'CallExpression':
        return isFreshCall(node)
      default:
        return false
    }
  }
  return isFresh
}
