/**
 * Calls: of functions that are known, of those that were read, of the function's own, and of methods by their name. What is
 * given to be called counts as called.
 */
import { calledBy, namedFunction, pathOf } from './call-parts.ts'
import { checkWrite } from './check-write.ts'
import { returnsOf } from './freshness.ts'
import { askedBy, isPatternMethod, mutator, pureMethod } from './known-methods.ts'
import { functionIn, functionOf } from './origins.ts'
import { givenTo } from './source.ts'
import { type CallNode, fixedName, type MemberNode, type SyntaxNode } from './syntax.ts'
import { isConstant, visitFree } from './visit-name.ts'
import type { Walk } from './walk.ts'

type AnyFunction = (...args: never) => unknown

const visitAll = (walk: Walk, nodes: readonly SyntaxNode[]): undefined => {
  for (const node of nodes) walk.visit(node)
}

/** A function that is captured, or given as a parameter. */
const visitCaptured = (walk: Walk, fn: AnyFunction, name: string, node: SyntaxNode): undefined => {
  const purity = walk.purityOfCaptured(fn)
  if (purity.verdict === 'impure') walk.impure(`calls ${name}, which ${purity.what}`, node)
  if (purity.verdict === 'unknown') walk.unknown(`calls ${name}: ${purity.why}`)
}

/** The function that a parameter is given beforehand. */
const givenFunction = (walk: Walk, node: SyntaxNode): AnyFunction | undefined => {
  const variable = node.type === 'Identifier' ? walk.source.scope.variableOf.get(node) : undefined
  const given = variable === undefined ? undefined : givenTo(walk.source, variable)
  return given?.kind === 'value' && typeof given.value === 'function' ? (given.value as AnyFunction) : undefined
}

/** What is given as an argument that will be called, if it is a function. */
const visitCallback = (walk: Walk, node: SyntaxNode): undefined => {
  const literal = functionOf(walk.source, node)
  if (literal !== undefined) return walk.visitFunction(literal)
  const path = pathOf(node)
  if (path !== undefined && walk.isFree(path.root)) {
    const resolved = walk.source.resolve(path.name)
    if (resolved.kind === 'known') {
      if (resolved.known.callback !== undefined) walk.unknown(`passes on ${path.name}`)
      return
    }
    if (resolved.kind === 'function') return visitCaptured(walk, resolved.fn, path.name, node)
  }
  const variable = node.type === 'Identifier' ? walk.source.scope.variableOf.get(node) : undefined
  // What its own functions do is looked at where they stand.
  if (variable !== undefined && functionIn(walk.source, variable) !== undefined) return
  const given = givenFunction(walk, node)
  if (given !== undefined) return visitCaptured(walk, given, 'its parameter', node)
  walk.visit(node)
  if (!walk.isNoFunction(node)) walk.unknown('passes on what may be any function')
}

/** Arguments, of which one may be called. */
const visitArguments = (walk: Walk, args: readonly SyntaxNode[], callback: number | undefined): undefined => {
  const spread = args.findIndex(({ type }) => type === 'SpreadElement')
  // Where a list is spread nobody knows which argument is which.
  if (callback !== undefined && spread >= 0 && spread <= callback)
    walk.unknown('spreads arguments of which one is called')
  args.forEach((arg, i) => {
    if (i === callback && spread < 0) visitCallback(walk, arg)
    else walk.visit(arg)
  })
}

/** The accumulator of a `reduce` that begins with a fresh object, and always gives one. */
const findAccumulator = (walk: Walk, [first, initial]: readonly SyntaxNode[]): undefined => {
  const fn = first === undefined ? undefined : functionOf(walk.source, first)
  if (fn === undefined || initial === undefined || !walk.isFresh(initial)) return
  const [param] = fn.params
  const variable = param?.type === 'Identifier' ? walk.source.scope.variableOf.get(param) : undefined
  if (variable === undefined) return
  walk.freshParameters.add(variable)
  if (returnsOf(fn)?.every(walk.isFresh) !== true) walk.freshParameters.delete(variable)
}

