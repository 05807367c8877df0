import { decodeValue, encodeValue } from '../data/encode-value.ts'
import { lambda } from '../lambda/lambda.ts'
import { printLambda } from '../lambda/print-lambda.ts'
import { type Aggregate, define } from './aggregate.ts'
import { greater, lesser } from './choose.ts'
import { givenNumber } from './given-number.ts'
import { numberGiven } from './number-given.ts'
import { bucketOf, middleOf, stepsFor } from './quantile-buckets.ts'

interface Sketch {
  /** How many numbers there are in a bucket. */
  readonly counts: Map<number, number>
  least: unknown
  greatest: unknown
}

const usual = 0.01

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
 * About the q-quantile of a number of each row, in little memory however many there are. Of n numbers in canonical order it
 * is the one with ⌊q · (n - 1)⌋ before it, with a relative error of 1% at most: for 200 it may give 198.5, never 197.9.
 * The least number, the greatest, zeros and infinities are exact; the subnormal ones, below 2.3 · 10⁻³⁰⁸, are rounded to
 * units of 2^-1074 besides. The same in whatever order and parts the rows are seen. Undefined where there is no number.
 *
 * Null and undefined are skipped; NaN is the greatest number, and -0 is less than 0.
 *
 * Memory: some 50 bytes for each of its buckets that has a number, of which there are 50 from a number to its double: 166
 * from 1 to 10, 1,000 (50 KB) from 1 to a million, and at most 210,000 for all doubles. They are never joined to save
 * memory, as the error would grow with it. The number of buckets is inverse to the error.
 *
 * It is DDSketch (Masson, Rim and Lee, 2019) with a logarithm that is linearly interpolated between powers of two.
 *
 * @param options `relativeError`: from 0.00001 to 0.5
 * @throws FloeError InvalidArgument unless `q` is a number from 0 to 1, and for another error
 * @throws FloeError InvalidRow while running, where the function gives no number (text, a bigint)
 * @example
 * const numbers = Array.from({ length: 1001 }, (_, i) => i)
 * A.fold(A.approxQuantile((n: number) => n, 0.5))(numbers) // 499.1868744707076
 * A.fold(A.approxQuantile((n: number) => n, 0.5, { relativeError: 0.2 }))(numbers) // 465.4545462111796
 * A.fold(A.approxQuantile((n: number) => n, 1))(numbers) // 1000
 */
export function approxQuantile<A>(
  f: (row: A) => number | null | undefined,
  q: number,
  options?: { readonly relativeError?: number },
): Aggregate<A, number | undefined>
export function approxQuantile<A, P>(
  f: (row: A, params: P) => number | null | undefined,
  q: number,
  options: { readonly relativeError?: number },
  params: P,
): Aggregate<A, number | undefined>
export function approxQuantile<A, P>(
  f: (row: A, params: P) => number | null | undefined,
  q: number,
  options: { readonly relativeError?: number } = {},
  ...params: readonly [] | readonly [P]
): Aggregate<A, number | undefined> {
  const read = lambda('approxQuantile', f, ...params)
  givenNumber('approxQuantile', 'q', q, (given) => given >= 0 && given <= 1, 'a number from 0 to 1')
  const relativeError = givenNumber(
    'approxQuantile',
    'relativeError',
    options.relativeError ?? usual,
    (given) => given >= 0.00001 && given <= 0.5,
    'a number from 0.00001 to 0.5',
  )
  const steps = stepsFor(relativeError)
  const how = relativeError === usual ? '' : ` { relativeError: ${relativeError} }`
  const name = `approxQuantile ${q}${how} of ${printLambda(read)}`
  return define<Sketch, A, number | undefined>({
    name,
    needs: 'bag',
    splits: true,
    init: () => ({ counts: new Map(), least: undefined, greatest: undefined }),
    step: (sketch, row) => {
      const x = numberGiven(name, read.call(row))
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
      const place = Math.floor(q * (n - 1))
      if (n === 0 || place === 0) return least as number | undefined
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
