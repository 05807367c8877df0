/**
 * Calls: known functions by their name, captured ones by what they give, the function's own by what they are given, methods
 * of values.
 */
import { bindParameters } from './bind-pattern.ts'
import { calledBy, pathOf } from './call-parts.ts'
import type { Expression } from './expression.ts'
import * as E from './expression.ts'
import { freshnessIn } from './freshness.ts'
import { knownFunctionOf } from './known-functions.ts'
import { isPatternMethod, pureMethod } from './known-methods.ts'
import { functionIn, functionOf } from './origins.ts'
import { readStatements } from './read-statements.ts'
import { type Environment, giveUp, namedAll, type Reader } from './reader.ts'
import { isStatelessPattern } from './resolve-name.ts'
import { applyAll, makeDate, makeMap, makePattern, makeSet, reversedCopy, sortedCopy } from './stand-ins.ts'
import {
  type CallNode,
  type ExpressionNode,
  type FunctionNode,
  fixedName,
  type MemberNode,
  type SyntaxNode,
} from './syntax.ts'

type AnyFunction = (...args: never) => unknown

/** They give something that can be gone through only once. */
const iterating = new Set(['keys', 'values', 'entries'])
/** They begin at the start of the text, whatever a pattern with `g` has left behind. */
const patternTakers = new Set(['replace', 'replaceAll', 'match', 'split', 'search'])

/** What a function gives whose parameters are known. */
export const readBody = (
  reader: Reader,
  fn: FunctionNode,
  values: readonly Expression[],
  env: Environment,
): Expression => {
  if (reader.open.includes(fn)) return giveUp('a function in it calls itself')
  reader.open.push(fn)
  const body = bindParameters(reader, fn.params, values, env, (inner) =>
    fn.body.type === 'BlockStatement'
      ? readStatements(reader, fn.body.body, inner, { end: () => E.constant(undefined), leave: undefined })
      : reader.read(fn.body, inner),
  )
  reader.open.pop()
  return body
}

/** A function that a method calls, as a function literal. */
const readFunction = (reader: Reader, fn: FunctionNode, env: Environment): Expression => {
  if (fn.params.some(({ type }) => type === 'RestElement')) return giveUp('it takes any number of arguments')
  const params = fn.params.map((param) => reader.newName(param.type === 'Identifier' ? param.name : 'item'))
  return E.functionLiteral(params, readBody(reader, fn, params.map(E.local), env))
}

/** A function of its own, called: its arguments are evaluated before its defaults and patterns are. */
const callOwn = (reader: Reader, fn: FunctionNode, args: readonly SyntaxNode[], env: Environment): Expression =>
  namedAll(reader, readArguments(reader, args, env), (values) => readBody(reader, fn, values, env))

const readArguments = (reader: Reader, args: readonly SyntaxNode[], env: Environment): readonly Expression[] =>
  args.map((arg) =>
    arg.type === 'SpreadElement' ? giveUp('it spreads arguments') : reader.read(arg as ExpressionNode, env),
  )

/** A regular expression that is written out: one object for all calls where it keeps nothing between them. */
export const readPattern = (
  node: Extract<ExpressionNode, { readonly type: 'Literal' }>,
  isReset: boolean,
): Expression => {
  const { pattern = '', flags = '' } = node.regex ?? {}
  const made = new RegExp(pattern, flags)
  return isStatelessPattern(made) || (isReset && !made.sticky)
    ? E.constant(made)
    : E.call(makePattern, undefined, [E.constant(pattern), E.constant(flags)])
}

/** A function that is known by its name, or by the name of a variable. */
const functionValue = (reader: Reader, node: SyntaxNode, env: Environment): Expression | undefined => {
  const literal = functionOf(reader.source, node)
  if (literal !== undefined) return readFunction(reader, literal, env)
  const path = pathOf(node)
  if (path !== undefined && reader.isFree(path.root)) {
    const resolved = reader.source.resolve(path.name)
    if (resolved.kind === 'known')
      return resolved.isCertain
        ? E.constant(resolved.known.fn)
        : giveUp(`${path.name} may be another function of that name`)
    return resolved.kind === 'function' ? E.constant(resolved.fn) : undefined
  }
  const variable = node.type === 'Identifier' ? reader.source.scope.variableOf.get(node) : undefined
  const own = variable === undefined ? undefined : functionIn(reader.source, variable)
  return own === undefined ? undefined : readFunction(reader, own, env)
}

/** An argument of a method or of a known function. */
const readArgument = (reader: Reader, node: SyntaxNode, isReset: boolean, env: Environment): Expression => {
  if (node.type === 'SpreadElement') return giveUp('it spreads arguments')
  if (node.type === 'Literal' && node.regex != null) return readPattern(node, isReset)
  return functionValue(reader, node, env) ?? reader.read(node as ExpressionNode, env)
}

