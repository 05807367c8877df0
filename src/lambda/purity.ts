/**
 * Whether a function is pure: a walk over its tree that finds what has an effect, what asks the machine, and what nobody can
 * know.
 *
 * It may write to its own variables and to objects that it has made in the same call, and to nothing else. It may call
 * functions and methods that are known to be pure for whatever a row may hold, and functions of its own. `pure` is the
 * absence of anything found. A text that is made of a date (`${date}`) depends on the machine's zone: that is not seen,
 * because it is not seen what is a date.
 */
import { calledBy, isCounter, namedFunction, pathOf } from './call-parts.ts'
import { freshnessIn, returnsOf } from './freshness.ts'
import type { KnownFunction } from './known-functions.ts'
import { askedBy, isPatternMethod, mutator, pureMethod } from './known-methods.ts'
import { isPlainData } from './plain-data.ts'
import type { Purity } from './reading.ts'
import type { Variable } from './scope.ts'
import { givenTo, isFree, type Source, whereIs } from './source.ts'
import {
  type CallNode,
  childrenOf,
  type FunctionNode,
  fixedName,
  isFunctionNode,
  type MemberNode,
  type NameNode,
  type PatternNode,
  type SyntaxNode,
} from './syntax.ts'

type AnyFunction = (...args: never) => unknown

/** What is known of a function that is called: `pure`, or why not. */
export type PurityOf = (fn: AnyFunction) => Purity

/** Fields that are called by the language itself, if they are functions. */
const calledByLanguage = new Set(['toString', 'valueOf', 'toJSON', 'then', 'constructor', '__proto__'])

