/**
 * The expression that a pure function is: its tree, read as what it gives. What expressions have no kind for (loops, throwing,
 * variables that change) is given up, with the reason; the function is then called as the closure it is.
 *
 * Variables become the expressions that they stand for, or `let`s where a value would be evaluated twice, late or never.
 * Kept is the value, and whether something throws and which thing first; what an error says may differ. Only functions that
 * are known to be pure may be given: purity is not looked at again.
 */
import { calledBy, isCounter, namedFunction, pathOf } from './call-parts.ts'
import type { Expression } from './expression.ts'
import * as E from './expression.ts'
import { isPatternMethod, pureMethod } from './known-methods.ts'
import { isStatelessPattern } from './resolve-name.ts'
import type { Variable } from './scope.ts'
import { isFree, type Source } from './source.ts'
import { isInstance, makeDate, makeMap, makeSet, restOf, takeItems } from './stand-ins.ts'
import { isAtom } from './substitute.ts'
import {
  type CallNode,
  type ExpressionNode,
  type FunctionNode,
  fixedName,
  isFunctionNode,
  type MemberNode,
  type PatternNode,
  type StatementNode,
  type SyntaxNode,
} from './syntax.ts'

type AnyFunction = (...args: never) => unknown

/** What a captured function gives for these arguments; undefined where it can only be called. */
export type Inline = (fn: AnyFunction, args: readonly Expression[]) => Expression | undefined

/** What variables stand for at some place of the function. */
type Environment = ReadonlyMap<Variable, Expression>
/** Goes on with what is known then. */
type Rest = (env: Environment) => Expression

interface GaveUp {
  readonly gaveUp: string
}
const giveUp = (why: string): never => {
  throw { gaveUp: why } satisfies GaveUp
}
const hasGivenUp = (thrown: unknown): thrown is GaveUp =>
  typeof thrown === 'object' && thrown !== null && 'gaveUp' in thrown

/** Nothing longer is read: it would not be faster than the closure. */
const mostSteps = 2_000

const binaryOperators = new Set('+ - * / % ** | & ^ << >> >>> === !== == != < <= > >= in'.split(' '))
const iterating = new Set(['keys', 'values', 'entries'])
const patternTakers = new Set(['replace', 'replaceAll', 'match', 'split', 'search'])