/** A method of a value; `of` is what it is called on. */
export const readMethod = (
  reader: Reader,
  node: CallNode,
  callee: MemberNode,
  of: Expression,
  optional: boolean,
  env: Environment,
): Expression => {
  const name = fixedName(callee.property, callee.computed)
  if (name === undefined) return giveUp('it calls a method whose name is computed')
  if (iterating.has(name)) return giveUp('it makes an iterator')
  const args = (): readonly Expression[] =>
    node.arguments.map((arg, i) => readArgument(reader, arg, i === 0 && patternTakers.has(name), env))
  if (pureMethod(name) !== undefined || isPatternMethod(name)) return E.method(of, name, args(), optional)
  // Nobody has what is made on the way, so a sorted copy does as well.
  const isTemporary = callee.object.type !== 'Identifier' && freshnessIn(reader.source, new Set())(callee.object)
  const count = node.arguments.length
  if (isTemporary && !optional && name === 'sort' && count <= 1) return E.call(sortedCopy, undefined, [of, ...args()])
  if (isTemporary && !optional && name === 'reverse' && count === 0) return E.call(reversedCopy, undefined, [of])
  return giveUp(`it calls ${name}, which changes what it has made`)
}

/** The items of arguments with spreads among them. */
const readSpread = (reader: Reader, args: readonly SyntaxNode[], env: Environment): Expression =>
  E.array(
    args.map((arg) =>
      arg.type === 'SpreadElement' ? E.spread(reader.read(arg.argument, env)) : reader.read(arg as ExpressionNode, env),
    ),
  )

const readCaptured = (reader: Reader, fn: AnyFunction, args: readonly SyntaxNode[], env: Environment): Expression => {
  const values = readArguments(reader, args, env)
  return reader.inline(fn, values) ?? E.call(fn, knownFunctionOf(fn)?.global, values)
}

/** A call by a name that is free; undefined where it may be a method of a constant. */
const readFreeCall = (reader: Reader, node: CallNode, name: string, env: Environment): Expression | undefined => {
  const resolved = reader.source.resolve(name)
  if (resolved.kind === 'function') return readCaptured(reader, resolved.fn, node.arguments, env)
  if (resolved.kind !== 'known') return undefined
  const { known, isCertain } = resolved
  if (!isCertain) return giveUp(`${name} may be another function of that name`)
  if (node.arguments.some(({ type }) => type === 'SpreadElement'))
    return E.call(applyAll, undefined, [E.constant(known.fn), readSpread(reader, node.arguments, env)])
  const args = node.arguments.map((arg) => readArgument(reader, arg, false, env))
  return E.call(known.fn, known.global, args)
}

export const readCall = (reader: Reader, node: CallNode, env: Environment): Expression => {
  if (node.optional) return giveUp('it calls a function that may be missing')
  const callee = calledBy(node.callee)
  const path = pathOf(callee)
  if (path !== undefined && reader.isFree(path.root)) {
    const read = readFreeCall(reader, node, path.name, env)
    if (read !== undefined) return read
  }
  if (callee.type === 'MemberExpression') {
    const { object } = callee
    if (object.type === 'Super') return giveUp('it uses super')
    const isPattern = object.type === 'Literal' && object.regex != null
    const of = isPattern ? readPattern(object, false) : reader.read(object, env)
    return readMethod(reader, node, callee, of, callee.optional, env)
  }
  if (callee.type === 'ArrowFunctionExpression' || callee.type === 'FunctionExpression')
    return callOwn(reader, callee, node.arguments, env)
  const variable = callee.type === 'Identifier' ? reader.source.scope.variableOf.get(callee) : undefined
  const own = variable === undefined ? undefined : functionIn(reader.source, variable)
  if (own !== undefined) return callOwn(reader, own, node.arguments, env)
  const given = variable === undefined ? undefined : env.get(variable)
  if (given?.kind === 'constant' && typeof given.value === 'function')
    return readCaptured(reader, given.value as AnyFunction, node.arguments, env)
  return giveUp('it calls what may be any function')
}

const makers: ReadonlyMap<string, AnyFunction> = new Map<string, AnyFunction>([
  ['Set', makeSet],
  ['Map', makeMap],
  ['Date', makeDate],
])

export const readNew = (
  reader: Reader,
  node: Extract<ExpressionNode, { readonly type: 'NewExpression' }>,
  env: Environment,
): Expression => {
  const path = pathOf(node.callee)
  const resolved = path === undefined ? undefined : reader.source.resolve(path.name)
  const make = resolved?.kind === 'maker' ? makers.get(resolved.name) : undefined
  if (make === undefined || node.arguments.length > 1) return giveUp(`it makes a ${path?.name ?? 'new object'}`)
  return E.call(make, undefined, readArguments(reader, node.arguments, env))
}