const visitMethod = (walk: Walk, node: CallNode, callee: MemberNode): undefined => {
  const name = fixedName(callee.property, callee.computed)
  if (name === undefined) return walk.unknown('calls a method whose name is computed')
  if (callee.object.type === 'Super') return walk.unknown('uses super')
  const asked = askedBy(name)
  const facts = pureMethod(name)
  const changing = mutator(name)
  if (asked !== undefined) walk.impure(`calls ${name}, which asks ${asked}`, callee.property)
  else if (changing !== undefined) checkWrite(walk, callee.object, callee.property, `calls ${name} on an object`)
  else if (facts === undefined && !(isPatternMethod(name) && walk.isPattern(callee.object)))
    walk.unknown(`calls the method ${name}, which is not known to be pure`)
  walk.visit(callee.object)
  if (name === 'reduce' || name === 'reduceRight') findAccumulator(walk, node.arguments)
  visitArguments(walk, node.arguments, (facts ?? changing)?.callback)
}

/** A call by a name that is free. Whether anything was said of it: a method may also be looked at by its name. */
const visitFreeCall = (walk: Walk, node: CallNode, name: string, root: SyntaxNode): boolean => {
  if ((name === 'Object.assign' || name === 'Object.freeze') && walk.source.resolve('Object').kind === 'part') {
    const [first] = node.arguments
    if (first === undefined || first.type === 'SpreadElement') return false
    checkWrite(walk, first, node, `calls ${name} on an object`)
    visitAll(walk, node.arguments)
    return true
  }
  const resolved = walk.source.resolve(name)
  switch (resolved.kind) {
    case 'known':
      visitArguments(walk, node.arguments, resolved.known.callback)
      return true
    case 'function':
      visitCaptured(walk, resolved.fn, name, node)
      visitAll(walk, node.arguments)
      return true
    case 'maker':
      if (name === 'Date') walk.impure('asks the clock', node)
      else if (name !== 'Array' && !name.endsWith('Error')) walk.unknown(`calls ${name} without new`)
      visitAll(walk, node.arguments)
      return true
    case 'impure':
      walk.impure(resolved.what, root)
      visitAll(walk, node.arguments)
      return true
    case 'unknown':
    case 'part':
    case 'constant':
      return false
    default:
      return resolved satisfies never
  }
}

export const visitCall = (walk: Walk, node: CallNode): undefined => {
  if (namedFunction(node, walk.isFree) !== undefined) return walk.unknown('makes a function that it passes on')
  const callee = calledBy(node.callee)
  const path = pathOf(callee)
  if (path !== undefined && walk.isFree(path.root) && visitFreeCall(walk, node, path.name, path.root)) return
  if (callee.type === 'MemberExpression') {
    // `Math.imagine` is no method of a row.
    if (path !== undefined && walk.isFree(path.root) && !isConstant(walk, callee.object))
      visitFree(walk, path.name, path.root)
    else return visitMethod(walk, node, callee)
  } else if (callee.type === 'ArrowFunctionExpression' || callee.type === 'FunctionExpression')
    walk.visitFunction(callee)
  else if (callee.type === 'Identifier') {
    const variable = walk.source.scope.variableOf.get(callee)
    const given = givenFunction(walk, callee)
    if (given !== undefined) visitCaptured(walk, given, callee.name, node)
    else if (variable === undefined) visitFree(walk, callee.name, callee)
    else if (functionIn(walk.source, variable) === undefined && !isSelf(variable))
      walk.unknown(`calls ${callee.name}, which may be any function`)
  } else {
    walk.visit(callee)
    walk.unknown('calls what may be any function')
  }
  visitAll(walk, node.arguments)
}

/** A function that calls itself by its own name. */
const isSelf = (variable: { readonly kind: string; readonly origins: readonly unknown[] }): boolean =>
  variable.kind === 'self' && variable.origins.length === 1

type NewNode = Extract<SyntaxNode, { readonly type: 'NewExpression' }>

const checkDate = (walk: Walk, node: NewNode): undefined => {
  const [time] = node.arguments
  if (time === undefined) return walk.impure('asks the clock', node)
  if (node.arguments.length > 1) return walk.impure('makes a date by the time zone of the machine', node)
  if (!walk.isNumber(time)) walk.unknown('makes a date of what may be a text, which may depend on the time zone')
}

export const visitNew = (walk: Walk, node: NewNode): undefined => {
  const path = pathOf(node.callee)
  const resolved = path === undefined || !walk.isFree(path.root) ? undefined : walk.source.resolve(path.name)
  if (resolved?.kind === 'maker') {
    if (resolved.name === 'Date') checkDate(walk, node)
  } else if (resolved?.kind === 'impure') walk.impure(resolved.what, node)
  else if (resolved?.kind === 'unknown') walk.unknown(resolved.why)
  else walk.unknown('makes an object by a class that is not known')
  visitAll(walk, node.arguments)
}
