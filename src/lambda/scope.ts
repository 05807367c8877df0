/**
 * Which name means what within a function: each use of a name is led to the variable that it means, or found to be free.
 *
 * Follows JavaScript: parameters and `var` belong to the function, `let`, `const` and `class` to their block, functions that
 * are declared are there before they stand. Of each variable it is known where its values come from, so that others can say
 * whether it ever changes. Knows nothing of values.
 */
import {
  childrenOf,
  type ExpressionNode,
  type FunctionNode,
  isFunctionNode,
  type NameNode,
  type PatternNode,
  type SyntaxNode,
} from './syntax.ts'

/** Where a variable gets a value from. */
export type Origin =
  /** An expression: `const x = of`, `x = of`. */
  | { readonly kind: 'value'; readonly of: ExpressionNode }
  /** The rest of a pattern, which is a fresh object or array. */
  | { readonly kind: 'rest' }
  /** A parameter of a function, or a part of one. */
  | { readonly kind: 'parameter' }
  /** The function that is declared. */
  | { readonly kind: 'function'; readonly of: FunctionNode }
  /** A part of something, an item of a loop, `++`, a class. */
  | { readonly kind: 'other' }

export interface Variable {
  readonly name: string
  readonly kind: 'parameter' | 'var' | 'let' | 'const' | 'function' | 'class' | 'caught' | 'self'
  /** The function whose variable it is. */
  readonly owner: FunctionNode
  /** In the order of the text. A `let` or `var` without a value has none here, and is undefined at first. */
  readonly origins: readonly Origin[]
}

export interface Scope {
  /** What a use, or a binding, of a name means. Names that are not here are free. */
  readonly variableOf: ReadonlyMap<NameNode, Variable>
  /** Uses of names that nothing in the function binds. */
  readonly free: readonly NameNode[]
}

type MutableVariable = Variable & { readonly origins: Origin[] }

interface Block {
  readonly names: Map<string, MutableVariable>
  readonly outer: Block | undefined
  readonly owner: FunctionNode
}

const other: Origin = Object.freeze({ kind: 'other' })
const rest: Origin = Object.freeze({ kind: 'rest' })

/** The names that a pattern binds, each with whether it is the rest of something. */
export const boundBy = (pattern: PatternNode): readonly { readonly name: NameNode; readonly isRest: boolean }[] => {
  switch (pattern.type) {
    case 'Identifier':
      return [{ name: pattern, isRest: false }]
    case 'MemberExpression':
      return []
    case 'AssignmentPattern':
      return boundBy(pattern.left)
    case 'RestElement':
      return boundBy(pattern.argument).map(({ name }) => ({ name, isRest: pattern.argument.type === 'Identifier' }))
    case 'ArrayPattern':
      return pattern.elements.flatMap((element) => (element === null ? [] : boundBy(element)))
    case 'ObjectPattern':
      return pattern.properties.flatMap((property) =>
        property.type === 'RestElement' ? boundBy(property) : boundBy(property.value),
      )
    default:
      return pattern satisfies never
  }
}

/** Declarations of `var` in a function, wherever they stand. */
const varsIn = (node: SyntaxNode, into: NameNode[]): void => {
  if (isFunctionNode(node) || node.type === 'ClassExpression' || node.type === 'ClassDeclaration') return
  if (node.type === 'VariableDeclaration' && node.kind === 'var')
    for (const { id } of node.declarations) into.push(...boundBy(id).map(({ name }) => name))
  for (const child of childrenOf(node)) varsIn(child, into)
}

