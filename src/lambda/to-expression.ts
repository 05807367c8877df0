/**
 * The expression that a pure function is: its tree, read as what it gives. What expressions have no kind for (loops, writing to
 * fields) is given up, with the reason; the function is then called as the closure it is.
 *
 * Variables become the expressions that they stand for, or `let`s where a value would be evaluated twice, late or never. Kept
 * is the value, and whether something throws and which thing first; what an error says may differ. Only functions that are
 * known to be pure may be given: purity is not looked at again.
 */
import { isCounter, pathOf } from './call-parts.ts'
import type { Expression } from './expression.ts'
import * as E from './expression.ts'
import { readBody, readCall, readNew, readPattern } from './read-call.ts'
import { readChain, readMember } from './read-chain.ts'
import { type Environment, type GaveUp, giveUp, type Inline, type Reader, reading } from './reader.ts'
import type { Source } from './source.ts'
import { isInstance, oneField } from './stand-ins.ts'
import { type ExpressionNode, fixedName, type NameNode } from './syntax.ts'

const readName = (reader: Reader, node: NameNode, env: Environment): Expression => {
  const variable = reader.source.scope.variableOf.get(node)
  if (variable !== undefined) return env.get(variable) ?? giveUp('it uses a variable that has no value yet')
  const resolved = reader.source.resolve(node.name)
  return resolved.kind === 'constant' ? E.constant(resolved.value) : giveUp(`it uses ${node.name}`)
}

const readBinary = (
  reader: Reader,
  node: Extract<ExpressionNode, { readonly type: 'BinaryExpression' }>,
  env: Environment,
): Expression => {
  if (node.left.type === 'PrivateIdentifier') return giveUp('it uses a private field')
  const left = reader.read(node.left, env)
  if (node.operator !== 'instanceof') return E.binary(node.operator, left, reader.read(node.right, env))
  const path = pathOf(node.right)
  const resolved = path === undefined ? undefined : reader.source.resolve(path.name)
  if (resolved?.kind !== 'maker') return giveUp('it asks for the class of an object')
  return E.call(isInstance, undefined, [left, E.constant(Reflect.get(globalThis, resolved.name))])
}

const readObject = (
  reader: Reader,
  node: Extract<ExpressionNode, { readonly type: 'ObjectExpression' }>,
  env: Environment,
): Expression =>
  E.object(
    node.properties.map((property): E.Entry => {
      if (property.type === 'SpreadElement') return E.spread(reader.read(property.argument, env))
      const name = fixedName(property.key, property.computed)
      if (name !== undefined) return E.entry(name, reader.read(property.value, env))
      // The name becomes a text before the value is evaluated.
      const key = E.template(['', ''], [reader.read(property.key, env)])
      return E.spread(E.call(oneField, undefined, [key, reader.read(property.value, env)]))
    }),
  )

const readArray = (
  reader: Reader,
  node: Extract<ExpressionNode, { readonly type: 'ArrayExpression' }>,
  env: Environment,
): Expression =>
  E.array(
    node.elements.map((element) => {
      if (element === null) return giveUp('it makes a list with holes')
      return element.type === 'SpreadElement' ? E.spread(reader.read(element.argument, env)) : reader.read(element, env)
    }),
  )

const read = (reader: Reader, node: ExpressionNode, env: Environment): Expression => {
  reader.step()
  switch (node.type) {
    case 'Literal':
      if (node.regex != null) return readPattern(node, false)
      return E.constant(node.bigint != null ? BigInt(node.bigint) : node.value)
    case 'Identifier':
      return readName(reader, node, env)
    case 'MemberExpression':
      return readMember(reader, node, env)
    case 'ChainExpression':
      return readChain(reader, node.expression, env)
    case 'CallExpression':
      return readCall(reader, node, env)
    case 'NewExpression':
      return readNew(reader, node, env)
    case 'UnaryExpression':
      if (node.operator === 'delete') return giveUp('it deletes a field')
      return E.unary(node.operator, reader.read(node.argument, env))
    case 'BinaryExpression':
      return readBinary(reader, node, env)
    case 'LogicalExpression':
      return E.logical(node.operator, reader.read(node.left, env), reader.read(node.right, env))
    case 'ConditionalExpression':
      return E.conditional(
        reader.read(node.test, env),
        reader.read(node.consequent, env),
        reader.read(node.alternate, env),
      )
    case 'SequenceExpression': {
      const [first, ...others] = node.expressions
      if (first === undefined) return giveUp('it is empty')
      if (others.length === 0) return reader.read(first, env)
      const rest = (): Expression => reader.read({ ...node, expressions: others }, env)
      return isCounter(first) ? rest() : E.bind(reader.newName('unused'), reader.read(first, env), rest())
    }
    case 'TemplateLiteral':
      return E.template(
        node.quasis.map(({ value }) => value.cooked ?? giveUp('it has an escape that is none')),
        node.expressions.map((part) => reader.read(part, env)),
      )
    case 'ObjectExpression':
      return readObject(reader, node, env)
    case 'ArrayExpression':
      return readArray(reader, node, env)
    case 'AssignmentExpression':
    case 'UpdateExpression':
      return giveUp('it assigns within an expression')
    default:
      return giveUp(`it has a ${node.type}`)
  }
}

export const toExpression = (source: Source, inline: Inline): Expression | GaveUp => {
  const given = source.given.map(
    (one): Expression => (one.kind === 'argument' ? E.argument(one.index) : E.constant(one.value)),
  )
  return reading(source, inline, read, (reader) => readBody(reader, source.parsed.node, given, new Map()))
}
