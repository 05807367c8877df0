import { lambda } from '../lambda/lambda.ts'
import { printLambda } from '../lambda/print-lambda.ts'
import { numberGiven } from './number-given.ts'
import type { NumberOf } from './spread.ts'

/**
 * What an aggregate over two numbers of each row reads, and what it is called. There is a pair only where both are
 * there; but both functions are called for every row, so that whether one fails does not depend on the other.
 *
 * @throws FloeError InvalidRow, from `read`, for what is neither a number nor null nor undefined
 */
export const numberPair = <A, P>(
  kind: string,
  f: NumberOf<A, P>,
  g: NumberOf<A, P>,
  params: readonly [] | readonly [P],
) => {
  const one = lambda(kind, f, ...params)
  const other = lambda(kind, g, ...params)
  // The parameters belong to both and are printed once, behind the second.
  const name = `${kind} ${printLambda({ ...one, params: [] })}, ${printLambda(other)}`
  return {
    name,
    read: (row: A): readonly [number, number] | undefined => {
      const x = numberGiven(name, one.call(row))
      const y = numberGiven(name, other.call(row))
      return x === undefined || y === undefined ? undefined : [x, y]
    },
  }
}
