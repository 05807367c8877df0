/** About how the numbers among some values are distributed. Internal: what `describe` is made of. */
import { decodeValue } from '../data/decode-value.ts'
import { encodeValue } from '../data/encode-value.ts'
import type { Aggregate } from './aggregate.ts'
import { defineReading } from './define-reading.ts'
import { bucketOf, middleOf, stepsFor } from './quantile-buckets.ts'
import { newMap } from './states-of-nothing.ts'

/** As in `approxQuantile`; and where a bucket has seen one number only, that is known exactly. */
interface Bucket {
  readonly n: number
  readonly least: number
  readonly greatest: number
}

export interface Distribution {
  readonly q1: number
  readonly median: number
  readonly q3: number
  /** How many of the finite numbers lie in each of eight equally wide parts of their range; in one, if all are the same. */
  readonly parts: readonly number[]
}

const steps = stepsFor(0.01)
const partCount = 8

type Buckets = Map<number, Bucket>

const joined = (a: Bucket | undefined, b: Bucket): Bucket =>
  a === undefined ? b : { n: a.n + b.n, least: Math.min(a.least, b.least), greatest: Math.max(a.greatest, b.greatest) }

const ascending = (buckets: Buckets): readonly (readonly [number, Bucket])[] => [...buckets].sort(([a], [b]) => a - b)

/** About which numbers there are, ascending, and how many of each. */
const numbersIn = (buckets: Buckets): readonly (readonly [x: number, n: number])[] =>
  ascending(buckets).map(([bucket, { n, least, greatest }]) => [
    Object.is(least, greatest) ? least : Math.min(Math.max(middleOf(bucket, steps), least), greatest),
    n,
  ])

const quantile = (numbers: readonly (readonly [number, number])[], p: number): number => {
  const n = numbers.reduce((sum, [, count]) => sum + count, 0)
  let before = 0
  for (const [x, count] of numbers) {
    before += count
    if (before > Math.floor((n - 1) * p)) return x
  }
  return Number.NaN
}

const partsOf = (numbers: readonly (readonly [number, number])[]): readonly number[] => {
  const finite = numbers.filter(([x]) => Number.isFinite(x))
  const [least] = finite[0] ?? [0]
  const [greatest] = finite.at(-1) ?? [0]
  if (finite.length === 0) return []
  // Also where they are -0 and 0.
  if (least === greatest) return [finite.reduce((sum, [, n]) => sum + n, 0)]
  const parts = new Array<number>(partCount).fill(0)
  // In halves where the range is no double; not otherwise, because the half of the smallest is 0.
  const scale = Number.isFinite(greatest - least) ? 1 : 0.5
  for (const [x, n] of finite) {
    const share = (x * scale - least * scale) / (greatest * scale - least * scale)
    const part = Math.min(Math.floor(share * partCount), partCount - 1)
    parts[part] = (parts[part] ?? 0) + n
  }
  return parts
}

/** Quartiles with a relative error of 1% at most, and a histogram of eight parts. What is no number is left out. */
export const distribution = (): Aggregate<unknown, Distribution> =>
  defineReading<Buckets, unknown, Distribution>({
    name: 'distribution',
    needs: 'bag',
    splits: true,
    init: newMap,
    reads: 'row',
    take: (buckets, value) => {
      if (typeof value !== 'number') return buckets
      const bucket = bucketOf(value, steps)
      return buckets.set(bucket, joined(buckets.get(bucket), { n: 1, least: value, greatest: value }))
    },
    merge: (left, right) => {
      const buckets = new Map(left)
      for (const [bucket, one] of right) buckets.set(bucket, joined(buckets.get(bucket), one))
      return buckets
    },
    done: (buckets) => {
      const numbers = numbersIn(buckets)
      return Object.freeze({
        q1: quantile(numbers, 0.25),
        median: quantile(numbers, 0.5),
        q3: quantile(numbers, 0.75),
        parts: Object.freeze(partsOf(numbers)),
      })
    },
    encode: (buckets) =>
      ascending(buckets).map(([bucket, { n, least, greatest }]) => [
        bucket,
        n,
        encodeValue(least),
        encodeValue(greatest),
      ]),
    decode: (encoded) =>
      new Map(
        (encoded as [number, number, unknown, unknown][]).map(([bucket, n, least, greatest]) => [
          bucket,
          { n, least: decodeValue(least) as number, greatest: decodeValue(greatest) as number },
        ]),
      ),
  })