export const scopeOf = (root: FunctionNode): Scope => {
  const variableOf = new Map<NameNode, Variable>()
  const free: NameNode[] = []

  const declare = (block: Block, name: string, kind: Variable['kind']): MutableVariable => {
    // A `var` of the name of a parameter, or said twice, is the same variable.
    const known = block.names.get(name)
    if (known !== undefined && kind === 'var') {
      known.origins.push(other)
      return known
    }
    const variable: MutableVariable = { name, kind, owner: block.owner, origins: [] }
    block.names.set(name, variable)
    return variable
  }

  const find = (block: Block | undefined, name: string): MutableVariable | undefined =>
    block === undefined ? undefined : (block.names.get(name) ?? find(block.outer, name))

  const use = (name: NameNode, block: Block): MutableVariable | undefined => {
    const variable = find(block, name.name)
    if (variable === undefined) free.push(name)
    else variableOf.set(name, variable)
    return variable
  }

  /** Declares what stands in a block itself. */
  const declareIn = (statements: readonly SyntaxNode[], block: Block): void => {
    for (const statement of statements) {
      if (statement.type === 'VariableDeclaration' && statement.kind !== 'var') {
        const kind = statement.kind === 'let' ? 'let' : 'const'
        for (const { id } of statement.declarations) for (const { name } of boundBy(id)) declare(block, name.name, kind)
      }
      if (statement.type === 'FunctionDeclaration' && statement.id !== null)
        declare(block, statement.id.name, 'function').origins.push({ kind: 'function', of: statement })
      if (statement.type === 'ClassDeclaration' && statement.id !== null)
        declare(block, statement.id.name, 'class').origins.push(other)
    }
  }

  /** A pattern that binds or writes: its names get values, its defaults and computed keys are read. */
  const visitPattern = (pattern: PatternNode, block: Block, origin: Origin): void => {
    switch (pattern.type) {
      case 'Identifier':
        use(pattern, block)?.origins.push(origin)
        return
      case 'MemberExpression':
        visit(pattern, block)
        return
      case 'AssignmentPattern':
        visitPattern(pattern.left, block, origin.kind === 'parameter' ? origin : other)
        visit(pattern.right, block)
        return
      case 'RestElement':
        visitPattern(pattern.argument, block, pattern.argument.type === 'Identifier' ? rest : other)
        return
      case 'ArrayPattern':
        for (const element of pattern.elements) if (element !== null) visitPattern(element, block, partOf(origin))
        return
      case 'ObjectPattern':
        for (const property of pattern.properties) {
          if (property.type === 'RestElement') visitPattern(property, block, other)
          else {
            if (property.computed) visit(property.key, block)
            visitPattern(property.value, block, partOf(origin))
          }
        }
        return
      default:
        pattern satisfies never
    }
  }

  const partOf = (origin: Origin): Origin => (origin.kind === 'parameter' ? origin : other)

  const visitFunction = (fn: FunctionNode, outer: Block | undefined): void => {
    const self: Block = { names: new Map(), outer, owner: fn }
    if (fn.type === 'FunctionExpression' && fn.id != null) {
      const variable = declare(self, fn.id.name, 'self')
      variable.origins.push(other)
      variableOf.set(fn.id, variable)
    }
    const block: Block = { names: new Map(), outer: self, owner: fn }
    for (const param of fn.params) for (const { name } of boundBy(param)) declare(block, name.name, 'parameter')
    for (const param of fn.params) visitPattern(param, block, { kind: 'parameter' })
    if (fn.body.type !== 'BlockStatement') {
      visit(fn.body, block)
      return
    }
    const vars: NameNode[] = []
    varsIn(fn.body, vars)
    for (const name of vars) declare(block, name.name, 'var')
    declareIn(fn.body.body, block)
    for (const statement of fn.body.body) visit(statement, block)
  }

  const inner = (outer: Block): Block => ({ names: new Map(), outer, owner: outer.owner })

  const visitAll = (nodes: readonly SyntaxNode[], block: Block): void => {
    for (const node of nodes) visit(node, block)
  }

  const visit = (node: SyntaxNode, block: Block): void => {
    switch (node.type) {
      case 'Identifier':
        use(node, block)
        return
      case 'ArrowFunctionExpression':
      case 'FunctionExpression':
        visitFunction(node, block)
        return
      case 'FunctionDeclaration':
        // Only an export may have none, and there is none within a function.
        if (node.id === null) return
        use(node.id, block)
        visitFunction(node as FunctionNode, block)
        return
      case 'BlockStatement': {
        const own = inner(block)
        declareIn(node.body, own)
        visitAll(node.body, own)
        return
      }
      case 'SwitchStatement': {
        visit(node.discriminant, block)
        const own = inner(block)
        for (const one of node.cases) declareIn(one.consequent, own)
        visitAll(node.cases, own)
        return
      }
      case 'ForStatement':
      case 'ForInStatement':
      case 'ForOfStatement': {
        const own = inner(block)
        const head = node.type === 'ForStatement' ? node.init : node.left
        if (head != null) declareIn([head], own)
        if (node.type !== 'ForStatement') {
          // The declaration has no value of its own: each round brings one.
          if (node.left.type === 'VariableDeclaration')
            for (const { id } of node.left.declarations) visitPattern(id, own, other)
          else visitPattern(node.left, own, other)
          visit(node.right, own)
          visit(node.body, own)
          return
        }
        visitAll(childrenOf(node), own)
        return
      }
      case 'CatchClause': {
        const own = inner(block)
        if (node.param != null) {
          for (const { name } of boundBy(node.param)) declare(own, name.name, 'caught')
          visitPattern(node.param, own, other)
        }
        visit(node.body, own)
        return
      }
      case 'VariableDeclarator':
        visitPattern(node.id, block, node.init == null ? other : { kind: 'value', of: node.init })
        if (node.init != null) visit(node.init, block)
        else if (node.id.type === 'Identifier') find(block, node.id.name)?.origins.pop()
        return
      case 'AssignmentExpression':
        visitPattern(node.left, block, node.operator === '=' ? { kind: 'value', of: node.right } : other)
        visit(node.right, block)
        return
      case 'UpdateExpression':
        if (node.argument.type === 'Identifier') use(node.argument, block)?.origins.push(other)
        else visit(node.argument, block)
        return
      case 'MemberExpression':
        visit(node.object, block)
        if (node.computed) visit(node.property, block)
        return
      case 'Property':
        if (node.computed) visit(node.key, block)
        visit(node.value, block)
        return
      case 'MethodDefinition':
      case 'PropertyDefinition':
        if (node.computed) visit(node.key, block)
        if (node.value != null) visit(node.value, block)
        return
      case 'LabeledStatement':
        visit(node.body, block)
        return
      case 'BreakStatement':
      case 'ContinueStatement':
      case 'MetaProperty':
        return
      default:
        visitAll(childrenOf(node), block)
    }
  }

  visitFunction(root, undefined)
  return { variableOf, free }
}
