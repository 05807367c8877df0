/** Names and fields that are read: variables of its own, what is captured, what stands in the row. */
import { pathOf } from './call-parts.ts'
import { functionIn } from './origins.ts'
import { isPlainData } from './plain-data.ts'
import { givenTo } from './source.ts'
import { fixedName, type MemberNode, type NameNode, type SyntaxNode } from './syntax.ts'
import type { Walk } from './walk.ts'

/** A name that is free, or a longer one that begins with it. */
export const visitFree = (walk: Walk, name: string, node: SyntaxNode): undefined => {
  if (name === 'arguments' || name.startsWith('arguments.')) return walk.unknown('uses arguments')
  const resolved = walk.source.resolve(name)
  switch (resolved.kind) {
    case 'constant':
      return
    case 'known':
    case 'function':
    case 'maker':
    case 'part':
      return walk.unknown(`passes on ${name}`)
    case 'impure':
      return walk.impure(resolved.what, node)
    case 'unknown':
      return walk.unknown(resolved.why)
    default:
      resolved satisfies never
  }
}

/** What a parameter is given beforehand: data, whose reading runs no code. */
export const checkGiven = (walk: Walk, value: unknown): undefined => {
  if (!isPlainData(value)) walk.unknown('its parameters are not only data')
}

export const visitName = (walk: Walk, node: NameNode): undefined => {
  const variable = walk.source.scope.variableOf.get(node)
  if (variable === undefined) return visitFree(walk, node.name, node)
  if (functionIn(walk.source, variable) !== undefined || variable.kind === 'self')
    return walk.unknown(`passes on ${node.name}, a function`)
  const given = givenTo(walk.source, variable)
  if (given?.kind === 'value') checkGiven(walk, given.value)
}

/** Whether it is a captured constant, or a field of one. */
export const isConstant = (walk: Walk, node: SyntaxNode): boolean => {
  const path = pathOf(node)
  if (path === undefined || !walk.isFree(path.root)) return false
  return (
    walk.source.resolve(path.name).kind === 'constant' ||
    (node.type === 'MemberExpression' && isConstant(walk, node.object))
  )
}

export const visitMember = (walk: Walk, node: MemberNode): undefined => {
  const path = pathOf(node)
  if (path !== undefined && walk.isFree(path.root) && !isConstant(walk, node.object)) {
    visitFree(walk, path.name, path.root)
    return
  }
  if (node.object.type === 'Super') return walk.unknown('uses super')
  if (node.property.type === 'PrivateIdentifier') return walk.unknown('uses a private field')
  if (fixedName(node.property, node.computed) === 'constructor') walk.unknown('reads constructor, a function')
  walk.visit(node.object)
  if (node.computed) walk.visit(node.property)
}
