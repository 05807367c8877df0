/**
 * The fields of an argument that an expression reads: 'all' where the argument itself goes somewhere, or a name is computed.
 */
import type { Expression } from './expression.ts'
import { partsOf } from './map-parts.ts'
import { takeItems } from './stand-ins.ts'

export type Fields = ReadonlySet<string> | 'all'

/** Where a list is only ever looked at by its places, these are all that is read of it. */
const isTaken = (e: Expression, index: number): boolean =>
  e.kind === 'call' && e.fn === takeItems && e.args[0]?.kind === 'argument' && e.args[0].index === index

const equalities = new Set(['===', '!==', '==', '!='])

const escapes = (e: Expression, index: number, into: Set<string>): boolean => {
  switch (e.kind) {
    case 'argument':
      return e.index === index
    case 'field':
      if (e.of.kind !== 'argument' || e.of.index !== index) break
      into.add(e.name)
      return false
    case 'index':
      if (e.of.kind !== 'argument' || e.of.index !== index || e.at.kind !== 'constant') break
      into.add(String(e.at.value))
      return false
    case 'binary':
      // Comparing it with nothing reads nothing.
      if (equalities.has(e.operator) && (isNothing(e.left) || isNothing(e.right)))
        return [e.left, e.right].some((part) => part.kind !== 'argument' && escapes(part, index, into))
      break
    case 'unary':
      if (e.of.kind === 'argument' && (e.operator === '!' || e.operator === 'typeof' || e.operator === 'void'))
        return false
      break
    case 'call':
      if (isTaken(e, index)) {
        const count = e.args[1]?.kind === 'constant' ? Number(e.args[1].value) : 0
        for (let place = 0; place < count; place++) into.add(String(place))
        return false
      }
      break
    default:
  }
  return partsOf(e).some((part) => escapes(part, index, into))
}

const isNothing = (e: Expression): boolean => e.kind === 'constant' && (e.value === null || e.value === undefined)

/**
 * @example
 * fieldsOf(binary('>', index(argument(0), constant('delay')), constant(15)), 0) // Set(1) { 'delay' }
 */
export const fieldsOf = (e: Expression, index: number): Fields => {
  const into = new Set<string>()
  return escapes(e, index, into) ? 'all' : into
}
