/**
 * Statements, read as what the function returns in the end: `if` becomes a conditional with all that follows in both of its
 * branches, a variable that changes becomes several that do not.
 */

import { bindPattern, setVariable } from './bind-pattern.ts'
import { isCounter, pathOf } from './call-parts.ts'
import type { Expression } from './expression.ts'
import * as E from './expression.ts'
import { functionOf } from './origins.ts'
import { type Environment, giveUp, named, type Reader, type Rest } from './reader.ts'
import { raise } from './stand-ins.ts'
import type { ExpressionNode, StatementNode, SyntaxNode } from './syntax.ts'
import { typeOf } from './type-of.ts'

/** How to go on: behind the last statement, and at a `break`. */
interface Ways {
  readonly end: Rest
  readonly leave: Rest | undefined
}

export const readStatements = (
  reader: Reader,
  statements: readonly StatementNode[],
  env: Environment,
  ways: Ways,
): Expression => {
  const [statement, ...others] = statements
  if (statement === undefined) return ways.end(env)
  reader.step()
  const then: Rest = (next) => readStatements(reader, others, next, ways)
  switch (statement.type) {
    case 'EmptyStatement':
    case 'FunctionDeclaration':
      return then(env)
    case 'BlockStatement':
      return readStatements(reader, statement.body, env, { ...ways, end: then })
    case 'ReturnStatement':
      return statement.argument == null ? E.constant(undefined) : reader.read(statement.argument, env)
    case 'IfStatement': {
      const branch = (of: StatementNode | null | undefined): Expression =>
        of == null ? then(env) : readStatements(reader, [of], env, { ...ways, end: then })
      return E.conditional(reader.read(statement.test, env), branch(statement.consequent), branch(statement.alternate))
    }
    case 'VariableDeclaration':
      return readDeclarations(reader, statement.declarations, env, then)
    case 'ExpressionStatement':
      return statement.directive != null ? then(env) : readEffect(reader, statement.expression, env, then)
    case 'ThrowStatement':
      return readThrow(reader, statement.argument, env)
    case 'SwitchStatement':
      return named(reader, 'chosen', reader.read(statement.discriminant, env), (chosen) =>
        readCases(reader, statement.cases, chosen, env, then),
      )
    case 'BreakStatement':
      return statement.label == null && ways.leave !== undefined ? ways.leave(env) : giveUp('it jumps')
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

type Cases = Extract<StatementNode, { readonly type: 'SwitchStatement' }>['cases']

/** The cases are compared one after the other, wherever the default stands; then all goes on from the one that fits. */
const readCases = (reader: Reader, cases: Cases, chosen: Expression, env: Environment, then: Rest): Expression => {
  const from = (place: number): Expression =>
    readStatements(
      reader,
      cases.slice(place).flatMap(({ consequent }) => consequent),
      env,
      { end: then, leave: then },
    )
  const fallback = cases.findIndex(({ test }) => test == null)
  const compare = (place: number): Expression => {
    const one = cases[place]
    if (one === undefined) return fallback < 0 ? then(env) : from(fallback)
    if (one.test == null) return compare(place + 1)
    return E.conditional(E.binary('===', chosen, reader.read(one.test, env)), from(place), compare(place + 1))
  }
  return compare(0)
}

const readDeclarations = (
  reader: Reader,
  declarations: Extract<StatementNode, { readonly type: 'VariableDeclaration' }>['declarations'],
  env: Environment,
  rest: Rest,
): Expression => {
  const [declaration, ...others] = declarations
  if (declaration === undefined) return rest(env)
  const { id, init } = declaration
  const then: Rest = (next) => readDeclarations(reader, others, next, rest)
  if (init == null) {
    // A `var` that is said again keeps its value.
    const variable = id.type === 'Identifier' ? reader.source.scope.variableOf.get(id) : undefined
    const known = variable === undefined ? undefined : env.get(variable)
    return variable?.kind === 'var' && known !== undefined
      ? then(env)
      : bindPattern(reader, id, E.constant(undefined), env, then)
  }
  // A function is read where it is called.
  if (functionOf(reader.source, init) !== undefined) return then(env)
  return bindPattern(reader, id, reader.read(init, env), env, then)
}

/** What is evaluated for what it does: assignments, and what may throw. */
const readEffect = (reader: Reader, node: ExpressionNode, env: Environment, rest: Rest): Expression => {
  if (isCounter(node)) return rest(env)
  switch (node.type) {
    case 'AssignmentExpression':
      if (node.operator === '=') return bindPattern(reader, node.left, reader.read(node.right, env), env, rest)
      return node.left.type === 'Identifier'
        ? setVariable(reader, node.left, combined(reader, node.operator, node.left, node.right, env), env, rest)
        : giveUp('it writes to a field')
    case 'UpdateExpression': {
      if (node.argument.type !== 'Identifier') return giveUp('it writes to a field')
      const before = reader.read(node.argument, env)
      // Of a text, `++` makes a number.
      if (typeOf(before, []).kind !== 'number' && typeof (before.kind === 'constant' && before.value) !== 'number')
        return giveUp('it counts what may be no number')
      return setVariable(
        reader,
        node.argument,
        E.binary(node.operator === '++' ? '+' : '-', before, E.constant(1)),
        env,
        rest,
      )
    }
    case 'SequenceExpression': {
      const [first, ...others] = node.expressions
      if (first === undefined) return rest(env)
      return readEffect(reader, first, env, (next) => readEffect(reader, { ...node, expressions: others }, next, rest))
    }
    default:
      return E.bind(reader.newName('unused'), reader.read(node, env), rest(env))
  }
}

const operators = new Set('+ - * / % ** | & ^ << >> >>>'.split(' '))

const combined = (
  reader: Reader,
  assignment: string,
  target: ExpressionNode,
  value: ExpressionNode,
  env: Environment,
): Expression => {
  const operator = assignment.slice(0, -1)
  const before = reader.read(target, env)
  const right = reader.read(value, env)
  if (operator === '&&' || operator === '||' || operator === '??') return E.logical(operator, before, right)
  return operators.has(operator)
    ? E.binary(operator as E.BinaryOperator, before, right)
    : giveUp(`it uses ${assignment}`)
}

/** `throw new Error(message)`, of an error of the language. */
const readThrow = (reader: Reader, node: SyntaxNode, env: Environment): Expression => {
  const isCall = node.type === 'NewExpression' || node.type === 'CallExpression'
  const path = isCall ? pathOf(node.callee) : undefined
  if (!isCall || path === undefined || !reader.isFree(path.root)) return giveUp('it throws')
  const resolved = reader.source.resolve(path.name)
  if (resolved.kind !== 'maker' || !resolved.name.endsWith('Error') || node.arguments.length > 1)
    return giveUp('it throws')
  const args = node.arguments.map((arg) =>
    arg.type === 'SpreadElement' ? giveUp('it spreads arguments') : reader.read(arg, env),
  )
  return E.call(raise, undefined, [E.constant(Reflect.get(globalThis, resolved.name)), ...args])
}
