/**
 * Which function literals of a module something is attached to: those that may become a lambda, or be called by one.
 *
 * These are functions that are kept (assigned, returned, exported, put into an object or a list that is), and arguments of
 * functions that are called by their name or are imported. Left alone are arguments of methods and of globals
 * (`numbers.map((n) => n + k)`): they run at once, may be made for every row, and no stage is built by a method. So are
 * functions within functions that are but called there, and those that cannot be read: async ones, generators, methods.
 */
import type { Program } from 'acorn'
import type { Variable } from '../lambda/scope.ts'
import { childrenOf, type FunctionNode, fixedName, isFunctionNode, type SyntaxNode } from '../lambda/syntax.ts'
import type { ModuleNames } from './module-names.ts'

export interface Wrapped {
  readonly node: FunctionNode
  /** The name that it gets from where it stands, and would lose in a call. */
  readonly name: string | undefined
  /** The one that it stands in. */
  readonly within: Wrapped | undefined
  /** Declared functions have a name to attach to: those of the module at its beginning, others where they end. */
  readonly is: 'literal' | 'declared' | 'of the module'
}

/** How a value is used: it is kept, by a name that it gets from there; or nobody knows. */
interface Use {
  readonly isKept: boolean
  readonly name?: string | undefined
}

const kept: Use = { isKept: true }
const lost: Use = { isKept: false }

const isReadable = (node: FunctionNode): boolean => !node.async && !node.generator

/** Variables of functions that are read in any way but to call them in the function that they belong to. */
const escaping = (program: Program, { variableOf }: ModuleNames): ReadonlySet<Variable> => {
  const found = new Set<Variable>()
  const visit = (node: SyntaxNode, owner: FunctionNode | undefined): void => {
    const inner = isFunctionNode(node) ? node : owner
    for (const child of childrenOf(node)) {
      const variable = child.type === 'Identifier' ? variableOf.get(child) : undefined
      const isDeclaration = (node.type === 'VariableDeclarator' || isFunctionNode(node)) && child === node.id
      const isCall = node.type === 'CallExpression' && child === node.callee
      if (variable !== undefined && !isDeclaration && !(isCall && variable.owner === inner)) found.add(variable)
      visit(child, inner)
    }
  }
  visit(program, undefined)
  return found
}

/** Whether what is given to it may be kept: what is called by its name and no global, or a member of an import. */
const keepsArguments = (callee: SyntaxNode, { variableOf, imports }: ModuleNames): boolean => {
  let node = callee
  let isMember = false
  for (;;) {
    if (node.type === 'CallExpression') node = node.callee
    else if (node.type === 'MemberExpression') {
      isMember = true
      node = node.object
    } else if (node.type === 'ChainExpression') node = node.expression
    else break
  }
  if (node.type !== 'Identifier') return false
  return (!variableOf.has(node) && imports.has(node.name)) || (!isMember && variableOf.has(node))
}

export const wrappedFunctions = (program: Program, names: ModuleNames): readonly Wrapped[] => {
  const escapes = escaping(program, names)
  const wrapped: Wrapped[] = []

  const ofModule = new Set<SyntaxNode>(
    program.body.flatMap((statement) => {
      const isExport = statement.type === 'ExportNamedDeclaration' || statement.type === 'ExportDefaultDeclaration'
      const declaration = isExport ? statement.declaration : statement
      return declaration == null ? [] : [declaration]
    }),
  )

  const isSeen = (node: FunctionNode): boolean => {
    if (node.type !== 'FunctionDeclaration' || node.id === null) return false
    const variable = names.variableOf.get(node.id)
    return ofModule.has(node) || (variable !== undefined && escapes.has(variable))
  }

  const useOfProperty = (use: Use, key: SyntaxNode, computed: boolean): Use => {
    const name = fixedName(key, computed)
    // What its name will be is only known at run time; and `__proto__: value` is no property.
    return name === undefined || (name === '__proto__' && !computed) ? lost : { isKept: use.isKept, name }
  }

  /** How the child of a node is used. */
  const useOf = (node: SyntaxNode, child: SyntaxNode, use: Use, owner: FunctionNode | undefined): Use => {
    switch (node.type) {
      case 'VariableDeclarator': {
        if (child !== node.init) return lost
        if (node.id.type !== 'Identifier') return kept
        const variable = names.variableOf.get(node.id)
        const isKept = owner === undefined || (variable !== undefined && escapes.has(variable))
        return { isKept, name: node.id.name }
      }
      case 'AssignmentExpression':
        if (child !== node.right) return lost
        // In parentheses, `(name) = …` gives no name.
        return node.left.type === 'Identifier' && node.left.start === node.start
          ? { isKept: true, name: node.left.name }
          : kept
      case 'ExportDefaultDeclaration':
        return { isKept: true, name: 'default' }
      case 'ReturnStatement':
        return kept
      case 'ArrowFunctionExpression':
        return child === node.body ? kept : lost
      case 'CallExpression':
      case 'NewExpression':
        return child !== node.callee && keepsArguments(node.callee, names) ? kept : lost
      case 'ConditionalExpression':
        return { isKept: use.isKept && child !== node.test }
      case 'LogicalExpression':
      case 'ArrayExpression':
      case 'ObjectExpression':
      case 'SpreadElement':
        return { isKept: use.isKept }
      case 'Property':
        return child === node.value && !node.method && node.kind === 'init'
          ? useOfProperty(use, node.key, node.computed)
          : lost
      default:
        return lost
    }
  }

  const visit = (node: SyntaxNode, use: Use, owner: FunctionNode | undefined, within: Wrapped | undefined): void => {
    // Of these the scope is not known well enough.
    if (node.type === 'StaticBlock') return
    const isFunction = isFunctionNode(node)
    let self: Wrapped | undefined
    if (isFunction && isReadable(node) && (node.type === 'FunctionDeclaration' ? isSeen(node) : use.isKept)) {
      const name = node.type === 'ArrowFunctionExpression' || node.id == null ? use.name : undefined
      const is = node.type !== 'FunctionDeclaration' ? 'literal' : ofModule.has(node) ? 'of the module' : 'declared'
      self = { node, name, within, is }
      wrapped.push(self)
    }
    const inner = isFunction ? node : owner
    for (const child of childrenOf(node)) {
      // Defaults of parameters have a scope of their own.
      if (isFunction && child !== node.body) continue
      visit(child, useOf(node, child, use, owner), inner, self ?? within)
    }
  }

  for (const statement of program.body) visit(statement, lost, undefined, undefined)
  return wrapped
}
