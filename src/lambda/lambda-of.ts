/**
 * A lambda made of an expression, for whoever rewrites plans: it can be called, shown and read as one that a user wrote.
 */
import { compile, mayCompile } from '../code/compile.ts'
import { taken } from '../code/taken.ts'
import type { Expression } from './expression.ts'
import { type Lambda, lambda } from './lambda.ts'
import { printExpression } from './print-expression.ts'

/** Its text does not say what its constants are, so what it was made of is kept beside it. */
const madeOf = new WeakMap<(...args: never) => unknown, Expression>()

/** What a lambda was made of, if it was made here. */
export const expressionMadeInto = (fn: (...args: never) => unknown): Expression | undefined => madeOf.get(fn)

/**
 * A function of a row that gives what the expression says of its argument 0. Undefined where no code may be generated.
 *
 * @example
 * const isLate = lambdaOf(binary('>', index(argument(0), constant('delay')), constant(15)))
 * isLate?.call({ delay: 20 } as never) // true
 */
export const lambdaOf = (expression: Expression): Lambda<unknown, unknown> | undefined => {
  if (!mayCompile()) return undefined
  const values: Record<string, unknown> = {}
  const names = new Map<unknown, string>()
  const bind = (value: unknown): string => {
    const name = names.get(value) ?? `known${names.size + 1}`
    names.set(value, name)
    values[name] = value
    return name
  }
  const text = printExpression(expression, { argument: () => 'row', bind, isRun: true })
  const made = compile<(values: readonly unknown[]) => (row: unknown) => unknown>(
    `return (values) => {\n${taken(text, Object.keys(values))}\nreturn (row) => ${text}\n}`,
  )
  const fn = made(Object.values(values))
  madeOf.set(fn, expression)
  return lambda('lambdaOf', fn)
}
