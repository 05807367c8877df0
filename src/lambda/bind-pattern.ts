/** Patterns: parameters, declarations and assignments take a value apart, and give its parts to variables. */

import type { Expression } from './expression.ts'
import * as E from './expression.ts'
import { type Environment, giveUp, named, type Reader, type Rest } from './reader.ts'
import { restOf, takeItems } from './stand-ins.ts'
import { fixedName, type NameNode, type PatternNode } from './syntax.ts'

/**
 * Gives a variable a value from here on. It must belong to the function that is being read: what an inner function writes to
 * its surroundings is seen there, and not here.
 */
export const setVariable = (
  reader: Reader,
  name: NameNode,
  value: Expression,
  env: Environment,
  rest: Rest,
): Expression => {
  const variable = reader.source.scope.variableOf.get(name)
  if (variable === undefined || variable.owner !== reader.open.at(-1))
    return giveUp('an inner function writes a variable')
  return named(reader, name.name, value, (local) => rest(new Map(env).set(variable, local)))
}

const withDefault = (value: Expression, read: () => Expression): Expression => {
  if (value.kind !== 'constant') return E.conditional(E.binary('===', value, E.constant(undefined)), read(), value)
  return value.value === undefined ? read() : value
}

export const bindPattern = (
  reader: Reader,
  pattern: PatternNode,
  value: Expression,
  env: Environment,
  rest: Rest,
): Expression => {
  switch (pattern.type) {
    case 'Identifier':
      return setVariable(reader, pattern, value, env, rest)
    case 'AssignmentPattern':
      return named(reader, 'given', value, (local) => {
        const whole = withDefault(local, () => reader.read(pattern.right, env))
        return bindPattern(reader, pattern.left, whole, env, rest)
      })
    case 'ObjectPattern':
      if (pattern.properties.length === 0) return giveUp('it takes an object apart into nothing')
      return named(reader, 'whole', value, (local) => bindProperties(reader, pattern, 0, local, env, rest))
    case 'ArrayPattern':
      if (pattern.elements.length === 0) return giveUp('it takes a list apart into nothing')
      return named(reader, 'items', itemsFor(pattern.elements, value), (local) =>
        bindElements(reader, pattern.elements, 0, local, env, rest),
      )
    case 'MemberExpression':
      return giveUp('it writes to a field')
    case 'RestElement':
      return giveUp('it takes the rest of something else')
    default:
      return pattern satisfies never
  }
}

/** As many items as are asked for; all of them where the last one takes the rest. */
const itemsFor = (elements: readonly (PatternNode | null)[], value: Expression): Expression =>
  elements.at(-1)?.type === 'RestElement'
    ? E.array([E.spread(value)])
    : E.call(takeItems, undefined, [value, E.constant(elements.length)])

const bindElements = (
  reader: Reader,
  elements: readonly (PatternNode | null)[],
  place: number,
  items: Expression,
  env: Environment,
  rest: Rest,
): Expression => {
  const element = elements[place]
  if (element === undefined) return rest(env)
  const next: Rest = (env) => bindElements(reader, elements, place + 1, items, env, rest)
  if (element === null) return next(env)
  if (element.type === 'RestElement')
    return bindPattern(reader, element.argument, E.method(items, 'slice', [E.constant(place)]), env, next)
  return bindPattern(reader, element, E.index(items, E.constant(place)), env, next)
}

const bindProperties = (
  reader: Reader,
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
    return bindPattern(reader, property.argument, E.call(restOf, undefined, [whole, ...taken]), env, rest)
  }
  const name = fixedName(property.key, property.computed)
  if (name === undefined) return giveUp('it takes a field whose name is computed')
  return bindPattern(reader, property.value, E.field(whole, name), env, (next) =>
    bindProperties(reader, pattern, place + 1, whole, next, rest),
  )
}

/** Parameters, in order, of values that are evaluated already. Those that are missing are undefined. */
export const bindParameters = (
  reader: Reader,
  patterns: readonly PatternNode[],
  values: readonly Expression[],
  env: Environment,
  rest: Rest,
): Expression => {
  const [pattern, ...others] = patterns
  if (pattern === undefined) return rest(env)
  if (pattern.type === 'RestElement') return bindPattern(reader, pattern.argument, E.array(values), env, rest)
  return bindPattern(reader, pattern, values[0] ?? E.constant(undefined), env, (next) =>
    bindParameters(reader, others, values.slice(1), next, rest),
  )
}
