/**
 * A function as operators see it: its tree, what its names mean, which of its objects it has made itself, and what it writes to.
 * Knows no operator.
 */
import { attachmentOf, type Capture } from '../../lambda/attachment.ts'
import { freshnessIn, type IsFresh, returnsOf } from '../../lambda/freshness.ts'
import { mutator } from '../../lambda/known-methods.ts'
import { textOf } from '../../lambda/parse-function.ts'
import { type Resolved, resolveName } from '../../lambda/resolve-name.ts'
import { type Scope, scopeOf, type Variable } from '../../lambda/scope.ts'
import {
  type CallNode,
  childrenOf,
  type FunctionNode,
  fixedName,
  isFunctionNode,
  type SyntaxNode,
} from '../../lambda/syntax.ts'
import { type Parsed, parse } from './parse.ts'
import { type Target, targetsOf } from './targets.ts'

type AnyFunction = (...args: never) => unknown

export interface Tree {
  readonly parsed: Parsed
  readonly captures: Readonly<Record<string, Capture>>
  readonly scope: Scope
  /** All nodes, each behind what it stands in. */
  readonly nodes: readonly SyntaxNode[]
  readonly parentOf: (node: SyntaxNode) => SyntaxNode | undefined
  readonly textOf: (node: SyntaxNode) => string
  readonly isFresh: IsFresh
  /** The functions that are called with rows. */
  readonly targets: readonly Target[]
  /** Whether something is written into what a node gives: by a method, or by name once it has one. */
  readonly isWritten: (node: SyntaxNode) => boolean
}

/** A method's name and what it is called on. */
export const methodOf = (
  node: SyntaxNode,
): { readonly call: CallNode; readonly name: string; readonly of: SyntaxNode } | undefined => {
  if (node.type !== 'CallExpression' || node.callee.type !== 'MemberExpression') return undefined
  const name = fixedName(node.callee.property, node.callee.computed)
  return name === undefined || node.callee.object.type === 'Super'
    ? undefined
    : { call: node, name, of: node.callee.object }
}

/** Whether a node stands in another. */
export const isIn = (node: { readonly start: number; readonly end: number }, outer: SyntaxNode): boolean =>
  outer.start <= node.start && node.end <= outer.end

/** The function that is called with rows in which a node stands; undefined where it stands in none. */
export const targetOf = ({ targets }: Tree, node: SyntaxNode): FunctionNode | undefined =>
  targets.map(({ fn }) => fn).find((fn) => isIn(node, fn))

const setter = /^set(UTC)?(Date|FullYear|Hours|Milliseconds|Minutes|Month|Seconds|Time)$/

/** Whether what stands around a node writes into what it gives. */
const writesInto = (node: SyntaxNode, parentOf: Tree['parentOf']): boolean => {
  const parent = parentOf(node)
  if (parent?.type === 'MemberExpression' && parent.object === node) {
    const above = parentOf(parent)
    if (above?.type === 'AssignmentExpression') return above.left === parent
    if (above?.type === 'UpdateExpression') return true
    if (above?.type === 'UnaryExpression') return above.operator === 'delete'
    const method = above === undefined ? undefined : methodOf(above)
    if (method?.of === node) return mutator(method.name) !== undefined || setter.test(method.name)
    // What is in it, as far as it goes: `copy.size.width = 1`.
    return parent.computed === false && writesInto(parent, parentOf)
  }
  return (
    parent?.type === 'CallExpression' &&
    parent.arguments[0] === node &&
    parent.callee.type === 'MemberExpression' &&
    parent.callee.object.type === 'Identifier' &&
    parent.callee.object.name === 'Object' &&
    fixedName(parent.callee.property, parent.callee.computed) === 'assign'
  )
}

/** The accumulators that begin with a fresh object and always are one, and states of folds, which are theirs. */
const ownedParameters = (
  nodes: readonly SyntaxNode[],
  scope: Scope,
  targets: readonly Target[],
  owned: Set<Variable>,
  isFresh: IsFresh,
): void => {
  const own = (fn: FunctionNode): Variable | undefined => {
    const [param] = fn.params
    const variable = param?.type === 'Identifier' ? scope.variableOf.get(param) : undefined
    if (variable !== undefined) owned.add(variable)
    return variable
  }
  for (const { fn, role } of targets) if (role === 'step' || role === 'unstep') own(fn)
  for (const node of nodes) {
    const method = methodOf(node)
    if (method === undefined || (method.name !== 'reduce' && method.name !== 'reduceRight')) continue
    const [fn, initial] = method.call.arguments
    if (fn === undefined || !isFunctionNode(fn) || initial === undefined || !isFresh(initial)) continue
    const variable = own(fn)
    if (variable !== undefined && returnsOf(fn)?.every(isFresh) !== true) owned.delete(variable)
  }
}

/** The tree of a function; undefined where it cannot be read. */
export const treeOf = (fn: AnyFunction): Tree | undefined => {
  const attachment = attachmentOf(fn)
  const parsed = parse(attachment?.text ?? textOf(fn))
  if (parsed === undefined) return undefined
  const { root, text } = parsed
  const scope = scopeOf(root)
  const parents = new Map<SyntaxNode, SyntaxNode>()
  const nodes: SyntaxNode[] = []
  const visit = (node: SyntaxNode): void => {
    nodes.push(node)
    for (const child of childrenOf(node)) {
      parents.set(child, node)
      visit(child)
    }
  }
  visit(root)
  const parentOf = (node: SyntaxNode): SyntaxNode | undefined => parents.get(node)
  const known = new Map<string, Resolved>()
  const resolve = (name: string): Resolved => {
    const resolved = known.get(name) ?? resolveName(name, attachment)
    known.set(name, resolved)
    return resolved
  }
  const owned = new Set<Variable>()
  // Of an asynchronous function no more is asked here than of any other.
  const source = {
    parsed: { kind: 'parsed', node: root, text, before: parsed.before },
    scope,
    given: [],
    resolve,
  } as const
  const isFresh = freshnessIn(source, owned)
  const targets = targetsOf(root, scope)
  ownedParameters(nodes, scope, targets, owned, isFresh)
  const uses = new Map<Variable, SyntaxNode[]>()
  for (const [name, variable] of scope.variableOf) uses.set(variable, [...(uses.get(variable) ?? []), name])
  const isWritten = (node: SyntaxNode): boolean => {
    if (writesInto(node, parentOf)) return true
    const parent = parentOf(node)
    const target =
      parent?.type === 'VariableDeclarator' && parent.init === node
        ? parent.id
        : parent?.type === 'LogicalExpression'
          ? parent
          : node
    if (target !== node && target.type === 'LogicalExpression') return isWritten(target)
    const variable = target.type === 'Identifier' ? scope.variableOf.get(target) : undefined
    return variable !== undefined && (uses.get(variable) ?? []).some((use) => writesInto(use, parentOf))
  }
  return {
    parsed,
    captures: attachment?.captures ?? {},
    scope,
    nodes,
    parentOf,
    textOf: (node) => text.slice(node.start, node.end),
    isFresh,
    targets,
    isWritten,
  }
}
