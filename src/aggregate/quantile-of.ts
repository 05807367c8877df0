/** How `quantile` and `median` are computed: from how often each number occurs. */
import { compareCanonical } from '../data/canonical-order.ts'
import { decodeValue } from '../data/decode-value.ts'
import { fromUnits, toUnits } from '../data/double-units.ts'
import { encodeValue } from '../data/encode-value.ts'
import * as S from '../data/schema.ts'
import { lambda } from '../lambda/lambda.ts'
import { printLambda } from '../lambda/print-lambda.ts'
import type { Aggregate } from './aggregate.ts'
import { defineReading } from './define-reading.ts'
import { numberGiven } from './number-given.ts'
import type { NumberOf } from './spread.ts'
import { newMap } from './states-of-nothing.ts'

/** How often each number occurs. A Map takes -0 for 0, so -0 stands there as text. */
type Counts = Map<number | '-0', number>

const add = (counts: Counts, x: number | '-0', times: number): Counts => counts.set(x, (counts.get(x) ?? 0) + times)

/** In canonical order: -0 before 0, NaN last. */
const sorted = (counts: Counts): readonly (readonly [number, number])[] =>
  Array.from(counts, ([x, times]) => [Number(x), times] as const).sort(([a], [b]) => compareCanonical(a, b))

const one = toUnits(1)

/** a + share · (b − a), rounded once, for a ≤ b and a share from 0 and below 1. */
const between = (a: number, b: number, share: number): number => {
  if (share === 0 || Object.is(a, b)) return a
  if (!Number.isFinite(a) || !Number.isFinite(b)) return a + b
  const part = toUnits(share)
  return fromUnits(toUnits(a) * (one - part) + toUnits(b) * part, one)
}

const pick = (p: number, counts: Counts): number => {
  const all = sorted(counts)
  const n = all.reduce((sum, [, times]) => sum + times, 0)
  if (n === 0) return Number.NaN
  const place = (n - 1) * p
  const index = Math.floor(place)
  const at = (i: number): number => {
    let end = 0
    const found = all.find(([, times]) => {
      end += times
      return i < end
    })
    return (found as readonly [number, number])[0]
  }
  return between(at(index), at(Math.min(index + 1, n - 1)), place - index)
}

/** The quantile at `p`, which is a number from 0 to 1, of a number of each row. */
export const quantileOf = <A, P>(
  kind: string,
  p: number,
  f: NumberOf<A, P>,
  params: readonly [] | readonly [P],
): Aggregate<A, number> => {
  const read = lambda(kind, f, ...params)
  const name = `${kind} ${printLambda(read)}`
  return defineReading<Counts, A, number, number | undefined>({
    name,
    needs: 'bag',
    splits: true,
    schema: S.number,
    init: newMap,
    reads: read,
    check: (value) => numberGiven(name, value),
    take: (counts, x) => (x === undefined ? counts : add(counts, Object.is(x, -0) ? '-0' : x, 1)),
    merge: (left, right) => {
      const counts: Counts = new Map(left)
      for (const [x, times] of right) add(counts, x, times)
      return counts
    },
    done: (counts) => pick(p, counts),
    encode: (counts) => sorted(counts).map(([x, times]) => [encodeValue(x), times]),
    decode: (encoded) =>
      new Map(
        (encoded as [unknown, number][]).map(([value, times]) => {
          const x = decodeValue(value) as number
          return [Object.is(x, -0) ? '-0' : x, times]
        }),
      ),
  })
}
