import { decodeValue } from '../data/decode-value.ts'
import { encodeValue } from '../data/encode-value.ts'
import { lambda } from '../lambda/lambda.ts'
import { printLambda } from '../lambda/print-lambda.ts'
import type { Aggregate } from './aggregate.ts'
import { chosen, greater } from './choose.ts'
import { comparable } from './comparable.ts'
import { defineReading } from './define-reading.ts'
import { absent } from './states-of-nothing.ts'

/**
 * The greatest of the values that a function gives, in the canonical order: numbers, text by code point, dates, bigints,
 * tuples of them. Null and undefined are skipped; NaN is the greatest number, so it is the result wherever it occurs. Undefined where
 * there is no value. Memory: one value.
 *
 * @throws FloeError NotARow while running, where the function gives what can be no row (a function, a class instance)
 * @example
 * A.fold(A.max((n: number | null) => n))([2, null, 1, 3]) // 3
 * A.fold(A.max((word: string) => word))(['pear', 'fig', 'quince']) // 'quince'
 */
export function max<A, B>(f: (row: A) => B): Aggregate<A, NonNullable<B> | undefined>
export function max<A, B, P>(f: (row: A, params: P) => B, params: P): Aggregate<A, NonNullable<B> | undefined>
export function max<A, B, P>(
  f: (row: A, params: P) => B,
  ...params: readonly [] | readonly [P]
): Aggregate<A, NonNullable<B> | undefined> {
  const read = lambda('max', f, ...params)
  return defineReading<unknown, A, NonNullable<B> | undefined>({
    name: `max ${printLambda(read)}`,
    needs: 'bag',
    splits: true,
    init: absent,
    form: 'max',
    reads: read,
    check: comparable,
    take: greater,
    merge: greater,
    done: chosen as (greatest: unknown) => NonNullable<B> | undefined,
    encode: encodeValue,
    decode: decodeValue,
  })
}