export const toExpression = (source: Source, inline: Inline): Expression | GaveUp => {
  const isFreeName = isFree(source)
  const names = new Set<string>()
  let steps = 0

  /** A name for a local that no other has. */
  const newName = (name: string): string => {
    let next = name
    for (let n = 1; names.has(next); n++) next = `${name}_${n}`
    names.add(next)
    return next
  }

  /** The value under a name, unless it is so simple that it may stand wherever the name does. */
  const named = (name: string, value: Expression, then: (local: Expression) => Expression): Expression => {
    if (isAtom(value)) return then(value)
    const own = newName(name)
    return E.bind(own, value, then(E.local(own)))
  }

  /** Whether a variable keeps one value from where it gets it. */
  const isSettled = (variable: Variable): boolean => variable.kind === 'const' || variable.origins.length <= 1

  const bindPattern = (pattern: PatternNode, value: Expression, env: Environment, rest: Rest): Expression => {
    switch (pattern.type) {
      case 'Identifier': {
        const variable = source.scope.variableOf.get(pattern)
        if (variable === undefined || !isSettled(variable)) return giveUp(`${pattern.name} changes`)
        return named(pattern.name, value, (local) => rest(new Map(env).set(variable, local)))
      }
      case 'AssignmentPattern':
        return named('given', value, (local) =>
          bindPattern(
            pattern.left,
            local.kind === 'constant'
              ? local.value === undefined
                ? read(pattern.right, env)
                : local
              : E.conditional(E.binary('===', local, E.constant(undefined)), read(pattern.right, env), local),
            env,
            rest,
          ),
        )
      case 'ObjectPattern':
        if (pattern.properties.length === 0) return giveUp('it takes an object apart into nothing')
        return named('whole', value, (local) => bindProperties(pattern, 0, local, env, rest))
      case 'ArrayPattern': {
        if (pattern.elements.some((element) => element?.type === 'RestElement'))
          return giveUp('it takes the rest of a list')
        if (pattern.elements.length === 0) return giveUp('it takes a list apart into nothing')
        const items = E.call(takeItems, undefined, [value, E.constant(pattern.elements.length)])
        return named('items', items, (local) => bindElements(pattern.elements, 0, local, env, rest))
      }
      case 'RestElement':
      case 'MemberExpression':
        return giveUp(`it has a ${pattern.type}`)
      default:
        return pattern satisfies never
    }
  }

  const bindProperties = (
    pattern: Extract<PatternNode, { readonly type: 'ObjectPattern' }>,
    place: number,
    whole: Expression,
    env: Environment,
    rest: Rest,
  ): Expression => {
    const property = pattern.properties[place]
    if (property === undefined) return rest(env)
    if (property.type === 'RestElement') {
      const taken = pattern.properties.slice(0, place).map((one) => {
        const name = one.type === 'RestElement' ? undefined : fixedName(one.key, one.computed)
        return name === undefined ? giveUp('it takes a field whose name is computed') : E.constant(name)
      })
      return bindPattern(property.argument, E.call(restOf, undefined, [whole, ...taken]), env, rest)
    }
    const name = fixedName(property.key, property.computed)
    if (name === undefined) return giveUp('it takes a field whose name is computed')
    return bindPattern(property.value, E.field(whole, name), env, (next) =>
      bindProperties(pattern, place + 1, whole, next, rest),
    )
  }

  const bindElements = (
    elements: readonly (PatternNode | null)[],
    place: number,
    items: Expression,
    env: Environment,
    rest: Rest,
  ): Expression => {
    const element = elements[place]
    if (element === undefined) return rest(env)
    const next: Rest = (env) => bindElements(elements, place + 1, items, env, rest)
    return element === null ? next(env) : bindPattern(element, E.index(items, E.constant(place)), env, next)
  }

  const bindAll = (
    patterns: readonly PatternNode[],
    values: readonly Expression[],
    env: Environment,
    rest: Rest,
  ): Expression => {
    const [pattern, ...others] = patterns
    if (pattern === undefined) return rest(env)
    if (pattern.type === 'RestElement') return giveUp('it takes any number of arguments')
    return bindPattern(pattern, values[0] ?? E.constant(undefined), env, (next) =>
      bindAll(others, values.slice(1), next, rest),
    )
  }

  const readBody = (fn: FunctionNode, env: Environment): Expression =>
    fn.body.type === 'BlockStatement'
      ? readStatements(fn.body.body, env, () => E.constant(undefined))
      : read(fn.body, env)

  /** Functions that are being read: one that calls itself is not. */
  const open: FunctionNode[] = []

  /** A function of its own, called. */
  const callOwn = (fn: FunctionNode, args: readonly Expression[], env: Environment): Expression => {
    if (open.includes(fn)) return giveUp('a function in it calls itself')
    open.push(fn)
    // Arguments are evaluated before defaults and patterns are.
    const bindArguments = (place: number, values: readonly Expression[]): Expression => {
      const arg = args[place]
      if (arg === undefined) return bindAll(fn.params, values, env, (inner) => readBody(fn, inner))
      return named('given', arg, (local) => bindArguments(place + 1, [...values, local]))
    }
    const result = bindArguments(0, [])
    open.pop()
    return result
  }

  /** A function that a method is given, as a function literal. */
  const readFunction = (fn: FunctionNode, env: Environment): Expression => {
    if (open.includes(fn)) return giveUp('a function in it calls itself')
    open.push(fn)
    const params = fn.params.map((param) => newName(param.type === 'Identifier' ? param.name : 'item'))
    const body = bindAll(fn.params, params.map(E.local), env, (inner) => readBody(fn, inner))
    open.pop()
    return E.functionLiteral(params, body)
  }

  const readStatements = (statements: readonly StatementNode[], env: Environment, rest: Rest): Expression => {
    const [statement, ...others] = statements
    if (statement === undefined) return rest(env)
    if (++steps > mostSteps) giveUp('it is long')
    const go: Rest = (next) => readStatements(others, next, rest)
    switch (statement.type) {
      case 'EmptyStatement':
      case 'FunctionDeclaration':
        return go(env)
      case 'BlockStatement':
        return readStatements(statement.body, env, go)
      case 'ReturnStatement':
        return statement.argument == null ? E.constant(undefined) : read(statement.argument, env)
      case 'IfStatement': {
        const test = read(statement.test, env)
        const then = readStatements([statement.consequent], env, go)
        return E.conditional(
          test,
          then,
          statement.alternate == null ? go(env) : readStatements([statement.alternate], env, go),
        )
      }
      case 'VariableDeclaration':
        return readDeclarations(statement.declarations, env, go)
      case 'ExpressionStatement': {
        if (statement.directive != null || isCounter(statement.expression)) return go(env)
        if (statement.expression.type === 'AssignmentExpression' || statement.expression.type === 'UpdateExpression')
          return giveUp('its variables change')
        return E.bind(newName('unused'), read(statement.expression, env), go(env))
      }
      case 'ThrowStatement':
        return giveUp('it throws')
      case 'SwitchStatement':
        return giveUp('it has a switch')
      case 'ForStatement':
      case 'ForInStatement':
      case 'ForOfStatement':
      case 'WhileStatement':
      case 'DoWhileStatement':
        return giveUp('it has a loop')
      default:
        return giveUp(`it has a ${statement.type}`)
    }
  }

  const readDeclarations = (
    declarations: Extract<StatementNode, { readonly type: 'VariableDeclaration' }>['declarations'],
    env: Environment,
    rest: Rest,
  ): Expression => {
    const [declaration, ...others] = declarations
    if (declaration === undefined) return rest(env)
    const { id, init } = declaration
    const go: Rest = (next) => readDeclarations(others, next, rest)
    if (init == null) {
      if (id.type !== 'Identifier' || source.scope.variableOf.get(id)?.origins.length !== 0)
        return giveUp('its variables change')
      return bindPattern(id, E.constant(undefined), env, go)
    }
    // A function is read where it is called.
    if (isFunctionNode(namedFunction(init, isFreeName) ?? init)) return go(env)
    return bindPattern(id, read(init, env), env, go)
  }

  const functionIn = (variable: Variable): FunctionNode | undefined => {
    const [origin] = variable.origins
    if (variable.origins.length !== 1 || origin === undefined) return undefined
    if (origin.kind === 'function') return origin.of
    if (origin.kind !== 'value') return undefined
    const of = namedFunction(origin.of, isFreeName) ?? origin.of
    return isFunctionNode(of) ? of : undefined
  }

  const readArguments = (args: readonly SyntaxNode[], env: Environment): readonly Expression[] =>
    args.map((arg) =>
      arg.type === 'SpreadElement' ? giveUp('it spreads arguments') : read(arg as ExpressionNode, env),
    )

  /** An argument of a method or a known function, which may be a function. */
  const readArgument = (node: SyntaxNode, env: Environment, takesPattern: boolean): Expression => {
    if (node.type === 'SpreadElement') return giveUp('it spreads arguments')
    const fn = namedFunction(node, isFreeName) ?? node
    if (isFunctionNode(fn)) return readFunction(fn, env)
    const path = pathOf(node)
    if (path !== undefined && isFreeName(path.root)) {
      const resolved = source.resolve(path.name)
      if (resolved.kind === 'known' && resolved.isCertain) return E.constant(resolved.known.fn)
      if (resolved.kind === 'function') return E.constant(resolved.fn)
      if (takesPattern && resolved.kind === 'constant' && isStatelessPattern(resolved.value))
        return E.constant(resolved.value)
    }
    const variable = node.type === 'Identifier' ? source.scope.variableOf.get(node) : undefined
    const own = variable === undefined ? undefined : functionIn(variable)
    if (own !== undefined) return readFunction(own, env)
    if (takesPattern && node.type === 'Literal' && node.regex != null) {
      // Methods of texts begin at the start, whatever `g` has left behind.
      if (node.regex.flags.includes('y')) return giveUp('it has a sticky pattern')
      return E.constant(new RegExp(node.regex.pattern, node.regex.flags))
    }
    return read(node as ExpressionNode, env)
  }

  const readMethod = (node: CallNode, callee: MemberNode, env: Environment): Expression => {
    const name = fixedName(callee.property, callee.computed)
    if (name === undefined || callee.object.type === 'Super') return giveUp('it calls a method whose name is computed')
    if (isPatternMethod(name)) {
      const { object } = callee
      const pattern = object.type === 'Literal' && object.regex != null ? object.regex : undefined
      const resolved = pathOf(object) === undefined ? undefined : source.resolve(pathOf(object)?.name ?? '')
      const value =
        pattern !== undefined
          ? new RegExp(pattern.pattern, pattern.flags)
          : resolved?.kind === 'constant'
            ? resolved.value
            : undefined
      if (!isStatelessPattern(value)) return giveUp('it has a pattern that keeps its place')
      return E.method(E.constant(value), name, readArguments(node.arguments, env))
    }
    if (pureMethod(name) === undefined) return giveUp(`it calls ${name}, which changes what it has made`)
    const of = read(callee.object, env)
    const args = node.arguments.map((arg, i) => readArgument(arg, env, i === 0 && patternTakers.has(name)))
    return E.method(of, name, args, callee.optional)
  }

  const readCall = (node: CallNode, env: Environment): Expression => {
    if (node.optional) return giveUp('it calls a function that may be missing')
    const callee = calledBy(node.callee)
    const path = pathOf(callee)
    if (path !== undefined && isFreeName(path.root)) {
      const resolved = source.resolve(path.name)
      if (resolved.kind === 'known') {
        if (!resolved.isCertain) return giveUp(`${path.name} may be another function of that name`)
        const isStandIn = path.name.endsWith('.call')
        const args = node.arguments.map((arg) => readArgument(arg, env, false))
        return E.call(resolved.known.fn, isStandIn ? undefined : resolved.known.name, args)
      }
      if (resolved.kind === 'function') {
        const args = readArguments(node.arguments, env)
        return inline(resolved.fn, args) ?? E.call(resolved.fn, undefined, args)
      }
    }
    if (callee.type === 'MemberExpression') return readMethod(node, callee, env)
    if (callee.type === 'ArrowFunctionExpression' || callee.type === 'FunctionExpression')
      return callOwn(callee, readArguments(node.arguments, env), env)
    const variable = callee.type === 'Identifier' ? source.scope.variableOf.get(callee) : undefined
    const own = variable === undefined ? undefined : functionIn(variable)
    if (own !== undefined) return callOwn(own, readArguments(node.arguments, env), env)
    const given = variable === undefined ? undefined : env.get(variable)
    if (given?.kind === 'constant' && typeof given.value === 'function') {
      const args = readArguments(node.arguments, env)
      const fn = given.value as AnyFunction
      return inline(fn, args) ?? E.call(fn, undefined, args)
    }
    return giveUp('it calls what may be any function')
  }

  /** Whether an optional link stands further in within the same chain. */
  const isShortened = (node: SyntaxNode): boolean =>
    node.type === 'MemberExpression'
      ? node.optional || isShortened(node.object)
      : node.type === 'CallExpression'
        ? node.optional || isShortened(node.callee)
        : false

  /** Whether only the last link of the chain is optional, if any is. */
  const isSimpleChain = (node: ExpressionNode): boolean => {
    if (node.type === 'MemberExpression') return !isShortened(node.object)
    if (node.type !== 'CallExpression') return true
    const { callee } = node
    return callee.type === 'MemberExpression' ? !isShortened(callee.object) : !isShortened(callee)
  }

  const readNew = (node: Extract<SyntaxNode, { readonly type: 'NewExpression' }>, env: Environment): Expression => {
    const path = pathOf(node.callee)
    const makers = new Map<string | undefined, AnyFunction>([
      ['Set', makeSet],
      ['Map', makeMap],
      ['Date', makeDate],
    ])
    const make = makers.get(path?.name)
    if (make === undefined) return giveUp(`it makes a ${path?.name}`)
    const args = readArguments(node.arguments, env)
    return E.call(make, undefined, args.slice(0, 1))
  }

  const isKnownCall = (node: CallNode): boolean => {
    const path = pathOf(node.callee)
    return path !== undefined && isFreeName(path.root) && source.resolve(path.name).kind === 'known'
  }

  /** Whether it gives something that can be gone through only once. */
  const isIterating = (node: SyntaxNode): boolean =>
    node.type === 'CallExpression' &&
    node.callee.type === 'MemberExpression' &&
    iterating.has(fixedName(node.callee.property, node.callee.computed) ?? '') &&
    !isKnownCall(node)

  const readMember = (node: MemberNode, env: Environment): Expression => {
    const path = pathOf(node)
    if (path !== undefined && isFreeName(path.root)) {
      const resolved = source.resolve(path.name)
      if (resolved.kind === 'constant') return E.constant(resolved.value)
    }
    if (node.object.type === 'Super' || node.property.type === 'PrivateIdentifier') return giveUp('it uses super')
    const of = read(node.object, env)
    const name = fixedName(node.property, node.computed)
    if (name !== undefined) return E.field(of, name, node.optional)
    return E.index(of, read(node.property, env), node.optional)
  }

  const readObject = (node: Extract<SyntaxNode, { readonly type: 'ObjectExpression' }>, env: Environment): Expression =>
    E.object(
      node.properties.map((property) => {
        if (property.type === 'SpreadElement') return E.spread(read(property.argument, env))
        const name = fixedName(property.key, property.computed)
        if (name === undefined) return giveUp('it makes a field whose name is computed')
        if (name === '__proto__' && !property.computed && !property.shorthand) return giveUp('it sets a prototype')
        return E.entry(name, read(property.value, env))
      }),
    )

  const read = (node: ExpressionNode, env: Environment): Expression => {
    if (++steps > mostSteps) giveUp('it is long')
    switch (node.type) {
      case 'Literal':
        if (node.regex != null) return giveUp('it makes a pattern')
        return E.constant(node.bigint != null ? BigInt(node.bigint) : node.value)
      case 'Identifier': {
        const variable = source.scope.variableOf.get(node)
        if (variable !== undefined) return env.get(variable) ?? giveUp(`${node.name} has no value yet, or changes`)
        const resolved = source.resolve(node.name)
        return resolved.kind === 'constant' ? E.constant(resolved.value) : giveUp(`it uses ${node.name}`)
      }
      case 'MemberExpression':
        return readMember(node, env)
      case 'ChainExpression':
        if (!isSimpleChain(node.expression)) return giveUp('it has a chain')
        return read(node.expression, env)
      case 'CallExpression':
        if (isIterating(node)) return giveUp('it makes an iterator')
        return readCall(node, env)
      case 'NewExpression':
        return readNew(node, env)
      case 'UnaryExpression':
        if (node.operator === 'delete') return giveUp('it deletes a field')
        return E.unary(node.operator, read(node.argument, env))
      case 'BinaryExpression': {
        if (node.left.type === 'PrivateIdentifier') return giveUp('it uses a private field')
        const left = read(node.left, env)
        if (node.operator === 'instanceof') {
          const path = pathOf(node.right)
          const maker = path === undefined ? undefined : Reflect.get(globalThis, path.name)
          if (typeof maker !== 'function') return giveUp('it asks for the class of an object')
          return E.call(isInstance, undefined, [left, E.constant(maker)])
        }
        if (!binaryOperators.has(node.operator)) return giveUp(`it uses ${node.operator}`)
        return E.binary(node.operator, left, read(node.right, env))
      }
      case 'LogicalExpression':
        return E.logical(node.operator, read(node.left, env), read(node.right, env))
      case 'ConditionalExpression':
        return E.conditional(read(node.test, env), read(node.consequent, env), read(node.alternate, env))
      case 'SequenceExpression': {
        const [first, ...others] = node.expressions
        if (first === undefined) return giveUp('it is empty')
        if (others.length === 0) return read(first, env)
        const rest = read({ ...node, expressions: others }, env)
        return isCounter(first) ? rest : E.bind(newName('unused'), read(first, env), rest)
      }
      case 'TemplateLiteral':
        return E.template(
          node.quasis.map(({ value }) => value.cooked ?? giveUp('it has an escape that is none')),
          node.expressions.map((part) => read(part, env)),
        )
      case 'ObjectExpression':
        return readObject(node, env)
      case 'ArrayExpression':
        return E.array(
          node.elements.map((element) => {
            if (element === null) return giveUp('it makes a list with holes')
            if (element.type !== 'SpreadElement') return read(element, env)
            return E.spread(
              element.argument.type === 'CallExpression'
                ? readCall(element.argument, env)
                : read(element.argument, env),
            )
          }),
        )
      case 'AssignmentExpression':
      case 'UpdateExpression':
        return giveUp('its variables change')
      default:
        return giveUp(`it has a ${node.type}`)
    }
  }

  const { node } = source.parsed
  const given = node.params.map((_, place): Expression => {
    const one = source.given[place]
    return one === undefined
      ? E.constant(undefined)
      : one.kind === 'argument'
        ? E.argument(one.index)
        : E.constant(one.value)
  })
  try {
    return bindAll(node.params, given, new Map(), (env) => readBody(node, env))
  } catch (thrown) {
    if (hasGivenUp(thrown)) return thrown
    throw thrown
  }
}
