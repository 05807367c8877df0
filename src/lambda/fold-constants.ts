/**
 * Operators over values that are known beforehand: what they give is as well, unless they throw or it is large.
 */
import type { Primitive } from '../data/primitive.ts'
import type { Binary, Constant, Expression, Unary } from './expression.ts'
import * as E from './expression.ts'

const isPrimitive = (value: unknown): value is Primitive =>
  (typeof value !== 'object' || value === null) && typeof value !== 'function' && typeof value !== 'symbol'

/** A constant that is a primitive. */
export type Known = Constant & { readonly value: Primitive }
export const isKnown = (e: Expression): e is Known => e.kind === 'constant' && isPrimitive(e.value)

const unaryOf = (operator: E.UnaryOperator, of: never): unknown => {
  switch (operator) {
    case '-':
      return -of
    case '+':
      return +of
    case '!':
      return !of
    case '~':
      return ~of
    case 'typeof':
      return typeof of
    case 'void':
      return undefined
    default:
      return operator satisfies never
  }
}

const binaryOf = (operator: E.BinaryOperator, left: never, right: never): unknown => {
  switch (operator) {
    case '+':
      return left + right
    case '-':
      return left - right
    case '*':
      return left * right
    case '/':
      return left / right
    case '%':
      return left % right
    case '**':
      return left ** right
    case '|':
      return left | right
    case '&':
      return left & right
    case '^':
      return left ^ right
    case '<<':
      return left << right
    case '>>':
      return left >> right
    case '>>>':
      return left >>> right
    case '===':
      return left === right
    case '!==':
      return left !== right
    case '==':
      // biome-ignore lint/suspicious/noDoubleEquals: it is what the expression says
      return left == right
    case '!=':
      // biome-ignore lint/suspicious/noDoubleEquals: it is what the expression says
      return left != right
    case '<':
      return left < right
    case '<=':
      return left <= right
    case '>':
      return left > right
    case '>=':
      return left >= right
    case 'in':
      return left in right
    default:
      return operator satisfies never
  }
}

/** Longer texts are not made beforehand. */
const longestText = 1_000

/** What it gives; undefined where it throws, or gives what is better made when it is needed. */
const attempt = (f: () => unknown): Expression | undefined => {
  try {
    const value = f()
    return typeof value === 'bigint' || (typeof value === 'string' && value.length > longestText)
      ? undefined
      : E.constant(value)
  } catch {
    return undefined
  }
}

/** The value of an operator whose parts are known, as a constant; undefined where they are not, or it has none. */
export const foldConstants = (e: Unary | Binary): Expression | undefined => {
  if (e.kind === 'unary') {
    const { operator, of } = e
    return isKnown(of) ? attempt(() => unaryOf(operator, of.value as never)) : undefined
  }
  const { operator, left, right } = e
  return isKnown(left) && isKnown(right)
    ? attempt(() => binaryOf(operator, left.value as never, right.value as never))
    : undefined
}
