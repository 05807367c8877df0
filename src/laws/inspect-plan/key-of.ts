/**
 * What makes two parts the same: the same functions, with the same parameters, in the same part. Such are checked once for each
 * kind of rows.
 */
import type { Lambda, Reducer } from '../../lambda/lambda.ts'
import { readLambda } from '../../lambda/read-lambda.ts'
import { look } from '../value/look.ts'
import { functionsOf, type Part } from './part.ts'

const numbers = new WeakMap<object, number>()
let next = 0

/** A number for an object: the same as long as this process lives. */
const numberOf = (value: object): number => {
  const known = numbers.get(value) ?? next++
  numbers.set(value, known)
  return known
}

/** By what it means, where all of that is seen. */
const functionKey = (lambda: Lambda | Reducer): string => {
  const { text, isLasting } = readLambda(lambda).fingerprint
  return isLasting ? text : `${numberOf(lambda.fn)} ${lambda.params.map((value) => look(value)).join()}`
}

/** A text that two parts share only if they are the same. */
export const keyOf = (part: Part): string => {
  const functions = functionsOf(part).map(functionKey)
  switch (part.kind) {
    case 'aggregate':
      // Of those that say what their steps are made of, the name says all the rest.
      return `aggregate ${part.aggregate.parts === undefined ? numberOf(part.aggregate) : `${part.aggregate.name} ${functions}`}`
    case 'codec':
      return `codec ${numberOf(part.codec)}`
    case 'source':
      return `source ${numberOf(part.source)}`
    case 'whole':
      return `whole ${numberOf(part.node)}`
    case 'order':
      return `order ${part.keys.map(({ direction, nulls }, i) => `${functions[i]} ${direction} ${nulls}`)}`
    case 'reducer':
      return `reducer ${functions} ${look(part.initial)}`
    case 'function':
      return `function ${functions} ${part.gives}`
    case 'recipe':
    case 'effect':
    case 'task':
      return `${part.kind} ${functions}`
    default:
      return part satisfies never
  }
}
