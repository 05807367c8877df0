/** That the encoding of a state depends on what was folded alone: not on the order of rows, nor on how they were cut. */
import fc from 'fast-check'
import { expect, it } from 'vitest'
import type { Aggregate, State } from '../../src/aggregate/aggregate.ts'

export const sameEncoding = <A>(
  name: string,
  make: () => Aggregate<A, unknown>,
  row: fc.Arbitrary<A>,
  maxLength = 12,
): void =>
  it(`${name}: equal content has equal encoding`, () =>
    fc.assert(
      fc.property(
        fc.array(row, { maxLength }).chain((rows) =>
          fc.record({
            rows: fc.constant(rows),
            order: fc.shuffledSubarray([...rows.keys()], { minLength: rows.length }),
            cuts: fc.array(fc.nat(rows.length), { maxLength: 4 }),
          }),
        ),
        ({ rows, order, cuts }) => {
          const aggregate = make()
          const text = (state: State) => JSON.stringify(aggregate.encode(state))
          const fold = (part: readonly A[]) => part.reduce(aggregate.step, aggregate.init())
          const whole = text(fold(rows))
          const shuffled = order.map((i) => rows[i] as A)
          const ends = [0, ...cuts.sort((a, b) => a - b), rows.length]
          const parts = ends.slice(1).map((end, i) => fold(shuffled.slice(ends[i], end)))
          expect(text(parts.reduce(aggregate.merge))).toBe(whole)
          expect(text(parts.reduceRight((right, left) => aggregate.merge(left, right)))).toBe(whole)
          expect(text(aggregate.decode(JSON.parse(whole)))).toBe(whole)
        },
      ),
    ))
