/** An expression as a function: printed, compiled, given its constants by name. */
import { compile } from '../../src/code/compile.ts'
import { taken } from '../../src/code/taken.ts'
import type { Expression } from '../../src/lambda/expression.ts'
import { printExpression } from '../../src/lambda/print-expression.ts'

export const printAndRun = (
  e: Expression,
  locals: Readonly<Record<string, unknown>> = {},
): ((...args: readonly unknown[]) => unknown) => {
  const values: Record<string, unknown> = { ...locals }
  const bind = (value: unknown): string => {
    const name = `k${Object.keys(values).length}`
    values[name] = value
    return name
  }
  const text = printExpression(e, { argument: (index) => `a${index}`, bind, isRun: true })
  const names = Object.keys(values)
  return compile<(values: readonly unknown[]) => never>(
    `return (values) => {\n${taken(text, names)}\nreturn (a0, a1, a2) => ${text}\n}`,
  )(Object.values(values))
}
