import * as S from '../data/schema.ts'
import type { Aggregate } from './aggregate.ts'
import { defineReading } from './define-reading.ts'
import { zero } from './states-of-nothing.ts'

/**
 * The number of rows, whatever is in them. Of none it is 0. Memory: one number.
 *
 * @example
 * A.fold(A.count())(['a', null, 'c']) // 3
 */
export const count = (): Aggregate<unknown, number> =>
  defineReading<number, unknown, number>({
    name: 'count',
    needs: 'bag',
    splits: true,
    schema: S.number,
    init: zero,
    form: 'count',
    reads: 'nothing',
    take: (n) => n + 1,
    merge: (left, right) => left + right,
    done: (n) => n,
    encode: (n) => n,
    decode: (encoded) => encoded as number,
  })
