import { type Lambda, lambda } from '../lambda/lambda.ts'
import { printLambda } from '../lambda/print-lambda.ts'

/** The arguments of an aggregate whose function may be left out: then it reads the row itself. */
export type OptionalLambda =
  | readonly []
  | readonly [f: (row: never) => unknown]
  | readonly [f: (row: never, params: never) => unknown, params: unknown]

/** What an aggregate with an optional function reads of a row, and what it is called. */
export const optionalLambda = (
  kind: string,
  [f, ...params]: OptionalLambda,
): { readonly name: string; readonly reads: Lambda<unknown, unknown> | 'row' } => {
  if (f === undefined) return { name: kind, reads: 'row' }
  const given = lambda(
    kind,
    f as (row: unknown, params: unknown) => unknown,
    ...(params as readonly [] | readonly [unknown]),
  )
  return { name: `${kind} ${printLambda(given)}`, reads: given }
}
