/**
 * Whether a function is pure: a walk over its tree that finds what has an effect, what asks the machine, and what nobody can
 * know.
 *
 * It may write to its own variables and to objects that it has made in the same call, and to nothing else. It may call
 * functions and methods that are known to be pure for whatever a row may hold, and functions of its own. `pure` is the
 * absence of anything found. A text that is made of a date (`${date}`) depends on the machine's zone: that is not looked for
 * here, but in what the function gives (`may-ask-zone.ts`).
 */
import { isCounter, pathOf } from './call-parts.ts'
import { checkWrite } from './check-write.ts'
import { functionIn, functionOf } from './origins.ts'
import type { Purity } from './reading.ts'
import type { Source } from './source.ts'
import { childrenOf, type FunctionNode, fixedName, type SyntaxNode } from './syntax.ts'
import { visitCall, visitNew } from './visit-call.ts'
import { checkGiven, visitMember, visitName } from './visit-name.ts'
import { visitPattern, visitTarget } from './visit-pattern.ts'
import { type PurityOf, type Walk, walkOver } from './walk.ts'

/** Fields that the language itself calls, if they are functions. */
const calledByLanguage = new Set(['toString', 'valueOf', 'toJSON', 'then', 'constructor', '__proto__'])

const visitFunction = (walk: Walk, fn: FunctionNode): undefined => {
  if (fn.async === true) return walk.unknown('makes an async function')
  if (fn.generator === true) return walk.unknown('makes a generator')
  for (const param of fn.params) visitPattern(walk, param)
  walk.visit(fn.body)
}

const visitAll = (walk: Walk, nodes: readonly SyntaxNode[]): undefined => {
  for (const node of nodes) walk.visit(node)
}

const visitDeclaration = (
  walk: Walk,
  node: Extract<SyntaxNode, { readonly type: 'VariableDeclaration' }>,
): undefined => {
  if (node.kind === 'using' || node.kind === 'await using') return walk.unknown('uses using')
  for (const { id, init } of node.declarations) {
    visitPattern(walk, id)
    if (init == null) continue
    const variable = id.type === 'Identifier' ? walk.source.scope.variableOf.get(id) : undefined
    const fn = functionOf(walk.source, init)
    // A function that keeps its name is looked at here, whether it is called or not.
    if (fn !== undefined && variable !== undefined && functionIn(walk.source, variable) === fn) walk.visitFunction(fn)
    else walk.visit(init)
  }
}

const visitProperty = (walk: Walk, node: Extract<SyntaxNode, { readonly type: 'Property' }>): undefined => {
  if (node.kind !== 'init' || node.method) return walk.unknown('makes an object with a method')
  const name = fixedName(node.key, node.computed)
  if (name === '__proto__' && !node.computed && !node.shorthand) return walk.unknown('makes an object with a prototype')
  if (name !== undefined && calledByLanguage.has(name) && !walk.isNoFunction(node.value))
    walk.unknown(`makes an object whose ${name} may be a function`)
  if (node.computed) walk.visit(node.key)
  walk.visit(node.value)
}

const visitOperator = (walk: Walk, node: Extract<SyntaxNode, { readonly type: 'UnaryExpression' }>): undefined => {
  if (node.operator === 'delete') {
    const { argument } = node
    const target = argument.type === 'ChainExpression' ? argument.expression : argument
    if (target.type !== 'MemberExpression') return walk.unknown('deletes a name')
    checkWrite(walk, target.object, node, 'deletes a field of an object')
  }
  walk.visit(node.argument)
}

const visit = (walk: Walk, node: SyntaxNode): undefined => {
  if (isCounter(node)) return
  switch (node.type) {
    case 'Identifier':
      return visitName(walk, node)
    case 'MemberExpression':
      return visitMember(walk, node)
    case 'CallExpression':
      return visitCall(walk, node)
    case 'NewExpression':
      return visitNew(walk, node)
    case 'ArrowFunctionExpression':
    case 'FunctionExpression':
      return walk.unknown('makes a function that it passes on')
    case 'FunctionDeclaration':
      return walk.visitFunction(node as FunctionNode)
    case 'VariableDeclaration':
      return visitDeclaration(walk, node)
    case 'AssignmentExpression':
      visitTarget(walk, node.left)
      return walk.visit(node.right)
    case 'UpdateExpression':
      if (node.argument.type !== 'Identifier' && node.argument.type !== 'MemberExpression')
        return walk.unknown('writes to what may be anything')
      return visitTarget(walk, node.argument)
    case 'ForInStatement':
    case 'ForOfStatement':
      if (node.type === 'ForOfStatement' && node.await) return walk.unknown('waits')
      if (node.left.type === 'VariableDeclaration') walk.visit(node.left)
      else visitTarget(walk, node.left)
      walk.visit(node.right)
      return walk.visit(node.body)
    case 'UnaryExpression':
      return visitOperator(walk, node)
    case 'BinaryExpression':
      if (node.operator !== 'instanceof') return visitAll(walk, [node.left, node.right])
      {
        const path = pathOf(node.right)
        const isKnown = path !== undefined && walk.isFree(path.root) && walk.source.resolve(path.name).kind === 'maker'
        if (!isKnown) walk.unknown('asks for the class of an object')
      }
      return walk.visit(node.left)
    case 'Property':
      return visitProperty(walk, node)
    case 'CatchClause':
      if (node.param != null) visitPattern(walk, node.param)
      return walk.visit(node.body)
    case 'LabeledStatement':
      return walk.visit(node.body)
    case 'BreakStatement':
    case 'ContinueStatement':
    case 'EmptyStatement':
    case 'Literal':
    case 'TemplateElement':
      return
    case 'ExpressionStatement':
    case 'BlockStatement':
    case 'ReturnStatement':
    case 'IfStatement':
    case 'SwitchStatement':
    case 'SwitchCase':
    case 'ThrowStatement':
    case 'TryStatement':
    case 'WhileStatement':
    case 'DoWhileStatement':
    case 'ForStatement':
    case 'ArrayExpression':
    case 'ObjectExpression':
    case 'LogicalExpression':
    case 'ConditionalExpression':
    case 'SequenceExpression':
    case 'SpreadElement':
    case 'TemplateLiteral':
    case 'ChainExpression':
      return visitAll(walk, childrenOf(node))
    case 'ThisExpression':
      return walk.unknown('uses this')
    case 'TaggedTemplateExpression':
      return walk.unknown('uses a tagged template')
    case 'AwaitExpression':
    case 'YieldExpression':
      return walk.unknown('waits')
    case 'ClassDeclaration':
    case 'ClassExpression':
      return walk.unknown('makes a class')
    case 'WithStatement':
      return walk.unknown('uses with')
    case 'ImportExpression':
      return walk.impure('loads a module', node)
    default:
      return walk.unknown(`uses ${node.type}`)
  }
}

export const purityOf = (source: Source, purityOfCaptured: PurityOf): Purity =>
  walkOver(source, purityOfCaptured, {
    visit,
    visitFunction: (walk, fn) => {
      if (fn === source.parsed.node)
        fn.params.forEach((param, place) => {
          const given = source.given[place]
          if (given?.kind === 'value' && param.type !== 'Identifier') checkGiven(walk, given.value)
        })
      visitFunction(walk, fn)
    },
  })
