/**
 * Fields, and chains of them: where an optional link finds nothing, the whole chain is undefined. An expression's optional
 * field looks at its own receiver alone, so a chain that goes on behind one becomes a conditional.
 */
import { pathOf } from './call-parts.ts'
import type { Expression } from './expression.ts'
import * as E from './expression.ts'
import { readCall, readMethod } from './read-call.ts'
import { type Environment, giveUp, named, type Reader } from './reader.ts'
import { type ExpressionNode, fixedName, type MemberNode } from './syntax.ts'

/** Whether an optional link stands further in within the same chain. */
const isShortened = (node: ExpressionNode | MemberNode['object']): boolean =>
  node.type === 'MemberExpression'
    ? node.optional || isShortened(node.object)
    : node.type === 'CallExpression' && (node.optional || isShortened(node.callee))

const readField = (
  reader: Reader,
  node: MemberNode,
  of: Expression,
  optional: boolean,
  env: Environment,
): Expression => {
  const name = fixedName(node.property, node.computed)
  if (name !== undefined) return E.field(of, name, optional)
  if (node.property.type === 'PrivateIdentifier') return giveUp('it uses a private field')
  return E.index(of, reader.read(node.property, env), optional)
}

/** The rest of the chain, if there is something to go on with. */
const unlessNothing = (reader: Reader, of: Expression, rest: (of: Expression) => Expression): Expression =>
  named(reader, 'found', of, (local) =>
    E.conditional(E.binary('==', local, E.constant(null)), E.constant(undefined), rest(local)),
  )

/** A link of a chain, and then the rest of it. */
const readLink = (
  reader: Reader,
  node: ExpressionNode,
  env: Environment,
  rest: (value: Expression) => Expression,
): Expression => {
  if (node.type === 'MemberExpression' && node.object.type !== 'Super' && (node.optional || isShortened(node.object)))
    return readLink(reader, node.object, env, (of) =>
      node.optional
        ? unlessNothing(reader, of, (local) => rest(readField(reader, node, local, false, env)))
        : rest(readField(reader, node, of, false, env)),
    )
  if (
    node.type === 'CallExpression' &&
    !node.optional &&
    node.callee.type === 'MemberExpression' &&
    isShortened(node.callee)
  ) {
    const { callee } = node
    if (callee.object.type === 'Super') return giveUp('it uses super')
    return readLink(reader, callee.object, env, (of) =>
      callee.optional
        ? unlessNothing(reader, of, (local) => rest(readMethod(reader, node, callee, local, false, env)))
        : rest(readMethod(reader, node, callee, of, false, env)),
    )
  }
  return rest(reader.read(node, env))
}

export const readChain = (reader: Reader, node: ExpressionNode, env: Environment): Expression => {
  // Where only the last link is optional, the expression says the same.
  if (node.type === 'MemberExpression' && !isShortened(node.object)) return readMember(reader, node, env)
  if (node.type === 'CallExpression' && node.callee.type === 'MemberExpression' && !isShortened(node.callee.object))
    return readCall(reader, node, env)
  return readLink(reader, node, env, (value) => value)
}

export const readMember = (reader: Reader, node: MemberNode, env: Environment): Expression => {
  const path = pathOf(node)
  if (path !== undefined && reader.isFree(path.root)) {
    const resolved = reader.source.resolve(path.name)
    if (resolved.kind === 'constant') return E.constant(resolved.value)
  }
  if (node.object.type === 'Super') return giveUp('it uses super')
  return readField(reader, node, reader.read(node.object, env), node.optional, env)
}