export const purityOf = (source: Source, purityOfCaptured: PurityOf): Purity => {
  let impure: Purity | undefined
  let unknown: Purity | undefined
  const freshParameters = new Set<Variable>()
  const isFresh = freshnessIn(source, freshParameters)

  const isImpure = (what: string, node: SyntaxNode): undefined => {
    impure ??= { verdict: 'impure', what, where: whereIs(source, node.start) }
  }
  const isUnknown = (why: string): undefined => {
    unknown ??= { verdict: 'unknown', why }
  }
  const isFreeName = isFree(source)

  const visitAll = (nodes: readonly (SyntaxNode | null | undefined)[]): undefined => {
    for (const node of nodes) if (node != null) visit(node)
  }

  /** The function that a variable always is, if it is one. */
  const functionIn = (variable: Variable): FunctionNode | undefined => {
    const [origin] = variable.origins
    if (variable.origins.length !== 1 || origin === undefined) return undefined
    if (origin.kind === 'function') return origin.of
    if (origin.kind !== 'value' || variable.kind === 'parameter') return undefined
    const of = namedFunction(origin.of, isFreeName) ?? origin.of
    return isFunctionNode(of) ? of : undefined
  }

  const visitFunction = (fn: FunctionNode): undefined => {
    if (fn.async === true) return isUnknown('makes an async function')
    if (fn.generator === true) return isUnknown('makes a generator')
    for (const param of fn.params) visitPattern(param)
    visit(fn.body)
  }

  /** Writing to a field of an object, or calling what changes it. */
  const checkWrite = (object: SyntaxNode, node: SyntaxNode, what: string): undefined => {
    if (isFresh(object)) return
    let root = object
    while (root.type === 'MemberExpression' || root.type === 'ChainExpression')
      root = root.type === 'MemberExpression' ? root.object : root.expression
    const variable = root.type === 'Identifier' ? source.scope.variableOf.get(root) : undefined
    if (root.type === 'Identifier' && variable === undefined) return isImpure(`${what}, which it captures`, node)
    if (variable?.origins.every(({ kind }) => kind === 'parameter'))
      return isImpure(`${what}, which it was given`, node)
    isUnknown(`${what}, which may be something it was given`)
  }

  const visitTarget = (target: PatternNode): undefined => {
    if (target.type === 'MemberExpression') {
      checkWrite(target.object, target, 'writes to a field of an object')
      visitMember(target)
      return
    }
    if (target.type === 'Identifier') {
      if (isFreeName(target)) isImpure(`writes to ${target.name}, which it captures`, target)
      return
    }
    visitPattern(target, visitTarget)
  }

  const visitPattern = (
    pattern: PatternNode,
    visitName: (target: PatternNode) => undefined = () => undefined,
  ): undefined => {
    switch (pattern.type) {
      case 'Identifier':
      case 'MemberExpression':
        visitName(pattern)
        return
      case 'AssignmentPattern':
        visitPattern(pattern.left, visitName)
        visit(pattern.right)
        return
      case 'RestElement':
        visitPattern(pattern.argument, visitName)
        return
      case 'ArrayPattern':
        for (const element of pattern.elements) if (element !== null) visitPattern(element, visitName)
        return
      case 'ObjectPattern':
        for (const property of pattern.properties) {
          if (property.type === 'RestElement') {
            visitPattern(property, visitName)
            continue
          }
          if (property.computed) visit(property.key)
          if (fixedName(property.key, property.computed) === 'constructor') isUnknown('reads constructor, a function')
          visitPattern(property.value, visitName)
        }
        return
      default:
        pattern satisfies never
    }
  }

  /** Whether what stands where a callback may stand is known to be none. */
  const isNoFunction = (node: SyntaxNode): boolean => {
    switch (node.type) {
      case 'Literal':
      case 'TemplateLiteral':
      case 'BinaryExpression':
      case 'UnaryExpression':
      case 'ArrayExpression':
      case 'ObjectExpression':
        return true
      case 'MemberExpression':
        return !node.computed && isRowLike(node.object)
      case 'LogicalExpression':
        return isNoFunction(node.left) && isNoFunction(node.right)
      case 'ConditionalExpression':
        return isNoFunction(node.consequent) && isNoFunction(node.alternate)
      case 'CallExpression': {
        const callee = calledBy(node.callee)
        const path = pathOf(callee)
        if (path !== undefined && isFreeName(path.root)) return source.resolve(path.name).kind === 'known'
        return callee.type === 'MemberExpression' && !callee.computed
      }
      case 'Identifier': {
        const variable = source.scope.variableOf.get(node)
        if (variable === undefined) return source.resolve(node.name).kind === 'constant'
        if (variable.kind === 'parameter') return isRowLike(node)
        return variable.origins.every(
          (origin) => origin.kind === 'rest' || (origin.kind === 'value' && isNoFunction(origin.of)),
        )
      }
      default:
        return false
    }
  }

  /** A parameter, or a field of one, by fixed names: something in a row. */
  const isRowLike = (node: SyntaxNode): boolean =>
    node.type === 'Identifier'
      ? source.scope.variableOf.get(node)?.origins.every(({ kind }) => kind === 'parameter') === true
      : node.type === 'MemberExpression' && !node.computed && isRowLike(node.object)

  /** What is given as an argument that will be called. */
  const visitCallback = (node: SyntaxNode): undefined => {
    const literal = namedFunction(node, isFreeName) ?? node
    if (isFunctionNode(literal)) return visitFunction(literal)
    const path = pathOf(node)
    if (path !== undefined && isFreeName(path.root)) {
      const resolved = source.resolve(path.name)
      if (resolved.kind === 'known') {
        if (resolved.known.callback !== undefined) isUnknown(`calls ${path.name} as a callback`)
        return
      }
      if (resolved.kind === 'function') return visitCaptured(resolved.fn, path.name, node)
    }
    if (node.type === 'Identifier') {
      const variable = source.scope.variableOf.get(node)
      if (variable !== undefined && functionIn(variable) !== undefined) return
      const given = variable === undefined ? undefined : givenTo(source, variable)
      if (given?.kind === 'value' && typeof given.value === 'function')
        return visitCaptured(given.value as AnyFunction, node.name, node)
    }
    if (!isNoFunction(node)) isUnknown('passes on what may be any function')
    visit(node)
  }

  const visitCaptured = (fn: AnyFunction, name: string, node: SyntaxNode): undefined => {
    const purity = purityOfCaptured(fn)
    if (purity.verdict === 'impure') isImpure(`calls ${name}, which ${purity.what}`, node)
    if (purity.verdict === 'unknown') isUnknown(`calls ${name}: ${purity.why}`)
  }

  const visitArguments = (args: readonly SyntaxNode[], callback: number | undefined): undefined => {
    args.forEach((arg, i) => {
      // Where a list is spread nobody knows which argument is which.
      if (i === callback && !args.slice(0, i + 1).some(({ type }) => type === 'SpreadElement')) visitCallback(arg)
      else if (arg.type === 'SpreadElement' && callback !== undefined)
        isUnknown('spreads arguments of which one is called')
      else visit(arg)
    })
  }

  /** The accumulator of a `reduce` that begins with a fresh object, and always gives one. */
  const findAccumulator = (args: readonly SyntaxNode[]): undefined => {
    const [first, initial] = args
    const fn = first === undefined ? undefined : (namedFunction(first, isFreeName) ?? first)
    if (fn === undefined || !isFunctionNode(fn) || initial === undefined || !isFresh(initial)) return
    const [param] = fn.params
    const variable = param?.type === 'Identifier' ? source.scope.variableOf.get(param) : undefined
    if (variable === undefined) return
    freshParameters.add(variable)
    if (returnsOf(fn)?.every(isFresh) !== true) freshParameters.delete(variable)
  }

  const visitMethodCall = (node: CallNode, callee: MemberNode): undefined => {
    const name = fixedName(callee.property, callee.computed)
    if (name === undefined) return isUnknown('calls a method whose name is computed')
    if (callee.object.type === 'Super') return isUnknown('uses super')
    const asked = askedBy(name)
    if (asked !== undefined) isImpure(`calls ${name}, which asks ${asked}`, callee.property)
    const facts = pureMethod(name)
    const changing = mutator(name)
    if (changing !== undefined) checkWrite(callee.object, callee.property, `calls ${name}, which changes an object`)
    else if (facts === undefined && asked === undefined && !(isPatternMethod(name) && isPattern(callee.object)))
      isUnknown(`calls the method ${name}, which is not known to be pure`)
    visit(callee.object)
    if (name === 'reduce' || name === 'reduceRight') findAccumulator(node.arguments)
    visitArguments(node.arguments, (facts ?? changing)?.callback)
  }

  /** A pattern that was made in this call, or one that keeps nothing. */
  const isPattern = (node: SyntaxNode): boolean => {
    if (node.type === 'Literal') return node.regex != null
    if (node.type === 'NewExpression') return node.callee.type === 'Identifier' && node.callee.name === 'RegExp'
    const path = pathOf(node)
    if (path !== undefined && isFreeName(path.root)) {
      const resolved = source.resolve(path.name)
      return resolved.kind === 'constant' && resolved.value instanceof RegExp
    }
    const variable = node.type === 'Identifier' ? source.scope.variableOf.get(node) : undefined
    return (
      variable !== undefined &&
      variable.origins.length > 0 &&
      variable.origins.every((origin) => origin.kind === 'value' && isPattern(origin.of))
    )
  }

  const visitKnownCall = (node: CallNode, known: KnownFunction): undefined =>
    visitArguments(node.arguments, known.callback)

  const visitFreeCall = (node: CallNode, name: string, root: NameNode): boolean => {
    const [first] = node.arguments
    if (name === 'Object.assign' || name === 'Object.freeze') {
      if (source.resolve('Object').kind !== 'part' || first === undefined) return false
      checkWrite(first, node, `calls ${name}, which changes an object`)
      visitAll(node.arguments)
      return true
    }
    const resolved = source.resolve(name)
    switch (resolved.kind) {
      case 'known':
        visitKnownCall(node, resolved.known)
        return true
      case 'function':
        visitCaptured(resolved.fn, name, node)
        visitAll(node.arguments)
        return true
      case 'maker':
        if (name === 'Date') isImpure('asks the clock', node)
        else if (name !== 'Array' && !name.endsWith('Error')) isUnknown(`calls ${name} without new`)
        visitAll(node.arguments)
        return true
      case 'impure':
        isImpure(resolved.what, root)
        visitAll(node.arguments)
        return true
      case 'constant':
      case 'unknown':
      case 'part':
        return false
      default:
        return resolved satisfies never
    }
  }

  const visitCall = (node: CallNode): undefined => {
    const named = namedFunction(node, isFreeName)
    if (named !== undefined) return isUnknown('makes a function that it passes on')
    const callee = calledBy(node.callee)
    const path = pathOf(callee)
    if (path !== undefined && isFreeName(path.root) && visitFreeCall(node, path.name, path.root)) return
    if (callee.type === 'MemberExpression') return visitMethodCall(node, callee)
    if (callee.type === 'ArrowFunctionExpression' || callee.type === 'FunctionExpression') {
      visitFunction(callee)
      visitAll(node.arguments)
      return
    }
    if (callee.type === 'Identifier') {
      const variable = source.scope.variableOf.get(callee)
      const given = variable === undefined ? undefined : givenTo(source, variable)
      if (given?.kind === 'value' && typeof given.value === 'function')
        visitCaptured(given.value as AnyFunction, callee.name, node)
      else if (variable === undefined) visitName(callee)
      else if (functionIn(variable) === undefined && !isSelf(variable))
        isUnknown(`calls ${callee.name}, which may be any function`)
      visitAll(node.arguments)
      return
    }
    isUnknown('calls what may be any function')
  }

  /** A function that calls itself by its own name. */
  const isSelf = (variable: Variable): boolean => variable.kind === 'self' && variable.origins.length === 1

  const visitNew = (node: Extract<SyntaxNode, { readonly type: 'NewExpression' }>): undefined => {
    visitAll(node.arguments)
    const path = pathOf(node.callee)
    if (path === undefined || !isFreeName(path.root)) return isUnknown('makes an object by a class that is not known')
    const resolved = source.resolve(path.name)
    if (resolved.kind === 'impure') return isImpure(resolved.what, node)
    if (resolved.kind !== 'maker') return isUnknown(`makes a ${path.name}, which is not known to be pure`)
    if (path.name !== 'Date') return
    const [time] = node.arguments
    if (time === undefined) return isImpure('asks the clock', node)
    if (node.arguments.length > 1) return isImpure('makes a date by the machine’s time zone', node)
    if (!isNumber(time)) isUnknown('makes a date of what may be a text, which may depend on the time zone')
  }

  /** Whether it is a number in any case. */
  const isNumber = (node: SyntaxNode): boolean => {
    switch (node.type) {
      case 'Literal':
        return typeof node.value === 'number'
      case 'UnaryExpression':
        return node.operator === '+' || (node.operator === '-' && isNumber(node.argument))
      case 'BinaryExpression':
        return node.operator === '+'
          ? isNumber(node.left) && isNumber(node.right)
          : ['-', '*', '/', '%', '**'].includes(node.operator)
      case 'ConditionalExpression':
        return isNumber(node.consequent) && isNumber(node.alternate)
      case 'CallExpression': {
        const path = pathOf(node.callee)
        if (path !== undefined && isFreeName(path.root)) {
          const resolved = source.resolve(path.name)
          return resolved.kind === 'known' && resolved.known.gives.kind === 'number'
        }
        // Only dates have it.
        return (
          node.callee.type === 'MemberExpression' && fixedName(node.callee.property, node.callee.computed) === 'getTime'
        )
      }
      case 'Identifier': {
        const variable = source.scope.variableOf.get(node)
        return (
          variable !== undefined &&
          variable.origins.length > 0 &&
          variable.kind === 'const' &&
          variable.origins.every((origin) => origin.kind === 'value' && isNumber(origin.of))
        )
      }
      default:
        return false
    }
  }

  const reportFree = (name: string, node: SyntaxNode): undefined => {
    const resolved = source.resolve(name)
    switch (resolved.kind) {
      case 'constant':
        return
      case 'known':
      case 'function':
      case 'maker':
      case 'part':
        return isUnknown(`passes on ${name}`)
      case 'impure':
        return isImpure(resolved.what, node)
      case 'unknown':
        return isUnknown(resolved.why)
      default:
        resolved satisfies never
    }
  }

  const visitName = (node: NameNode): undefined => {
    if (node.name === 'arguments' && isFreeName(node)) return isUnknown('uses arguments')
    const variable = source.scope.variableOf.get(node)
    if (variable === undefined) return reportFree(node.name, node)
    if (functionIn(variable) !== undefined || variable.kind === 'self')
      return isUnknown(`passes on ${node.name}, a function`)
    const given = givenTo(source, variable)
    if (given?.kind === 'value') checkGiven(given.value)
  }

  const checkGiven = (value: unknown): undefined => {
    if (!isPlainData(value)) isUnknown('its parameters are not only data')
  }

  const visitMember = (node: MemberNode): undefined => {
    const path = pathOf(node)
    if (path !== undefined && isFreeName(path.root) && path.root.name !== 'arguments') {
      const resolved = source.resolve(path.name)
      if (resolved.kind === 'constant') return
      if (resolved.kind !== 'unknown' || !isKnownConstant(node.object)) return reportFree(path.name, path.root)
    }
    if (node.object.type === 'Super') return isUnknown('uses super')
    if (node.property.type === 'PrivateIdentifier') return isUnknown('uses a private field')
    if (fixedName(node.property, node.computed) === 'constructor') isUnknown('reads constructor, a function')
    visit(node.object)
    if (node.computed) visit(node.property)
  }

  /** A captured constant, or a field of one. */
  const isKnownConstant = (node: SyntaxNode): boolean => {
    const path = pathOf(node)
    return (
      path !== undefined &&
      (source.resolve(path.name).kind === 'constant' ||
        (node.type === 'MemberExpression' && isKnownConstant(node.object)))
    )
  }

  const visit = (node: SyntaxNode): undefined => {
    if (isCounter(node)) return
    switch (node.type) {
      case 'Identifier':
        return visitName(node)
      case 'MemberExpression':
        return visitMember(node)
      case 'CallExpression':
        return visitCall(node)
      case 'NewExpression':
        return visitNew(node)
      case 'ArrowFunctionExpression':
      case 'FunctionExpression':
        return isUnknown('makes a function that it passes on')
      case 'FunctionDeclaration':
        return visitFunction(node as FunctionNode)
      case 'VariableDeclaration':
        if (node.kind === 'using' || node.kind === 'await using') return isUnknown('uses using')
        for (const { id, init } of node.declarations) {
          visitPattern(id)
          if (init == null) continue
          const fn = id.type === 'Identifier' ? (namedFunction(init, isFreeName) ?? init) : init
          const variable = id.type === 'Identifier' ? source.scope.variableOf.get(id) : undefined
          if (isFunctionNode(fn) && variable !== undefined && functionIn(variable) === fn) visitFunction(fn)
          else visit(init)
        }
        return
      case 'AssignmentExpression':
        visitTarget(node.left)
        visit(node.right)
        return
      case 'UpdateExpression':
        return visitTarget(node.argument as PatternNode)
      case 'ForInStatement':
      case 'ForOfStatement':
        if (node.type === 'ForOfStatement' && node.await) return isUnknown('waits')
        if (node.left.type === 'VariableDeclaration') visit(node.left)
        else visitTarget(node.left)
        visit(node.right)
        visit(node.body)
        return
      case 'UnaryExpression':
        if (node.operator === 'delete') {
          if (node.argument.type !== 'MemberExpression') return isUnknown('deletes a name')
          checkWrite(node.argument.object, node, 'deletes a field of an object')
        }
        // A name that is not there is no error here.
        if (node.operator === 'typeof' && node.argument.type === 'Identifier' && isFreeName(node.argument))
          return reportFree(node.argument.name, node.argument)
        return visit(node.argument)
      case 'BinaryExpression':
        if (node.operator === 'instanceof') {
          const path = pathOf(node.right)
          if (path === undefined || !isFreeName(path.root) || source.resolve(path.name).kind !== 'maker')
            isUnknown('asks for the class of an object')
          return visit(node.left)
        }
        visit(node.left)
        return visit(node.right)
      case 'Property':
        if (node.kind !== 'init' || node.method) return isUnknown('makes an object with a method')
        {
          const name = fixedName(node.key, node.computed)
          if (name !== undefined && calledByLanguage.has(name) && !isNoFunction(node.value))
            isUnknown(`makes an object whose ${name} may be a function`)
          if (name === '__proto__' && !node.computed && !node.shorthand) isUnknown('makes an object with a prototype')
        }
        if (node.computed) visit(node.key)
        return visit(node.value)
      case 'CatchClause':
        if (node.param != null) visitPattern(node.param)
        return visit(node.body)
      case 'LabeledStatement':
        return visit(node.body)
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
        return visitAll(childrenOf(node))
      case 'ThisExpression':
        return isUnknown('uses this')
      case 'TaggedTemplateExpression':
        return isUnknown('uses a tagged template')
      case 'AwaitExpression':
      case 'YieldExpression':
        return isUnknown('waits')
      case 'ClassDeclaration':
      case 'ClassExpression':
        return isUnknown('makes a class')
      case 'WithStatement':
        return isUnknown('uses with')
      case 'ImportExpression':
        return isImpure('loads a module', node)
      default:
        return isUnknown(`uses ${node.type}`)
    }
  }

  const { node } = source.parsed
  node.params.forEach((param, place) => {
    const given = source.given[place]
    if (given?.kind === 'value' && param.type !== 'Identifier') checkGiven(given.value)
  })
  visitFunction(node)
  return impure ?? unknown ?? { verdict: 'pure' }
}
