import { decodeValue } from '../data/decode-value.ts'
import { encodeValue } from '../data/encode-value.ts'
import { printValue } from '../data/print-value.ts'
import * as S from '../data/schema.ts'
import { lambda } from '../lambda/lambda.ts'
import { printLambda } from '../lambda/print-lambda.ts'
import type { Aggregate } from './aggregate.ts'
import { greater, lesser } from './choose.ts'
import { defineReading } from './define-reading.ts'
import { givenNumber } from './given-number.ts'
import { numberGiven } from './number-given.ts'
import { bucketOf, middleOf, stepsFor } from './quantile-buckets.ts'
import type { NumberOf } from './spread.ts'

interface Sketch {
  /** How many numbers there are in a bucket. */
  readonly counts: Map<number, number>
  least: unknown
  greatest: unknown
}

interface Settings {
  readonly p: number
  readonly relativeError?: number | undefined
}

const usual = 0.01

const checked = (given: number | Settings): { readonly p: number; readonly relativeError: number } => {
  const { p, relativeError = usual } = typeof given === 'object' && given !== null ? given : { p: given }
  givenNumber('approxQuantile', p, {
    is: (n) => n >= 0 && n <= 1,
    expected: 'a number from 0 to 1',
    hint: 'A.approxQuantile(0.9, (row) => row.field): 90% lie below it',
  })
  givenNumber('relativeError of approxQuantile', relativeError, {
    is: (n) => n >= 0.00001 && n <= 0.5,
    expected: 'a number from 0.00001 to 0.5',
    hint: 'A.approxQuantile({ p: 0.9, relativeError: 0.01 }, (row) => row.field)',
  })
  return { p, relativeError }
}

const add = (counts: Map<number, number>, bucket: number, n: number): void => {
  counts.set(bucket, (counts.get(bucket) ?? 0) + n)
}

const ascending = (counts: ReadonlyMap<number, number>): [number, number][] => [...counts].sort(([a], [b]) => a - b)

/** The bucket of the number with so many before it. */
const bucketAt = (buckets: readonly (readonly [number, number])[], place: number): number => {
  let before = 0
  for (const [bucket, n] of buckets) {
    before += n
    if (before > place) return bucket
  }
  return Number.NaN
}

/**
 * About the quantile at `p`, from 0 to 1, of a number of each row, in little memory however many there are. Of n numbers
 * in canonical order, counted from 0, it is the one at place ⌊(n - 1) p⌋, with a relative error of 1% at most: for 200 it
 * may give 198.5, never 197.9. The least number, the greatest, zeros and infinities are exact; the subnormal ones, below
 * 2.3 · 10⁻³⁰⁸, are rounded to units of 2^-1074 besides. The same in whatever order and parts the rows are seen. Of
 * nothing it is NaN.
 *
 * Null and undefined are skipped; NaN is the greatest number, and -0 is less than 0.
 *
 * Memory: some 50 bytes for each of its buckets that has a number, of which there are 50 from a number to its double: 166
 * from 1 to 10, 1,000 (50 KB) from 1 to a million, and at most 210,000 for all doubles. They are never joined to save
 * memory, as the error would grow with it. The number of buckets is inverse to the error.
 *
 * It is DDSketch (Masson, Rim and Lee, 2019) with a logarithm that is linearly interpolated between powers of two.
 *
 * Another relative error, from 0.00001 to 0.5, comes first, together with `p`.
 *
 * @throws FloeError InvalidArgument for a `p` that is no number from 0 to 1, and for another error
 * @throws FloeError InvalidRow while running, where the function gives no number (text, a bigint)
 * @example
 * const numbers = Array.from({ length: 1001 }, (_, i) => i)
 * A.fold(A.approxQuantile(0.5, (n: number) => n))(numbers) // 499.1868744707076
 * A.fold(A.approxQuantile({ p: 0.5, relativeError: 0.2 }, (n: number) => n))(numbers) // 465.4545462111796
 * A.fold(A.approxQuantile(1, (n: number) => n))(numbers) // 1000
 */
export function approxQuantile<A>(p: number | Settings, f: (row: A) => number | null | undefined): Aggregate<A, number>
export function approxQuantile<A, P>(
  p: number | Settings,
  f: (row: A, params: P) => number | null | undefined,
  params: P,
): Aggregate<A, number>
export function approxQuantile<A, P>(
  given: number | Settings,
  f: NumberOf<A, P>,
  ...params: readonly [] | readonly [P]
): Aggregate<A, number> {
  const { p, relativeError } = checked(given)
  const read = lambda('approxQuantile', f, ...params)
  const steps = stepsFor(relativeError)
  const name = `approxQuantile ${printValue(given)} ${printLambda(read)}`
  return defineReading<Sketch, A, number, number | undefined>({
    name,
    needs: 'bag',
    splits: true,
    schema: S.number,
    init: () => ({ counts: new Map(), least: undefined, greatest: undefined }),
    reads: read,
    check: (value) => numberGiven(name, value),
    take: (sketch, x) => {
      if (x === undefined) return sketch
      add(sketch.counts, bucketOf(x, steps), 1)
      sketch.least = lesser(sketch.least, x)
      sketch.greatest = greater(sketch.greatest, x)
      return sketch
    },
    merge: (left, right) => {
      const counts = new Map(left.counts)
      for (const [bucket, n] of right.counts) add(counts, bucket, n)
      return {
        counts,
        least: lesser(left.least, right.least),
        greatest: greater(left.greatest, right.greatest),
      }
    },
    done: ({ counts, least, greatest }) => {
      const buckets = ascending(counts)
      const n = buckets.reduce((sum, [, count]) => sum + count, 0)
      if (n === 0) return Number.NaN
      const place = Math.floor((n - 1) * p)
      if (place === 0) return least as number
      if (place === n - 1) return greatest as number
      const middle = middleOf(bucketAt(buckets, place), steps)
      if (middle < (least as number)) return least as number
      return middle > (greatest as number) ? (greatest as number) : middle
    },
    encode: ({ counts, least, greatest }) => [encodeValue(least), encodeValue(greatest), ...ascending(counts).flat()],
    decode: (encoded) => {
      const [least, greatest, ...flat] = encoded as unknown[]
      const counts = new Map<number, number>()
      for (let i = 0; i < flat.length; i += 2) counts.set(flat[i] as number, flat[i + 1] as number)
      return { counts, least: decodeValue(least), greatest: decodeValue(greatest) }
    },
  })
}
