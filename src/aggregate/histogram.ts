import { printValue } from '../data/print-value.ts'
import * as S from '../data/schema.ts'
import { FloeError } from '../error/floe-error.ts'
import { lambda } from '../lambda/lambda.ts'
import { printLambda } from '../lambda/print-lambda.ts'
import type { Aggregate } from './aggregate.ts'
import { defineReading } from './define-reading.ts'
import { numberGiven } from './number-given.ts'
import type { NumberOf } from './spread.ts'

/**
 * How many numbers lie in each bin, and how many in none: below the first, above the last, or not numbers at all.
 *
 * @example
 * const counted: A.Histogram = A.fold(A.histogram([0, 1], (n: number) => n))([])
 * counted.counts // [ 0 ]
 */
export interface Histogram {
  readonly below: number
  readonly counts: readonly number[]
  readonly above: number
  readonly nan: number
}

const isEdges = (edges: unknown): edges is readonly number[] =>
  Array.isArray(edges) &&
  edges.length >= 2 &&
  edges.every((edge, i) => typeof edge === 'number' && (i === 0 ? !Number.isNaN(edge) : edge > edges[i - 1]))

/** How many edges are at or below `x`. */
const edgesUpTo = (edges: readonly number[], x: number): number => {
  let low = 0
  let high = edges.length
  while (low < high) {
    const middle = (low + high) >>> 1
    if ((edges[middle] as number) <= x) low = middle + 1
    else high = middle
  }
  return low
}

/**
 * Where `x` is counted: 0 is below, then the bins, then above, then NaN. The last bin is closed.
 */
const placeOf = (edges: readonly number[], x: number): number => {
  if (Number.isNaN(x)) return edges.length + 1
  return x === edges[edges.length - 1] ? edges.length - 1 : edgesUpTo(edges, x)
}

const schema = S.record([
  S.field('below', S.number),
  S.field('counts', S.array(S.number)),
  S.field('above', S.number),
  S.field('nan', S.number),
])

/**
 * How many of the numbers that a function gives lie between one edge and the next. A bin holds its lower edge and not its
 * upper one, but the last bin holds both. What lies in no bin is counted, too: `below`, `above`, and `nan`. Null and
 * undefined are skipped. An edge may be infinite. Memory: one number for each bin. O(log bins) for each row.
 *
 * @throws FloeError InvalidArgument unless the edges are two numbers or more, each greater than the one before
 * @throws FloeError InvalidRow while running, where the function gives no number (text, a bigint)
 * @example
 * const delays = [-3, 0, 4, 15, 59, 60, 90]
 * A.fold(A.histogram([0, 15, 60], (n: number) => n))(delays) // { below: 1, counts: [ 2, 3 ], above: 1, nan: 0 }
 */
export function histogram<A>(
  edges: readonly number[],
  f: (row: A) => number | null | undefined,
): Aggregate<A, Histogram>
export function histogram<A, P>(
  edges: readonly number[],
  f: (row: A, params: P) => number | null | undefined,
  params: P,
): Aggregate<A, Histogram>
export function histogram<A, P>(
  given: readonly number[],
  f: NumberOf<A, P>,
  ...params: readonly [] | readonly [P]
): Aggregate<A, Histogram> {
  if (!isEdges(given))
    throw new FloeError('InvalidArgument', {
      message: `histogram was given ${printValue(given)}, and takes edges: numbers, each greater than the one before`,
      hint: 'A.histogram([0, 15, 60], (row) => row.field) has two bins',
      found: printValue(given),
      expected: 'two numbers or more, ascending',
    })
  const edges = [...given]
  const read = lambda('histogram', f, ...params)
  const name = `histogram ${printValue(edges)} ${printLambda(read)}`
  return defineReading<number[], A, Histogram, number | undefined>({
    name,
    needs: 'bag',
    splits: true,
    schema,
    init: () => new Array(edges.length + 2).fill(0),
    reads: read,
    check: (value) => numberGiven(name, value),
    take: (counts, x) => {
      if (x === undefined) return counts
      const place = placeOf(edges, x)
      counts[place] = (counts[place] as number) + 1
      return counts
    },
    merge: (left, right) => left.map((count, place) => count + (right[place] as number)),
    done: (counts) =>
      Object.freeze({
        below: counts[0] as number,
        counts: Object.freeze(counts.slice(1, -2)),
        above: counts[edges.length] as number,
        nan: counts[edges.length + 1] as number,
      }),
    encode: (counts) => [...counts],
    decode: (encoded) => [...(encoded as number[])],
  })
}
