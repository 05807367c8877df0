/**
 * A program: what is read of the functions in the module that it is given, as JSON. It stands apart from the module, as Floe
 * does from a user's, and is built into one file.
 */
import { pathToFileURL } from 'node:url'
import { lambda } from '../../src/lambda/lambda.ts'
import { printExpression } from '../../src/lambda/print-expression.ts'
import { readLambda } from '../../src/lambda/read-lambda.ts'

/** What is read of one function. */
export interface Told {
  /** The expression, or why there is none. */
  readonly read: string
  readonly fingerprint: string
  readonly isLasting: boolean
}

export const reportOf = (cases: Readonly<Record<string, (row: never) => unknown>>): Readonly<Record<string, Told>> =>
  Object.fromEntries(
    Object.entries(cases).map(([name, fn]) => {
      const { expression, why, purity, fingerprint } = readLambda(lambda('report', fn))
      const text =
        expression === undefined
          ? `${purity.verdict}: ${why}`
          : printExpression(expression, {
              argument: (index) => `a${index}`,
              bind: (value) => (value instanceof RegExp ? String(value) : JSON.stringify(value)),
            })
      return [name, { read: text, fingerprint: fingerprint.text, isLasting: fingerprint.isLasting }]
    }),
  )

const path = process.argv[2]
if (process.argv[3] === 'report' && path !== undefined) {
  const { cases } = (await import(pathToFileURL(path).href)) as { cases: Parameters<typeof reportOf>[0] }
  console.log(JSON.stringify(reportOf(cases)))
}
